package dev.palimpsest.memory.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Origin;
import dev.palimpsest.memory.Protection;
import dev.palimpsest.memory.Sample;
import dev.palimpsest.memory.Span;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Support;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.ledger.MemoryEvent.Created;
import dev.palimpsest.memory.ledger.MemoryEvent.Fact;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

/** The hash of a record covers every field of its event, however deep. */
class ChainTest {

    private static final MemoryId ID = new MemoryId(UUID.fromString("0b6f3d5e-5d3c-8f1e-9a3b-3f3f3f3f3f3f"));
    private static final EventHeader HEADER = new EventHeader(Sample.TENANT, Sample.SERVER, ID, Kind.DETECTION, 1,
            new ValidTime(Sample.minute(1), Sample.minute(2)), Sample.minute(3),
            List.of(new Evidence("o1", "tests", "t", 1, 2, new Span("text", 3, 4), new Extractor("x", 5))),
            TrustTier.SENSOR_STRUCTURED, Tlp.GREEN);
    private static final Content.Plain PLAIN = new Content.Plain("text",
            new TreeMap<>(Map.of("name", List.of("one", "two"))), List.of(Sample.SERVER), List.of("label"));
    private static final Fact FACT = new Fact(PLAIN, new Occurrences(Sample.minute(1), Sample.minute(2), 3), 0.5,
            List.of(new MemoryRef(ID, 9)));

    private static final Support SUPPORT = new Support(List.of("feed"), List.of(ID), List.of(ID), List.of(ID));

    private static final Memory MEMORY = new Memory(ID, Sample.TENANT, Sample.SERVER, Kind.DETECTION,
            Identity.story("s"), 7, Status.CURRENT, PLAIN, HEADER.valid(), FACT.occurrences(), 0.5,
            TrustTier.SENSOR_STRUCTURED, Tlp.GREEN, SUPPORT, HEADER.evidence(), FACT.derivedFrom(), Sample.minute(3),
            Sample.minute(4), Protection.PINNED);

    private static List<MemoryEvent> events() {
        Fact sealed = new Fact(new Content.Sealed("key", "bm9uY2U=", "Y2lwaGVy"), FACT.occurrences(), 0.5, List.of());
        return List.of(new Created(HEADER, Identity.story("s"), FACT), new MemoryEvent.Revised(HEADER, FACT),
                new MemoryEvent.Superseded(HEADER, sealed),
                new MemoryEvent.Reinforced(HEADER, FACT.occurrences(), 0.5), new MemoryEvent.Retracted(HEADER, "r"),
                new MemoryEvent.Restored(HEADER, "r"), new MemoryEvent.Expired(HEADER, "r"),
                new MemoryEvent.Quarantined(HEADER, "r"), new MemoryEvent.Released(HEADER, "r"),
                new MemoryEvent.Erased(HEADER, "r"), new MemoryEvent.Contradicted(HEADER, ID),
                new MemoryEvent.Regrounded(HEADER, SUPPORT, "r"),
                new MemoryEvent.RolledBack(HEADER, FACT, Status.RETRACTED, SUPPORT, "feed", Sample.minute(4), "r"),
                new MemoryEvent.Protected(HEADER, Protection.PINNED, "r"),
                new MemoryEvent.Imported(HEADER, MEMORY, new Origin("Created", Hash.of("elsewhere"))));
    }

    @Test
    void shouldHaveOneEventOfEachTypeHere() {
        assertThat(events()).extracting(MemoryEvent::getClass).extracting(Class::getName)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(MemoryEvent.class.getPermittedSubclasses())
                        .map(Class::getName).toList());
    }

    @Test
    void shouldDetectAChangeInAnyFieldOfAnyEvent() throws ReflectiveOperationException {
        Set<Hash> hashes = new HashSet<>();
        int changes = 0;
        for (MemoryEvent event : events()) {
            LogRecord record = LogRecord.chain(Hash.NONE, event);
            assertThat(record.isIntact()).isTrue();
            assertThat(hashes.add(record.hash())).as("two types share a hash").isTrue();
            for (Object changed : variants(event)) {
                changes++;
                LogRecord forged = new LogRecord((MemoryEvent) changed, record.previous(), record.hash());
                assertThat(forged.isIntact()).as("changed to " + changed).isFalse();
            }
        }
        assertThat(changes).isGreaterThan(events().size() * 15);
    }

    @Test
    void shouldDetectAnotherPredecessor() {
        LogRecord record = LogRecord.chain(Hash.NONE, events().getFirst());

        assertThat(new LogRecord(record.event(), Hash.of("other"), record.hash()).isIntact()).isFalse();
        assertThat(LogRecord.chain(Hash.of("other"), record.event()).hash()).isNotEqualTo(record.hash());
    }

    /** Every chain ever written depends on these bytes. */
    @Test
    void shouldKeepTheHashesOfTheFirstRelease() {
        Hash hash = Hash.NONE;
        for (MemoryEvent event : events().subList(0, 11)) {
            hash = LogRecord.chain(hash, event).hash();
        }

        assertThat(hash.hex()).isEqualTo("54f4de80d879f6390a355977c135592648d44dbe4bb8642c367978361b0ff9e6");
        for (MemoryEvent event : events().subList(11, 13)) { // what came later
            hash = LogRecord.chain(hash, event).hash();
        }
        assertThat(hash.hex()).isEqualTo("85e0d7b9033dc1407ae3b9247ffa5795fd6f894f68c3d7bad590f4a9fb36ce53");
    }

    @Test
    void shouldGiveTheDigestOfAMemoryAnotherValueForAnyField() throws ReflectiveOperationException {
        Memory memory = Ledger.apply(null, events().getFirst());

        List<Object> variants = variants(memory);

        assertThat(variants).hasSizeGreaterThan(30);
        for (Object changed : variants) {
            assertThat(Digest.of((Memory) changed)).as("changed to " + changed)
                    .isNotEqualTo(Digest.of(memory));
        }
    }

    /** The record with one thing in it changed, in every way this test knows. */
    private static List<Object> variants(Object record) throws ReflectiveOperationException {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Constructor<?> constructor = record.getClass().getDeclaredConstructor(types);
        constructor.setAccessible(true);
        List<Object> variants = new ArrayList<>();
        for (int i = 0; i < components.length; i++) {
            components[i].getAccessor().setAccessible(true);
            @Nullable
            Object[] values = new Object[components.length];
            for (int j = 0; j < components.length; j++) {
                components[j].getAccessor().setAccessible(true);
                values[j] = components[j].getAccessor().invoke(record);
            }
            for (Optional<Object> other : others(values[i])) {
                values[i] = other.orElse(null);
                variants.add(constructor.newInstance(values));
            }
        }
        return variants;
    }

    private static List<Optional<Object>> others(@Nullable Object value) throws ReflectiveOperationException {
        return switch (value) {
            case null -> List.of();
            case TenantId _ -> present(new TenantId("other"));
            case Subject _ -> present(Subject.parse("ip:192.0.2.1"));
            case Hash _ -> present(Hash.of("other"));
            case MemoryId _ -> present(new MemoryId(UUID.fromString("1b6f3d5e-5d3c-8f1e-9a3b-3f3f3f3f3f3f")));
            case ValidTime valid -> present(new ValidTime(valid.from().minusSeconds(1), valid.to()),
                    new ValidTime(valid.from(), null), new ValidTime(valid.from(), Sample.minute(77)));
            case Occurrences seen -> present(new Occurrences(seen.first().minusSeconds(1), seen.last(), seen.count()),
                    new Occurrences(seen.first(), seen.last().plusSeconds(1), seen.count()),
                    new Occurrences(seen.first(), seen.last(), seen.count() + 1));
            case Span span -> List.of(Optional.empty(), Optional.of(new Span("raw", span.start(), span.end())),
                    Optional.of(new Span(span.field(), span.start() - 1, span.end())),
                    Optional.of(new Span(span.field(), span.start(), span.end() + 1)));
            case Instant time -> present(time.plus(Duration.of(1, ChronoUnit.MICROS)));
            case String text -> present(text + "x", "");
            case Long number -> present(number + 1);
            case Integer number -> present(number + 1);
            case Double number -> present(Math.nextUp(number));
            case Enum<?> constant -> constants(constant);
            case List<?> list -> lists(list);
            case SortedMap<?, ?> _ -> present(new TreeMap<>(Map.of("name", List.of("one"))),
                    new TreeMap<>(Map.of("name", List.of("onetwo"))), new TreeMap<>(Map.of("other", List.of("one"))),
                    new TreeMap<>());
            case Record record -> variants(record).stream().map(Optional::of).toList();
            default -> throw new AssertionError("this test knows no other " + value.getClass());
        };
    }

    private static List<Optional<Object>> constants(Enum<?> constant) {
        return Arrays.stream(constant.getDeclaringClass().getEnumConstants()).filter(other -> !other.equals(constant))
                .map(other -> Optional.<Object>of(other)).toList();
    }

    private static List<Optional<Object>> lists(List<?> list) throws ReflectiveOperationException {
        List<Optional<Object>> others = new ArrayList<>(present(List.of()));
        if (list.isEmpty()) {
            return List.of();
        }
        for (Optional<Object> other : others(list.getFirst())) {
            List<Object> changed = new ArrayList<>(list);
            changed.set(0, other.orElseThrow());
            others.add(Optional.of(changed));
        }
        return others;
    }

    private static List<Optional<Object>> present(Object... values) {
        return Arrays.stream(values).map(Optional::of).toList();
    }
}
