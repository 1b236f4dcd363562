package dev.palimpsest.memory.likeness;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Embedding;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.claim.Claim.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * When a sentence is a memory in other words: the same entities, identifiers and names, the same numbers, the same polarity, and a
 * cosine at or above the threshold of the model. A cosine alone never merges anything. Pure.
 *
 * @param thresholds from which cosine on, by the model's name without its fingerprint; with other models nothing merges
 * @param candidates most memories of the subject and kind that are compared, the newest first
 */
public record Likeness(Map<String, Double> thresholds, int candidates) {

    /** Measured on the pairs of {@code near-duplicates.tsv}. */
    public static final Likeness DEFAULT = new Likeness(
            Map.of("bge-small-en-v1.5-q", 0.94, "bge-small-zh-v1.5-q", 0.92), 64);

    /** What may be met again: not what is held, and not what was erased. */
    private static final Set<Status> MEETS = Set.of(Status.CURRENT, Status.EXPIRED, Status.RETRACTED);

    public Likeness {
        thresholds = Map.copyOf(thresholds);
        if (candidates < 0) {
            throw new IllegalArgumentException("a number of candidates is not negative: " + candidates);
        }
    }

    /** A memory that a claim may be another wording of, and the vector of its first wording. */
    public record Candidate(Memory memory, Embedding embedding) {}

    /** The memory that says the same, the nearest of several; empty where none does. */
    public Optional<Memory> sameAs(Statement claim, List<Candidate> candidates) {
        Embedding own = claim.embedding();
        if (own == null || !(claim.content() instanceof Content.Plain said)) {
            return Optional.empty();
        }
        Wording wording = Wording.of(said.text());
        return candidates.stream()
                .filter(other -> MEETS.contains(other.memory().status()) && isNear(own, other.embedding())
                        && other.memory().content() instanceof Content.Plain known
                        && known.entities().equals(said.entities())
                        && wording.mayBeSameAs(Wording.of(known.text())))
                .max(Comparator.comparingDouble((Candidate other) -> own.cosine(other.embedding()))
                        .thenComparing(other -> other.memory().id()))
                .map(Candidate::memory);
    }

    /** Whether the model finds the two near enough. */
    public boolean isNear(Embedding one, Embedding other) {
        Double threshold = thresholds.get(name(one.model()));
        return threshold != null && one.cosine(other) >= threshold;
    }

    /** Whether nothing in the words forbids that two sentences are one: what is asked beside the cosine. */
    public static boolean mayBeSame(String one, String other) {
        return Wording.of(one).mayBeSameAs(Wording.of(other));
    }

    private static String name(String model) {
        int at = model.indexOf('@');
        return at < 0 ? model : model.substring(0, at);
    }
}
