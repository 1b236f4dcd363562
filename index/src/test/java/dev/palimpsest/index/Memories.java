package dev.palimpsest.index;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.Support;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Memories for tests, changed by copying. */
public record Memories(Memory memory) {

    public static final TenantId TENANT = new TenantId("acme");
    public static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123456Z");

    /** A current detection of the text on the subject, seen once at noon. */
    public static Memories of(String subject, String text) {
        return of(TENANT, Kind.DETECTION, subject, text);
    }

    public static Memories of(TenantId tenant, Kind kind, String subject, String text) {
        Subject about = Subject.parse(subject);
        Identity identity = Identity.text(text);
        return new Memories(new Memory(MemoryId.of(tenant, about, kind, identity), tenant, about, kind, identity, 1,
                Status.CURRENT, Content.Plain.of(text), ValidTime.since(NOON), Occurrences.once(NOON), 0.5,
                TrustTier.SENSOR_STRUCTURED, Tlp.AMBER, Support.of(List.of(evidence(text))), List.of(evidence(text)),
                List.of(), NOON, NOON));
    }

    /** The id of the observation that a memory of this text rests on. */
    public static String observation(String text) {
        return Hash.of(text).hex().substring(0, 32);
    }

    public Memories version(long version) {
        return with(version, memory.status(), memory.content(), memory.occurrences());
    }

    public Memories status(Status status) {
        return with(memory.version(), status, memory.content(), memory.occurrences());
    }

    public Memories content(Content content) {
        return with(memory.version(), memory.status(), content, memory.occurrences());
    }

    public Memories lastSeen(Instant last) {
        return with(memory.version(), memory.status(), memory.content(), Occurrences.once(last));
    }

    public Memories until(Instant end) {
        return with(memory.valid().until(end), memory.trust());
    }

    public Memories trust(TrustTier tier) {
        return with(memory.valid(), tier);
    }

    public Memories marking(Tlp mark) {
        return new Memories(new Memory(memory.id(), memory.tenant(), memory.subject(), memory.kind(),
                memory.identity(), memory.version(), memory.status(), memory.content(), memory.valid(),
                memory.occurrences(), memory.confidence(), memory.trust(), mark, memory.support(), memory.evidence(),
                memory.derivedFrom(), memory.createdAt(), memory.updatedAt()));
    }

    private Memories with(ValidTime valid, TrustTier trust) {
        return new Memories(new Memory(memory.id(), memory.tenant(), memory.subject(), memory.kind(),
                memory.identity(), memory.version(), memory.status(), memory.content(), valid, memory.occurrences(),
                memory.confidence(), trust, memory.marking(), memory.support(), memory.evidence(),
                memory.derivedFrom(), memory.createdAt(), memory.updatedAt()));
    }

    public Memories entities(String... entities) {
        return content(plain().withEntities(Stream.of(entities).map(Subject::parse).toList()));
    }

    public Memories categories(String... categories) {
        return content(plain().withCategories(categories));
    }

    public Memories attribute(String name, String value) {
        return content(plain().withAttribute(name, value));
    }

    private Content.Plain plain() {
        return memory.content().plain().orElseThrow();
    }

    private Memories with(long version, Status status, Content content, Occurrences occurrences) {
        return new Memories(new Memory(memory.id(), memory.tenant(), memory.subject(), memory.kind(),
                memory.identity(), version, status, content, memory.valid(), occurrences, memory.confidence(),
                memory.trust(), memory.marking(), memory.support(), memory.evidence(), memory.derivedFrom(),
                memory.createdAt(),
                memory.updatedAt()));
    }

    private static Evidence evidence(String text) {
        return new Evidence(observation(text), "tests", "palimpsest.observations.v1", 0, 1, null,
                new Extractor("tests", 1));
    }
}
