package dev.palimpsest.processor.ledger;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.processor.extract.conversation.ConversationClaims;
import dev.palimpsest.processor.topology.ClaimKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/**
 * What recurs in working memory becomes a fact about the person. A session's partition sees how often something is said within it;
 * that it was said in another session only the person's own partition can see, so word of each new working memory is sent
 * there as a claim and kept here for a month or two. It is no memory of the person before it recurs.
 *
 * @param said by person and sentence: the session and the working memory
 */
record Recurrences(WindowStore<String, String> said) {

    static final String STORE = "working-recurrences";

    private static final Duration WINDOW = Duration.ofDays(30);

    /** What follows for the person from a working memory of a session, once when it begins and once when it is said often. */
    static List<Claim> of(@Nullable Memory before, Memory memory, Claim cause, int promotedAfter) {
        Subject person = memory.kind() == Kind.WORKING && memory.status() == Status.CURRENT ? person(memory) : null;
        if (person == null || !(cause instanceof Statement said)) {
            return List.of();
        }
        List<Claim> claims = new ArrayList<>();
        long known = before == null ? 0 : before.occurrences().count();
        if (before == null) {
            claims.add(claim(memory, said, person, Kind.WORKING, List.of(memory.ref())));
        }
        if (known < promotedAfter && memory.occurrences().count() >= promotedAfter) {
            claims.add(claim(memory, said, person, Kind.SEMANTIC, List.of(memory.ref())));
        }
        return claims;
    }

    /** Whether a claim is word of a working memory, sent to the person. */
    static boolean isWord(Claim claim) {
        return claim instanceof Statement said && said.kind() == Kind.WORKING && !said.subject().type().equals("run");
    }

    /** The fact that the person said something again, in another session; empty where that is not so yet. */
    Optional<Statement> heard(Statement word, Instant now) {
        String session = word.content().plain().flatMap(content -> content.first(Content.SESSION))
                .orElse("");
        MemoryRef here = word.derivedFrom().getFirst();
        String key = ClaimKey.ofMemory(word.tenant(), word.subject(), word.kind(), word.memory());
        long window = now.toEpochMilli() / WINDOW.toMillis() * WINDOW.toMillis();
        String earlier = latest(key, window);
        said.put(key, here + " " + session, window);
        if (earlier == null || earlier.endsWith(" " + session)) {
            return Optional.empty();
        }
        MemoryRef there = MemoryRef.parse(earlier.substring(0, earlier.indexOf(' ')));
        return Optional.of(fact(word, List.of(there, here)));
    }

    private @Nullable String latest(String key, long window) {
        String found = null;
        try (WindowStoreIterator<String> all = said.fetch(key, window - WINDOW.toMillis(), window)) {
            while (all.hasNext()) {
                found = all.next().value;
            }
        }
        return found;
    }

    private static @Nullable Subject person(Memory memory) {
        return memory.content().plain().flatMap(content -> content.first(ConversationClaims.PERSON))
                .map(Subject::parse).orElse(null);
    }

    private static Statement claim(Memory memory, Statement said, Subject person, Kind kind, List<MemoryRef> from) {
        Statement word = new Statement(memory.tenant(), person, kind, memory.identity(), memory.content(),
                ValidTime.since(memory.occurrences().first()), memory.occurrences(), memory.confidence(), said.trust(),
                memory.marking(), memory.evidence(), from, false, said.embedding());
        return kind == Kind.SEMANTIC ? fact(word, from) : word;
    }

    /** Of the session nothing stays but where it was said. */
    private static Statement fact(Statement word, List<MemoryRef> from) {
        Content.Plain content = word.content().plain().orElse(Content.Plain.of(""));
        Content plain = Content.Plain.of(content.text()).withEntities(content.entities()).withCategories("recurring")
                .under(content.keyId());
        return new Statement(word.tenant(), word.subject(), Kind.SEMANTIC, word.identity(), plain, word.valid(),
                new Occurrences(word.occurrences().first(), word.occurrences().last(),
                        Math.max(from.size(), word.occurrences().count())),
                word.confidence(), word.trust(), word.marking(), word.evidence(), from, false, word.embedding());
    }

    static StoreBuilder<WindowStore<String, String>> builder() {
        return Stores.windowStoreBuilder(
                Stores.persistentWindowStore(STORE, WINDOW.multipliedBy(3), WINDOW, false), Serdes.String(),
                Serdes.String()).withCachingEnabled();
    }
}
