package dev.palimpsest.memory.ledger;

import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Limits;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.Support;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a memory from elsewhere must be, so that whatever reads it later can rely on it as on one that was made here. Who wrote it
 * down may have written anything.
 */
public final class Importable {

    /** More events than that nobody has counted; what counts on from there stays a whole number in JSON. */
    static final long COUNT_MAX = 1L << 52;

    /** Who looks at relations makes subjects of these. */
    private static final List<String> HASHES = List.of("sha256", "sha1", "md5");

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private Importable() {}

    /** What is wrong with it, as the end of a sentence that begins with its line; empty where nothing is. */
    public static Optional<String> problem(Memory state) {
        if (!state.id().equals(MemoryId.of(state.tenant(), state.subject(), state.kind(), state.identity()))) {
            return Optional.of("its id is not that of a memory of this tenant, subject, kind and identity");
        }
        if (state.version() < 1 || state.version() > COUNT_MAX) {
            return Optional.of("no memory has version " + state.version());
        }
        if (!(state.confidence() >= 0 && state.confidence() <= 1)) {
            return Optional.of("a confidence is from 0 to 1; got: " + state.confidence());
        }
        if (state.updatedAt().isBefore(state.createdAt())) {
            return Optional.of("it was changed at " + state.updatedAt() + ", before it was made");
        }
        if (times(state).anyMatch(at -> at.isBefore(EARLIEST) || at.isAfter(LATEST))) {
            return Optional.of("times are from year 1 to 9999");
        }
        if (state.occurrences().count() > COUNT_MAX) {
            return Optional.of("nothing was observed " + state.occurrences().count() + " times");
        }
        if (state.evidence().isEmpty()) {
            return Optional.of("it rests on no record");
        }
        if (state.evidence().size() > Limits.EVIDENCE_MAX || state.support().sources().size() > Support.SOURCES_MAX) {
            return Optional.of("it rests on at most " + Limits.EVIDENCE_MAX + " records and names at most "
                    + Support.SOURCES_MAX + " sources");
        }
        if (state.status() == Status.CURRENT && state.trust().isData() && !state.kind().opensToData()) {
            return Optional.of(Decision.Reason.DATA_IS_NOT_PROFILE.sentence());
        }
        return wording(state);
    }

    /** What is wrong with its identity and what stands beside it. */
    private static Optional<String> wording(Memory state) {
        if (!isOfItsKind(state)) {
            return Optional.of("no " + state.kind().name().toLowerCase(Locale.ROOT) + " memory has an identity of form "
                    + state.identity().form());
        }
        if (state.kind() != Kind.RELATION) {
            return Optional.empty();
        }
        String key = state.identity().key();
        if (!isSubject(key.substring(key.indexOf('>') + 1))) {
            return Optional.of("its identity names no target");
        }
        return state.content().plain().flatMap(said -> HASHES.stream()
                .filter(hash -> !said.all("file.hash." + hash).stream().allMatch(it -> isSubject(hash + ":" + it)))
                .findFirst()).map(hash -> "its file.hash." + hash + " is no such hash");
    }

    private static Stream<Instant> times(Memory state) {
        Instant end = state.valid().to();
        return Stream.concat(Stream.ofNullable(end), Stream.of(state.valid().from(), state.occurrences().first(),
                state.occurrences().last(), state.createdAt(), state.updatedAt()));
    }

    /** Whether it has a form that is made here for its kind: who looks at kinds reads identities in that form. */
    private static boolean isOfItsKind(Memory state) {
        Identity.Form form = state.identity().form();
        return switch (state.kind()) {
            case RELATION -> form == Identity.Form.EDGE;
            case INDICATOR -> form == Identity.Form.INDICATOR;
            case DETECTION -> form == Identity.Form.STORY;
            case PROFILE -> isOfWords(form) || form == Identity.Form.EDGE;
            case WORKING, EPISODIC, SEMANTIC, PROCEDURAL -> isOfWords(form);
        };
    }

    private static boolean isOfWords(Identity.Form form) {
        return form == Identity.Form.SLOT || form == Identity.Form.TEXT || form == Identity.Form.EPISODE;
    }

    private static boolean isSubject(String text) {
        try {
            return !Subject.parse(text).name().isEmpty();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
