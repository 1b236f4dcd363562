package dev.palimpsest.memory.claim;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Embedding;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Limits;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Micros;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Origin;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.observation.Payload.Action;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an extractor puts before the ledger. */
public sealed interface Claim {

    TenantId tenant();

    Subject subject();

    /** On whose word. */
    TrustTier trust();

    Tlp marking();

    /** At least one, at most {@link Limits#EVIDENCE_MAX}. */
    List<Evidence> evidence();

    /** The memory it speaks of. */
    MemoryId memory();

    /**
     * Something is so.
     *
     * @param valid       when it holds in the world
     * @param occurrences what was folded into this one claim
     * @param confidence  0 to 1
     * @param derivedFrom the memory versions it was concluded from; empty where it was read from observations alone
     * @param immutable   whether nothing shall change it any more; counts on the word of those who may say anything
     * @param embedding   of its text, where near duplicates are looked for; null otherwise
     */
    record Statement(TenantId tenant, Subject subject, Kind kind, Identity identity, Content content, ValidTime valid,
            Occurrences occurrences, double confidence, TrustTier trust, Tlp marking, List<Evidence> evidence,
            List<MemoryRef> derivedFrom, boolean immutable, @Nullable Embedding embedding) implements Claim {

        /** Attribute: the conclusion is drawn again, in other words, from what was counted before. Never kept. */
        public static final String AGAIN = "palimpsest.concluded_again";

        public Statement {
            evidence = boundedEvidence(evidence);
            derivedFrom = derivedFrom.stream().limit(Limits.EVIDENCE_MAX).toList();
            if (!(confidence >= 0 && confidence <= 1)) {
                throw new IllegalArgumentException("confidence must lie between 0 and 1: " + confidence);
            }
        }

        /** A statement like any other: changeable, and the same as another only where its identity is. */
        public Statement(TenantId tenant, Subject subject, Kind kind, Identity identity, Content content,
                ValidTime valid, Occurrences occurrences, double confidence, TrustTier trust, Tlp marking,
                List<Evidence> evidence, List<MemoryRef> derivedFrom) {
            this(tenant, subject, kind, identity, content, valid, occurrences, confidence, trust, marking, evidence,
                    derivedFrom, false, null);
        }

        @Override
        public MemoryId memory() {
            return MemoryId.of(tenant, subject, kind, identity);
        }

        /**
         * Both as one: repeated sightings of the same memory. What the later one adds to readable content is kept, and
         * of their evidence a sample of {@link Limits#SAMPLE_MAX}; every observation is in its own topic anyway.
         */
        public Statement foldedWith(Statement later) {
            return new Statement(tenant, subject, kind, identity, union(content, later.content), earliest(later),
                    occurrences.plus(later.occurrences), Math.max(confidence, later.confidence),
                    trust.isBelow(later.trust) ? trust : later.trust, marking.strictest(later.marking),
                    Stream.concat(evidence.stream(), later.evidence.stream()).distinct().limit(Limits.SAMPLE_MAX)
                            .toList(),
                    derivedFrom, immutable || later.immutable, embedding);
        }

        /** The same statement in other words. */
        public Statement saying(Content words) {
            return new Statement(tenant, subject, kind, identity, words, valid, occurrences, confidence, trust, marking,
                    evidence, derivedFrom, immutable, embedding);
        }

        /** The same statement about these occurrences, resting on this evidence. */
        public Statement restingOn(Occurrences counted, List<Evidence> records) {
            return new Statement(tenant, subject, kind, identity, content, valid, counted, confidence, trust, marking,
                    records, derivedFrom, immutable, embedding);
        }

        /** The same statement with the vector of its text, or without. */
        public Statement embedded(@Nullable Embedding vector) {
            return new Statement(tenant, subject, kind, identity, content, valid, occurrences, confidence, trust,
                    marking, evidence, derivedFrom, immutable, vector);
        }

        /** The same statement, of the memory that another identity names. */
        public Statement of(Identity other) {
            return new Statement(tenant, subject, kind, other, content, valid, occurrences, confidence, trust, marking,
                    evidence, derivedFrom, immutable, embedding);
        }

        private ValidTime earliest(Statement later) {
            return later.valid.from().isBefore(valid.from()) ? later.valid : valid;
        }

        private static Content union(Content first, Content second) {
            return first instanceof Content.Plain one && second instanceof Content.Plain other
                    ? one.union(other)
                    : first;
        }
    }

    /**
     * Somebody orders something about a memory.
     *
     * @param text   the new text of a revision; null otherwise
     * @param reason why; may be empty
     * @param actor  who ordered it
     * @param since  from when on it shall hold
     * @param changes what a revision sets beside the text, see {@link dev.palimpsest.memory.observation.Reserved}
     */
    record Instruction(TenantId tenant, Subject subject, MemoryId memory, Action action, @Nullable String text,
            String reason, String actor, Instant since, TrustTier trust, Tlp marking, List<Evidence> evidence,
            Map<String, String> changes) implements Claim {

        public Instruction {
            evidence = boundedEvidence(evidence);
            since = Micros.of(since);
            changes = Map.copyOf(changes);
        }

        /** An order that sets nothing beside the text. */
        public Instruction(TenantId tenant, Subject subject, MemoryId memory, Action action, @Nullable String text,
                String reason, String actor, Instant since, TrustTier trust, Tlp marking, List<Evidence> evidence) {
            this(tenant, subject, memory, action, text, reason, actor, since, trust, marking, evidence, Map.of());
        }
    }

    /**
     * Something became of memories that this one was concluded from. The ledger tells itself so, across partitions.
     *
     * @param sources which memories, in the version that made the difference
     * @param bearing how they bear this memory out from now on
     * @param reason  what became of them
     */
    record SourceNews(TenantId tenant, Subject subject, MemoryId memory, List<MemoryRef> sources, Bearing bearing,
            String reason, TrustTier trust, Tlp marking, List<Evidence> evidence) implements Claim {

        public SourceNews {
            evidence = boundedEvidence(evidence);
            sources = List.copyOf(sources);
        }
    }

    /**
     * Somebody orders that a memory becomes what it would be had a source not spoken.
     *
     * @param version of the memory that the order was worked out from; 0 where there was none
     * @param instead what it would be; null where there would be none
     * @param source  whose word is taken out
     * @param since   what it said from then on
     * @param reason  why; may be empty
     * @param actor   who ordered it
     */
    record Rollback(TenantId tenant, Subject subject, MemoryId memory, long version, @Nullable Memory instead,
            String source, Instant since, String reason, String actor, TrustTier trust, Tlp marking,
            List<Evidence> evidence)
            implements
                Claim {

        public Rollback {
            evidence = boundedEvidence(evidence);
            since = Micros.of(since);
        }
    }

    /**
     * Somebody brings a memory from another stack, as it stands there.
     *
     * @param state     how it stands there; its content under a key of this stack where it is somebody's own words
     * @param before    the digest of its portable form one version before; null where this is the first that comes
     * @param origin    what made it so there; null where that is not known
     * @param embedding of its text, where near duplicates are looked for; null otherwise
     */
    record Import(TenantId tenant, Subject subject, Memory state, @Nullable String before, @Nullable Origin origin,
            TrustTier trust, Tlp marking, List<Evidence> evidence, @Nullable Embedding embedding) implements Claim {

        public Import {
            evidence = boundedEvidence(evidence);
        }

        @Override
        public MemoryId memory() {
            return state.id();
        }

        /** The same with the state sealed or opened, and the vector of its text. */
        public Import holding(Memory other, @Nullable Embedding vector) {
            return new Import(tenant, subject, other, before, origin, trust, marking, evidence, vector);
        }
    }

    /** How a memory bears out what was concluded from it. */
    enum Bearing {
        /** It does, as it stands. */
        STANDS,
        /** It is looked at, is no longer believed, or says something else since. */
        DOUBTED,
        /** It was taken back or erased. */
        FALLEN
    }

    private static List<Evidence> boundedEvidence(List<Evidence> evidence) {
        if (evidence.isEmpty()) {
            throw new IllegalArgumentException("a claim without evidence");
        }
        return evidence.stream().limit(Limits.EVIDENCE_MAX).toList();
    }
}
