package dev.palimpsest.memory;

import java.time.Instant;
import java.util.List;

/**
 * The head of a memory: what the fold of its events comes to.
 *
 * @param id          derived from tenant, subject, kind and identity
 * @param version     number of the last event, counted from 1 without gaps
 * @param valid       when the standing content holds in the world
 * @param occurrences how often and when it was observed
 * @param confidence  0 to 1
 * @param trust       the tier of the word that stands
 * @param marking     the strictest of all that was merged
 * @param support     who bears it out and what speaks against it
 * @param evidence    the latest, at most {@link Limits#EVIDENCE_MAX}
 * @param derivedFrom the memory versions this one was concluded from
 * @param createdAt   system time of version 1
 * @param updatedAt   system time of this version
 * @param protection  what keeps it from ending by itself
 */
public record Memory(MemoryId id, TenantId tenant, Subject subject, Kind kind, Identity identity, long version,
        Status status, Content content, ValidTime valid, Occurrences occurrences, double confidence, TrustTier trust,
        Tlp marking, Support support, List<Evidence> evidence, List<MemoryRef> derivedFrom, Instant createdAt,
        Instant updatedAt, Protection protection) {

    public Memory {
        evidence = List.copyOf(evidence);
        derivedFrom = List.copyOf(derivedFrom);
        createdAt = Micros.of(createdAt);
        updatedAt = Micros.of(updatedAt);
    }

    /** An unprotected one. */
    public Memory(MemoryId id, TenantId tenant, Subject subject, Kind kind, Identity identity, long version,
            Status status, Content content, ValidTime valid, Occurrences occurrences, double confidence,
            TrustTier trust, Tlp marking, Support support, List<Evidence> evidence, List<MemoryRef> derivedFrom,
            Instant createdAt, Instant updatedAt) {
        this(id, tenant, subject, kind, identity, version, status, content, valid, occurrences, confidence, trust,
                marking, support, evidence, derivedFrom, createdAt, updatedAt, Protection.NONE);
    }

    /** Whether all of this was read already: the same words by the same reader, wherever the record stands now. */
    public boolean restsOn(List<Evidence> read) {
        return read.stream().allMatch(one -> evidence.stream().anyMatch(one::isSameReading));
    }

    /**
     * Whether it rests on the word of one source alone that is too weak to stand by itself. It is served with that label
     * and may be left out; a second source, or a stronger one, ends it.
     */
    public boolean isCandidate() {
        return trust.needsCorroboration() && support.sources().size() < 2;
    }

    /** Its status at an instant: what is current but whose time is over by then has expired. */
    public Status status(Instant at) {
        Instant end = valid.to();
        return status == Status.CURRENT && end != null && !at.isBefore(end) ? Status.EXPIRED : status;
    }

    /** The same version, its content readable or sealed. */
    public Memory saying(Content words) {
        return words.equals(content)
                ? this
                : new Memory(id, tenant, subject, kind, identity, version, status, words, valid, occurrences,
                        confidence, trust, marking, support, evidence, derivedFrom, createdAt, updatedAt, protection);
    }

    /**
     * As it is taken from stack to stack: readable, under no key, and without words where these are gone. What is one memory has
     * the same such form wherever it lies.
     */
    public Memory portable() {
        Content.Plain words = status == Status.ERASED ? null : content.plain().orElse(null);
        Memory told = saying(words == null ? Content.Plain.of("") : words.under(null));
        return words == null ? told.withStatus(Status.ERASED) : told;
    }

    private Memory withStatus(Status other) {
        return new Memory(id, tenant, subject, kind, identity, version, other, content, valid, occurrences, confidence,
                trust, marking, support, evidence, derivedFrom, createdAt, updatedAt, protection);
    }

    /** This version, as an answer cites it. */
    public MemoryRef ref() {
        return new MemoryRef(id, version);
    }
}
