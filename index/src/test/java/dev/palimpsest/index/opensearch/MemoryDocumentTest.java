package dev.palimpsest.index.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Span;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.Support;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.ledger.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MemoryDocumentTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Property(tries = 500)
    void shouldReadBackAnEqualMemory(@ForAll("memories") Memory memory) throws IOException {
        Memory read = StoredMemory.read(JSON.readTree(JSON.writeValueAsBytes(MemoryDocument.of(memory, Map.of()))));
        assertThat(read).isEqualTo(memory);
        assertThat(Digest.of(read)).isEqualTo(Digest.of(memory));
    }

    @Provide
    Arbitrary<Memory> memories() {
        return Combinators.combine(subjects(), identities(), contents(), valids(), occurrences(), evidence().list()
                .ofMaxSize(3), references().list().ofMaxSize(3), rest()).as(
                        (subject, identity, content, valid, occurrences, evidence, from, rest) -> new Memory(rest.id(),
                                new TenantId("t-1"), subject, rest.kind(), identity, rest.version(), rest.status(),
                                content, valid, occurrences, rest.confidence(), rest.trust(), rest.marking(),
                                new Support(evidence.stream().map(Evidence::source).distinct().toList(),
                                        from.stream().map(MemoryRef::id).toList(),
                                        from.stream().map(MemoryRef::id).limit(1).toList(),
                                        from.stream().map(MemoryRef::id).skip(1).toList()),
                                evidence,
                                from, rest.created(), rest.updated()));
    }

    private record Rest(MemoryId id, Kind kind, Status status, long version, double confidence, TrustTier trust,
            Tlp marking, Instant created, Instant updated) {}

    private static Arbitrary<Rest> rest() {
        return Combinators.combine(ids(), Combinators
                .combine(Arbitraries.of(Kind.class), Arbitraries.of(Status.class), Arbitraries.of(TrustTier.class),
                        Arbitraries.of(Tlp.class))
                .as((kind, status, trust, marking) -> new Rest(new MemoryId(new UUID(0, 0)), kind, status, 0, 0, trust,
                        marking, Instant.EPOCH, Instant.EPOCH)),
                Arbitraries.longs().greaterOrEqual(1), Arbitraries.doubles().between(0, 1).ofScale(17), instants(),
                instants())
                .as((id, some, version, confidence, created, updated) -> new Rest(id, some.kind(), some.status(),
                        version, confidence, some.trust(), some.marking(), created, updated));
    }

    private static Arbitrary<MemoryId> ids() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                .as((high, low) -> new MemoryId(new UUID(high, low)));
    }

    private static Arbitrary<Subject> subjects() {
        return Combinators.combine(Arbitraries.of("user", "host", "ip", "technique", "url"), texts()).as(
                (type, name) -> new Subject(type, "n" + name.replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", "") + ".x"));
    }

    private static Arbitrary<Identity> identities() {
        return Combinators.combine(Arbitraries.of(Identity.Form.class), texts()).as(Identity::new);
    }

    private static Arbitrary<Content> contents() {
        Arbitrary<Content> plain = Combinators
                .combine(texts(), Arbitraries.maps(texts(), texts().list().ofMaxSize(4)).ofMaxSize(4),
                        subjects().list().ofMaxSize(4), texts().list().ofMaxSize(4), texts().injectNull(0.5))
                .as((text, attributes, entities, categories, keyId) -> new Content.Plain(text,
                        new TreeMap<>(attributes), entities, categories, keyId));
        return Arbitraries.oneOf(plain, Combinators.combine(texts(), texts(), texts()).as(Content.Sealed::new));
    }

    private static Arbitrary<ValidTime> valids() {
        return Combinators.combine(instants(), instants().injectNull(0.5)).as(
                (from, to) -> new ValidTime(from, to == null || to.isBefore(from) ? null : to));
    }

    private static Arbitrary<Occurrences> occurrences() {
        return Combinators.combine(instants(), instants(), Arbitraries.longs().greaterOrEqual(1)).as(
                (a, b, count) -> a.isBefore(b) ? new Occurrences(a, b, count) : new Occurrences(b, a, count));
    }

    private static Arbitrary<Evidence> evidence() {
        Arbitrary<Span> spans = Combinators.combine(texts(), Arbitraries.integers().between(0, 9))
                .as((field, start) -> new Span(field, start, start + 5));
        return Combinators.combine(texts(), texts(), Arbitraries.integers(), Arbitraries.longs(), spans.injectNull(0.5),
                Arbitraries.integers()).as(
                        (observation, topic, partition, offset, span, version) -> new Evidence(
                                observation, topic + "-source", topic, partition, offset, span,
                                new Extractor(topic, version)));
    }

    private static Arbitrary<MemoryRef> references() {
        return Combinators.combine(ids(), Arbitraries.longs().greaterOrEqual(1)).as(MemoryRef::new);
    }

    private static Arbitrary<Instant> instants() {
        return Combinators.combine(Arbitraries.oneOf(Arbitraries.longs().between(0, 4_000_000_000L),
                Arbitraries.longs().between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond())),
                Arbitraries.integers().between(0, 999_999_999)).as(Instant::ofEpochSecond);
    }

    /** Any text that UTF-8 can carry, as all text out of the log is. */
    private static Arbitrary<String> texts() {
        return Arbitraries.strings().all().ofMaxLength(20)
                .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
    }
}
