package dev.palimpsest.trust.seal;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Embedding;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Import;
import dev.palimpsest.memory.claim.Claim.Instruction;
import dev.palimpsest.memory.claim.Claim.Rollback;
import dev.palimpsest.memory.claim.Claim.SourceNews;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.ledger.MemoryEvent.RolledBack;
import dev.palimpsest.memory.ledger.MemoryEvent;
import dev.palimpsest.memory.ledger.MemoryEvent.Created;
import dev.palimpsest.memory.ledger.MemoryEvent.Erased;
import dev.palimpsest.memory.ledger.MemoryEvent.Expired;
import dev.palimpsest.memory.ledger.MemoryEvent.Fact;
import dev.palimpsest.memory.ledger.MemoryEvent.Imported;
import dev.palimpsest.memory.ledger.MemoryEvent.Quarantined;
import dev.palimpsest.memory.ledger.MemoryEvent.Protected;
import dev.palimpsest.memory.ledger.MemoryEvent.Released;
import dev.palimpsest.memory.ledger.MemoryEvent.Restored;
import dev.palimpsest.memory.ledger.MemoryEvent.Retracted;
import dev.palimpsest.memory.ledger.MemoryEvent.Revised;
import dev.palimpsest.memory.ledger.MemoryEvent.Superseded;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What flows through the system, as it may be written and as it may be read. Opening never fails: what cannot be opened
 * stays sealed, and a reason that cannot be is told as {@value #ERASED}. Safe for several threads.
 */
public record SealedRecords(Sealer sealer) {

    /** What is read in the place of a text whose key is destroyed. */
    public static final String ERASED = "(erased)";

    /** Where nothing is sealed. */
    public static final SealedRecords NONE = new SealedRecords(Sealer.none());

    /** A head as it is stored. */
    public Memory seal(Memory memory) {
        return memory.saying(sealer.seal(memory.content(), memory.id()));
    }

    /** A head as it may be read. */
    public Memory open(Memory memory) {
        return memory.saying(sealer.open(memory.content(), memory.id()));
    }

    /**
     * A head from a place that holds it readable, such as an index that has not heard yet: where its key is destroyed, it
     * is erased.
     */
    public Memory now(Memory memory) {
        boolean readable = memory.content().key().map(sealer::isReadable).orElse(true);
        if (readable) {
            return memory;
        }
        Memory erased = memory.saying(Content.Sealed.gone(memory.content().key().orElseThrow()));
        return new Memory(erased.id(), erased.tenant(), erased.subject(), erased.kind(), erased.identity(),
                erased.version(), Status.ERASED, erased.content(), erased.valid(), erased.occurrences(),
                erased.confidence(), erased.trust(), erased.marking(), erased.support(), erased.evidence(),
                erased.derivedFrom(), erased.createdAt(), erased.updatedAt(), erased.protection());
    }

    /** A claim as it is written. Its texts, where it is an order, are sealed where they are read out: see {@link #under}. */
    public Claim seal(Claim claim) {
        return switch (claim) {
            case Statement statement -> said(embedded(statement, this::seal),
                    sealer.seal(statement.content(), statement.memory()));
            case Rollback order -> holding(order, order.instead() == null ? null : seal(order.instead()));
            case Import order ->
                order.holding(seal(order.state()), embedded(order.embedding(), order.state(), this::seal));
            case Instruction _,SourceNews _ -> claim;
        };
    }

    /** A claim as it may be decided. The texts of an order stay sealed. */
    public Claim open(Claim claim) {
        return switch (claim) {
            case Statement statement -> said(embedded(statement, (vector, _) -> open(vector)),
                    sealer.open(statement.content(), statement.memory()));
            case Rollback order -> holding(order, order.instead() == null ? null : open(order.instead()));
            case Import order -> order.holding(open(order.state()),
                    embedded(order.embedding(), order.state(), (vector, _) -> open(vector)));
            case Instruction _,SourceNews _ -> claim;
        };
    }

    private static Rollback holding(Rollback order, @Nullable Memory instead) {
        return new Rollback(order.tenant(), order.subject(), order.memory(), order.version(), instead, order.source(),
                order.since(), order.reason(), order.actor(), order.trust(), order.marking(), order.evidence());
    }

    /** A vector is as good as words to who has the model: where these are somebody's own it is sealed with them. */
    private static Statement embedded(Statement statement, OnVector change) {
        Embedding vector = statement.embedding();
        String keyId = statement.content().key().orElse(null);
        return vector == null || keyId == null ? statement : statement.embedded(change.of(vector, keyId));
    }

    private static @Nullable Embedding embedded(@Nullable Embedding vector, Memory of, OnVector change) {
        String keyId = of.content().key().orElse(null);
        return vector == null || keyId == null ? vector : change.of(vector, keyId);
    }

    /** What is done to a vector under a key. */
    private interface OnVector {

        @Nullable
        Embedding of(Embedding vector, String keyId);
    }

    /** It lies where the model's name does, since there is no room for text elsewhere. */
    private Embedding seal(Embedding vector, String keyId) {
        return vector.vector().isEmpty() ? vector : new Embedding(sealer.seal(vector.toText(), keyId), List.of());
    }

    private @Nullable Embedding open(Embedding vector) {
        return vector.vector().isEmpty() ? sealer.open(vector.model()).map(Embedding::parse).orElse(null) : vector;
    }

    private static Claim said(Statement statement, Content content) {
        return content.equals(statement.content()) ? statement : statement.saying(content);
    }

    /** What was read out of words under a key: its content is to be sealed under it, an order's texts are at once. */
    public Claim under(String keyId, Claim claim) {
        return switch (claim) {
            case Statement statement when statement.content() instanceof Content.Plain plain -> statement.saying(
                    plain.under(keyId));
            case Statement statement -> statement;
            case Instruction order -> worded(order, order.text() == null ? null : sealer.seal(order.text(), keyId),
                    sealer.seal(order.reason(), keyId), labels().seal(order.changes(), keyId));
            case Rollback order -> new Rollback(order.tenant(), order.subject(), order.memory(), order.version(),
                    order.instead(), order.source(), order.since(), sealer.seal(order.reason(), keyId), order.actor(),
                    order.trust(), order.marking(), order.evidence());
            case SourceNews _,Import _ -> claim;
        };
    }

    /**
     * The same, under the person's key for its kind.
     *
     * @param at when it was said
     * @return empty where the key is destroyed
     */
    public Optional<Claim> under(String keyId, Instant at, Claim claim) {
        return claim instanceof Statement statement
                ? keyFor(statement, keyId, at).map(own -> under(own, statement))
                : Optional.of(under(keyId, claim));
    }

    private Optional<String> keyFor(Statement statement, String keyId, Instant at) {
        return sealer.vault().beside(keyId, statement.tenant(), ForgettingPolicy.word(statement.kind()), at);
    }

    /** A claim that was made of words of another kind, under the person's key for its own. As it is where that is destroyed. */
    public Claim rekeyed(Claim claim, Instant at) {
        return claim instanceof Statement statement
                && statement.content() instanceof Content.Plain plain && plain.keyId() != null
                        ? keyFor(statement, plain.keyId(), at).map(own -> under(own, claim)).orElse(claim)
                        : claim;
    }

    private static Instruction worded(Instruction order, @Nullable String text,
            String reason, Map<String, String> changes) {
        return new Instruction(order.tenant(), order.subject(), order.memory(), order.action(), text, reason,
                order.actor(), order.since(), order.trust(), order.marking(), order.evidence(), changes);
    }

    /**
     * A claim that can be decided: the words of a statement and the new text of an order can be read. Empty where their key
     * is destroyed. The reason of an order stays sealed, and is logged so.
     */
    public Optional<Claim> readable(Claim claim) {
        return switch (open(claim)) {
            case Statement statement when statement.content() instanceof Content.Sealed -> Optional.empty();
            case Import order when order.state().content() instanceof Content.Sealed
                    && order.state().status() != Status.ERASED ->
                Optional.empty();
            case Statement statement -> Optional.of(statement);
            case Instruction order -> readable(order);
            case Claim other -> Optional.of(other);
        };
    }

    private Optional<Claim> readable(Instruction order) {
        Optional<Map<String, String>> changes = labels().open(order.changes());
        if (order.text() == null) {
            return changes.map(opened -> worded(order, null, order.reason(), opened));
        }
        return changes.flatMap(opened -> sealer.open(Objects.requireNonNull(order.text()))
                .map(text -> worded(order, text, order.reason(), opened)));
    }

    private SealedLabels labels() {
        return new SealedLabels(sealer);
    }

    /**
     * The event with its words under a key where they have none and the memory or what causes it does: somebody's words
     * stay theirs, whatever a rule made of them.
     *
     * @param cause  as it is written: the texts of an order are sealed
     * @param before the memory as it was; null where it begins
     */
    public MemoryEvent owned(Claim cause, @Nullable Memory before, MemoryEvent event) {
        if (event instanceof Imported) { // it says itself whose it is
            return event;
        }
        return Optional.ofNullable(before).flatMap(memory -> memory.content().key()).or(() -> keyOf(cause))
                .map(keyId -> mapped(event, content -> own(content, keyId), reason -> reason)).orElse(event);
    }

    private static Optional<String> keyOf(Claim cause) {
        return switch (cause) {
            case Statement statement -> statement.content().key();
            case Instruction order -> Stream.concat(Stream.ofNullable(order.text()), order.changes().values().stream())
                    .flatMap(text -> Sealer.keyOf(text).stream()).findFirst();
            case Rollback _,SourceNews _,Import _ -> Optional.empty();
        };
    }

    private static Content own(Content content, String keyId) {
        return content instanceof Content.Plain plain && content.key().isEmpty() ? plain.under(keyId) : content;
    }

    /** A claim that follows from memories, under the key of the first of them that is somebody's own. */
    public Claim inherited(Claim claim, List<Memory> sources) {
        if (!(claim instanceof Statement statement) || statement.content().key().isPresent()) {
            return claim;
        }
        return sources.stream().filter(source -> statement.derivedFrom().stream()
                .anyMatch(ref -> ref.id().equals(source.id()))).flatMap(source -> source.content().key().stream())
                .findFirst().<Claim>map(keyId -> statement.saying(own(statement.content(), keyId))).orElse(claim);
    }

    /** An event as it is logged. */
    public MemoryEvent seal(MemoryEvent event) {
        return isOwn(event)
                ? mapped(event, content -> sealer.seal(content, event.header().memory()), text -> text)
                : event;
    }

    private static boolean isOwn(MemoryEvent event) {
        return switch (event) {
            case Created it -> it.fact().content().key().isPresent();
            case Revised it -> it.fact().content().key().isPresent();
            case Superseded it -> it.fact().content().key().isPresent();
            case RolledBack it -> it.fact().content().key().isPresent();
            case Imported it -> it.memory().content().key().isPresent();
            default -> false;
        };
    }

    /** A record of the log as it may be read; its hashes are those of the sealed form. */
    public LogRecord open(LogRecord record) {
        MemoryEvent event = record.event();
        MemoryEvent opened = mapped(event, content -> sealer.open(content, event.header().memory()),
                text -> sealer.open(text).orElse(ERASED));
        return opened.equals(event) ? record : new LogRecord(opened, record.previous(), record.hash());
    }

    private static MemoryEvent mapped(MemoryEvent event, UnaryOperator<Content> contents,
            UnaryOperator<String> texts) {
        return switch (event) {
            case Created it -> new Created(it.header(), it.identity(), mapped(it.fact(), contents));
            case Revised it -> new Revised(it.header(), mapped(it.fact(), contents));
            case Superseded it -> new Superseded(it.header(), mapped(it.fact(), contents));
            case Retracted it -> new Retracted(it.header(), texts.apply(it.reason()));
            case Restored it -> new Restored(it.header(), texts.apply(it.reason()));
            case Expired it -> new Expired(it.header(), texts.apply(it.reason()));
            case Quarantined it -> new Quarantined(it.header(), texts.apply(it.reason()));
            case Released it -> new Released(it.header(), texts.apply(it.reason()));
            case Protected it -> new Protected(it.header(), it.protection(), texts.apply(it.reason()));
            case Erased it -> new Erased(it.header(), texts.apply(it.reason()));
            case RolledBack it -> new RolledBack(it.header(), mapped(it.fact(), contents), it.status(), it.support(),
                    it.source(), it.since(), texts.apply(it.reason()));
            case Imported it -> new Imported(it.header(), it.memory().saying(contents.apply(it.memory().content())),
                    it.origin());
            case MemoryEvent.Reinforced _,MemoryEvent.Contradicted _,MemoryEvent.Regrounded _ -> event;
        };
    }

    private static Fact mapped(Fact fact, UnaryOperator<Content> contents) {
        Content content = contents.apply(fact.content());
        return content.equals(fact.content())
                ? fact
                : new Fact(content, fact.occurrences(), fact.confidence(), fact.derivedFrom());
    }
}
