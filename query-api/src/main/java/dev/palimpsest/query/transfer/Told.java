package dev.palimpsest.query.transfer;

import dev.palimpsest.index.Labels;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.ledger.Digest;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.ledger.MemoryEvent;
import dev.palimpsest.memory.ledger.MemoryEvent.Created;
import dev.palimpsest.memory.ledger.MemoryEvent.Fact;
import dev.palimpsest.memory.ledger.MemoryEvent.Imported;
import dev.palimpsest.memory.ledger.MemoryEvent.Revised;
import dev.palimpsest.memory.ledger.MemoryEvent.RolledBack;
import dev.palimpsest.memory.ledger.MemoryEvent.Superseded;
import dev.palimpsest.trust.seal.KeyVault;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an export tells of a memory that was opened as far as keys are there.
 *
 * @param vault says whose words are sealed under a key
 */
record Told(KeyVault vault) {

    private static final Content NOTHING = Content.Plain.of("");

    Line.Head head(Memory memory) {
        return new Line.Head(memory.content().key().isPresent(), owner(memory), isErased(memory), memory.portable());
    }

    /**
     * What happened.
     *
     * @param before the memory before the event; null where it begins
     * @param after  the memory after it
     */
    Line.Event event(LogRecord record, @Nullable Memory before, Memory after) {
        MemoryEvent event = record.event();
        return new Line.Event(after.content().key().isPresent(), owner(after), isErased(after), record.hash(),
                record.previous(), before == null ? null : digest(before), plain(event), after.portable());
    }

    private static String digest(Memory memory) {
        return Digest.of(memory.portable()).hex();
    }

    /** Whether what it said is gone for good. */
    static boolean isErased(Memory memory) {
        return memory.status() == Status.ERASED || memory.content() instanceof Content.Sealed;
    }

    private static Content plain(Content content) {
        return content.plain().<Content>map(plain -> plain.under(null)).orElse(NOTHING);
    }

    private static MemoryEvent plain(MemoryEvent event) {
        return switch (event) {
            case Created it -> new Created(it.header(), it.identity(), plain(it.fact()));
            case Revised it -> new Revised(it.header(), plain(it.fact()));
            case Superseded it -> new Superseded(it.header(), plain(it.fact()));
            case RolledBack it -> new RolledBack(it.header(), plain(it.fact()), it.status(), it.support(), it.source(),
                    it.since(), it.reason());
            case Imported it -> new Imported(it.header(), it.memory().portable(), it.origin());
            default -> event;
        };
    }

    private static Fact plain(Fact fact) {
        return new Fact(plain(fact.content()), fact.occurrences(), fact.confidence(), fact.derivedFrom());
    }

    /** A key names its owner by digits alone, so those are tried who can be it. */
    private @Nullable Subject owner(Memory memory) {
        Optional<String> key = memory.content().key();
        return key
                .flatMap(id -> Stream.concat(Labels.owners(memory).stream(), named(memory)).distinct()
                        .filter(one -> vault.keysOf(memory.tenant(), one).contains(id)).findFirst())
                .orElse(null);
    }

    /** Events may be sealed as an account's, a host's or the tenant's. */
    private static Stream<Subject> named(Memory memory) {
        Stream<Subject> pointedAt = memory.content().plain().stream().flatMap(plain -> plain.entities().stream());
        return Stream.concat(Stream.of(memory.subject(), new Subject("tenant", memory.tenant().value())), pointedAt);
    }
}
