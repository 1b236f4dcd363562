package dev.palimpsest.index;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TrustTier;
import java.time.Instant;
import java.util.List;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which memories may come back. An empty set or a null bound does not restrict.
 *
 * @param subjects     whose memories
 * @param about        memories that have any of these as subject or among their entities
 * @param kinds        of these kinds
 * @param statuses     in these states; {@code CURRENT} alone unless others are asked for
 * @param categories   with any of these labels
 * @param from         last observed at or after this instant
 * @param to           last observed before this instant
 * @param observations resting on any of these observations
 * @param minTrust     on a word at least as strong as this one
 * @param corroborated without candidates
 * @param asOf         what has ended by then counts as {@code EXPIRED}; null leaves every memory the status it has in the log
 * @param where        what else must be so
 */
public record MemoryFilter(Set<Subject> subjects, Set<Subject> about, Set<Kind> kinds, Set<Status> statuses,
        Set<String> categories, @Nullable Instant from, @Nullable Instant to, Set<String> observations,
        TrustTier minTrust, boolean corroborated, @Nullable Instant asOf, Condition where) {

    /** Most memories of one answer. */
    public static final int SIZE_MAX = 1000;

    /** All that is current. */
    public static final MemoryFilter CURRENT = new MemoryFilter(Set.of(), Set.of(), Set.of(), Set.of(Status.CURRENT),
            Set.of(), null, null, Set.of(), TrustTier.UNKNOWN, false, null,
            Condition.always());

    public MemoryFilter {
        subjects = Set.copyOf(subjects);
        about = Set.copyOf(about);
        kinds = Set.copyOf(kinds);
        statuses = Set.copyOf(statuses);
        categories = Set.copyOf(categories);
        observations = Set.copyOf(observations);
    }

    public MemoryFilter withSubjects(Set<Subject> values) {
        return new MemoryFilter(values, about, kinds, statuses, categories, from, to, observations, minTrust,
                corroborated, asOf, where);
    }

    public MemoryFilter withAbout(Set<Subject> values) {
        return new MemoryFilter(subjects, values, kinds, statuses, categories, from, to, observations, minTrust,
                corroborated, asOf, where);
    }

    public MemoryFilter withKinds(Kind... values) {
        return new MemoryFilter(subjects, about, Set.of(values), statuses, categories, from, to, observations,
                minTrust, corroborated, asOf, where);
    }

    public MemoryFilter withStatuses(Set<Status> values) {
        return new MemoryFilter(subjects, about, kinds, values, categories, from, to, observations, minTrust,
                corroborated, asOf, where);
    }

    public MemoryFilter withCategories(Set<String> values) {
        return new MemoryFilter(subjects, about, kinds, statuses, values, from, to, observations, minTrust,
                corroborated, asOf, where);
    }

    public MemoryFilter between(@Nullable Instant begin, @Nullable Instant end) {
        return new MemoryFilter(subjects, about, kinds, statuses, categories, begin, end, observations, minTrust,
                corroborated, asOf, where);
    }

    public MemoryFilter withObservations(Set<String> values) {
        return new MemoryFilter(subjects, about, kinds, statuses, categories, from, to, values, minTrust, corroborated,
                asOf, where);
    }

    public MemoryFilter withMinTrust(TrustTier value) {
        return new MemoryFilter(subjects, about, kinds, statuses, categories, from, to, observations, value,
                corroborated, asOf, where);
    }

    /** Without what rests on one weak word alone. */
    public MemoryFilter withCorroborated(boolean value) {
        return new MemoryFilter(subjects, about, kinds, statuses, categories, from, to, observations, minTrust, value,
                asOf, where);
    }

    /** With statuses as they are at that instant. */
    public MemoryFilter withAsOf(Instant at) {
        return new MemoryFilter(subjects, about, kinds, statuses, categories, from, to, observations, minTrust,
                corroborated, at, where);
    }

    /** With this condition instead of the one it has. */
    public MemoryFilter where(Condition condition) {
        return new MemoryFilter(subjects, about, kinds, statuses, categories, from, to, observations, minTrust,
                corroborated, asOf, condition);
    }

    /** The tiers that pass; empty where all do. */
    public Set<TrustTier> tiers() {
        return minTrust == TrustTier.UNKNOWN ? Set.of() : EnumSet.range(minTrust, TrustTier.ANALYST);
    }

    /**
     * Refuses a size outside 1 to {@link #SIZE_MAX}.
     *
     * @throws IllegalArgumentException in one line
     */
    public static void requireSize(int size) {
        if (size < 1 || size > SIZE_MAX) {
            throw new IllegalArgumentException("the size must be 1 to " + SIZE_MAX + "; got: " + size);
        }
    }

    /** Whether the memory may come back: what an index does by query, for one memory. */
    public boolean passes(Memory memory) {
        Instant last = memory.occurrences().last();
        Content.Plain plain = memory.content().plain().orElse(Content.Plain.of(""));
        return any(subjects, List.of(memory.subject()))
                && (any(about, List.of(memory.subject())) || any(about, plain.entities()))
                && any(kinds, List.of(memory.kind()))
                && any(statuses, List.of(asOf == null ? memory.status() : memory.status(asOf)))
                && any(categories, plain.categories())
                && !memory.trust().isBelow(minTrust) && !(corroborated && memory.isCandidate())
                && any(observations, memory.evidence().stream().map(Evidence::observation).toList())
                && (from == null || !last.isBefore(from)) && (to == null || last.isBefore(to)) && where.holds(memory);
    }

    private static <T> boolean any(Set<T> wanted, List<T> values) {
        return wanted.isEmpty() || values.stream().anyMatch(wanted::contains);
    }
}
