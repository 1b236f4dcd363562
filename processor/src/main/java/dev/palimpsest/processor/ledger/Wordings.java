package dev.palimpsest.processor.ledger;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Embedding;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.likeness.Likeness;
import dev.palimpsest.memory.likeness.Likeness.Candidate;
import dev.palimpsest.processor.topology.ClaimKey;
import dev.palimpsest.schemas.SubjectKey;
import dev.palimpsest.trust.seal.Sealer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Which memory a sentence is about. A memory's name comes from its first wording and stays; another wording that was found to say
 * the same is an alias of it from then on, so that its redelivery and its repetition reach the same memory whatever came between.
 *
 * @param vectors of first wordings, by subject and kind, the newest first: at most so many as are compared. A vector tells what was
 *                said, so that it is sealed where the words are
 * @param aliases the first wording's identity key by the other wording's
 */
record Wordings(KeyValueStore<String, String> vectors, KeyValueStore<String, String> aliases, Likeness likeness,
        Sealer sealer) {

    static final String VECTORS = "wording-vectors";
    static final String ALIASES = "wording-aliases";

    /** The statement, as one of the memory whose wording it is known to be. */
    Statement known(Statement claim) {
        String first = isSentence(claim) ? aliases.get(key(claim)) : null;
        return first == null ? claim : claim.of(new Identity(Identity.Form.TEXT, first));
    }

    /**
     * The memory that says the same in other words; empty where none does. Of another person's words none does: who is
     * forgotten must not take along what somebody else said otherwise.
     */
    Optional<Memory> sameAs(Statement claim, SubjectMemories memories) {
        if (!isSentence(claim) || claim.embedding() == null) {
            return Optional.empty();
        }
        List<Candidate> candidates = new ArrayList<>();
        try (KeyValueIterator<String, String> newest = vectors.prefixScan(prefix(claim),
                Serdes.String().serializer())) {
            while (newest.hasNext() && candidates.size() < likeness.candidates()) {
                KeyValue<String, String> next = newest.next();
                Memory stored = memories.at(ClaimKey.prefix(claim.tenant(), claim.subject(), claim.kind())
                        + next.key.substring(next.key.lastIndexOf(SubjectKey.SEPARATOR) + 1));
                if (stored != null && Sealer.isOnePersons(stored.content().key(), claim.content().key())) {
                    Memory memory = memories.sealed().open(stored);
                    sealer.open(next.value).filter(_ -> isFirstWording(memory)).map(Embedding::parse)
                            .ifPresent(vector -> candidates.add(new Candidate(memory, vector)));
                }
            }
        }
        return likeness.sameAs(claim, candidates);
    }

    /** Remembers that the wording is the memory's. */
    void alias(Statement wording, Memory memory) {
        aliases.put(key(wording), memory.identity().key());
    }

    /** Keeps the vector of a memory that begins, and forgets that of one whose content is gone. */
    void changed(@Nullable Memory before, Memory memory, @Nullable Embedding vector) {
        if (memory.identity().form() != Identity.Form.TEXT) {
            return;
        }
        String key = prefix(memory) + inverse(memory.createdAt()) + SubjectKey.SEPARATOR + memory.id();
        if (memory.status() == Status.ERASED || memory.content() instanceof Content.Sealed) {
            vectors.delete(key);
        } else if (before == null && vector != null) {
            vectors.put(key, memory.content().key().map(keyId -> sealer.seal(vector.toText(), keyId))
                    .orElseGet(vector::toText));
            trim(prefix(memory));
        }
    }

    private void trim(String prefix) {
        List<String> old = new ArrayList<>();
        try (KeyValueIterator<String, String> all = vectors.prefixScan(prefix, Serdes.String().serializer())) {
            for (int i = 0; all.hasNext(); i++) {
                String key = all.next().key;
                if (i >= likeness.candidates()) {
                    old.add(key);
                }
            }
        }
        old.forEach(vectors::delete);
    }

    /** What somebody reworded has no vector of what it says now. */
    private static boolean isFirstWording(Memory memory) {
        return memory.content() instanceof Content.Plain content
                && Identity.text(content.text()).equals(memory.identity());
    }

    private static boolean isSentence(Statement claim) {
        return claim.identity().form() == Identity.Form.TEXT;
    }

    private static String key(Statement claim) {
        return ClaimKey.ofMemory(claim.tenant(), claim.subject(), claim.kind(), claim.memory());
    }

    private static String prefix(Statement claim) {
        return ClaimKey.prefix(claim.tenant(), claim.subject(), claim.kind());
    }

    private static String prefix(Memory memory) {
        return ClaimKey.prefix(memory.tenant(), memory.subject(), memory.kind());
    }

    /** Sorts the latest first. */
    private static String inverse(Instant at) {
        return String.format("%016x", Long.MAX_VALUE - at.toEpochMilli());
    }
}
