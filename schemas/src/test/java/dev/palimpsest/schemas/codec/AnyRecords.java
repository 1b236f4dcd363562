package dev.palimpsest.schemas.codec;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Embedding;
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
import dev.palimpsest.memory.Span;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.Support;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.ledger.EventHeader;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.ledger.MemoryEvent;
import dev.palimpsest.memory.ledger.MemoryEvent.Fact;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.ObservationId;
import dev.palimpsest.memory.observation.Payload;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Domain records with any values in any of their shapes, the same for the same seed. */
public final class AnyRecords {

    private static final List<String> TEXTS = List.of("", "plain", "关键服务器", "naïve café", "😀", "a\u0000b", "\u202e",
            "line\nbreak", "{\"json\":1}");

    private final Random random;

    public AnyRecords(long seed) {
        random = new Random(seed);
    }

    public Observation observation() {
        return new Observation(ObservationId.of(tenant(), text(), text()), tenant(), text(), any(TrustTier.values()),
                any(Tlp.values()), time(), time(), payload(), maybe(this::text));
    }

    private Payload payload() {
        return switch (random.nextInt(6)) {
            case 0 -> new Payload.ConversationTurn(subject(), any(Payload.Role.values()), text(),
                    maybe(this::subject), some(this::subject), labels(), random.nextBoolean(),
                    new Payload.Terms(maybe(() -> time().truncatedTo(ChronoUnit.MICROS)), random.nextBoolean(),
                            random.nextBoolean()));
            case 1 -> new Payload.Event(text(), fields(), text());
            case 2 -> new Payload.IntelligenceObject(text(), text(), fields(), text());
            case 3 -> new Payload.Rollback(subject(), id(), random.nextInt(9), maybe(this::memory), text(), time(),
                    text(), text());
            case 4 -> new Payload.Import(memory(), maybe(this::text), maybe(this::origin), maybe(this::subject),
                    text());
            default -> new Payload.Command(subject(), id(), any(Payload.Action.values()), maybe(this::text), text(),
                    text());
        };
    }

    public Claim claim() {
        return switch (random.nextInt(5)) {
            case 0 -> new Claim.Instruction(tenant(), subject(), id(), any(Payload.Action.values()),
                    maybe(this::text), text(), text(), time(), any(TrustTier.values()), any(Tlp.values()), evidence());
            case 1 -> new Claim.SourceNews(tenant(), subject(), id(), some(this::ref), any(Claim.Bearing.values()),
                    text(), any(TrustTier.values()), any(Tlp.values()), evidence());
            case 2 -> new Claim.Rollback(tenant(), subject(), id(), random.nextInt(9), maybe(this::memory), text(),
                    time(), text(), text(), any(TrustTier.values()), any(Tlp.values()), evidence());
            case 3 -> new Claim.Import(tenant(), subject(), memory(), maybe(this::text), maybe(this::origin),
                    any(TrustTier.values()), any(Tlp.values()), evidence(),
                    maybe(() -> new Embedding(text(), some(random::nextFloat))));
            default -> new Claim.Statement(tenant(), subject(), any(Kind.values()), identity(), content(), valid(),
                    occurrences(), random.nextDouble(), any(TrustTier.values()), any(Tlp.values()), evidence(),
                    some(this::ref), random.nextBoolean(),
                    maybe(() -> new Embedding(text(), some(random::nextFloat))));
        };
    }

    /** A record for each type of event. */
    public Stream<LogRecord> logRecords() {
        Fact fact = new Fact(content(), occurrences(), random.nextDouble(), some(this::ref));
        return Stream
                .of(new MemoryEvent.Created(header(), identity(), fact), new MemoryEvent.Revised(header(), fact),
                        new MemoryEvent.Superseded(header(), fact),
                        new MemoryEvent.Reinforced(header(), occurrences(), random.nextDouble()),
                        new MemoryEvent.Contradicted(header(), id()),
                        new MemoryEvent.Retracted(header(), text()), new MemoryEvent.Restored(header(), text()),
                        new MemoryEvent.Expired(header(), text()),
                        new MemoryEvent.Protected(header(), any(Protection.values()), text()),
                        new MemoryEvent.Quarantined(header(), text()),
                        new MemoryEvent.Released(header(), text()), new MemoryEvent.Erased(header(), text()),
                        new MemoryEvent.Regrounded(header(), support(), text()),
                        new MemoryEvent.RolledBack(header(), fact, any(Status.values()), support(), text(), time(),
                                text()),
                        new MemoryEvent.Imported(header(), memory(), maybe(this::origin)))
                .map(event -> LogRecord.chain(Hash.of(text()), event));
    }

    public Memory memory() {
        return new Memory(id(), tenant(), subject(), any(Kind.values()), identity(), 1 + random.nextInt(9),
                any(Status.values()), content(), valid(), occurrences(), random.nextDouble(),
                any(TrustTier.values()), any(Tlp.values()),
                support(), evidence(), some(this::ref), time(), time(),
                any(Protection.values()));
    }

    private Origin origin() {
        return new Origin("created", Hash.of(text()));
    }

    private Support support() {
        return new Support(some(this::text).stream().distinct().toList(), some(this::id), some(this::id),
                some(this::id));
    }

    private EventHeader header() {
        return new EventHeader(tenant(), subject(), id(), any(Kind.values()), 1 + random.nextInt(99), valid(), time(),
                evidence(), any(TrustTier.values()), any(Tlp.values()));
    }

    private Content content() {
        if (random.nextInt(4) == 0) {
            return new Content.Sealed(text(), base64(12), base64(random.nextInt(40)));
        }
        return new Content.Plain(text(), fields(), some(this::subject), some(this::text));
    }

    private String base64(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private List<Evidence> evidence() {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(_ -> new Evidence(text(), text(), text(), random.nextInt(12), random.nextLong(1L << 40),
                        maybe(() -> new Span(text(), 3, 3 + random.nextInt(9))),
                        new Extractor(text(), random.nextInt(9))))
                .toList();
    }

    private Identity identity() {
        return new Identity(any(Identity.Form.values()), text());
    }

    private ValidTime valid() {
        Instant from = time();
        return new ValidTime(from, maybe(() -> from.plusSeconds(random.nextInt(1000))));
    }

    private Occurrences occurrences() {
        Instant first = time();
        return new Occurrences(first, first.plusSeconds(random.nextInt(1000)), 1 + random.nextInt(1000));
    }

    private Instant time() {
        return Instant.ofEpochSecond(random.nextLong(-4_000_000_000L, 8_000_000_000L), random.nextInt(1_000_000_000));
    }

    private SortedMap<String, List<String>> fields() {
        TreeMap<String, List<String>> fields = new TreeMap<>();
        some(this::text).forEach(name -> fields.put(name, List.of(text())));
        return fields;
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new HashMap<>();
        some(this::text).forEach(name -> labels.put(name, text()));
        return labels;
    }

    private MemoryRef ref() {
        return new MemoryRef(id(), 1 + random.nextInt(99));
    }

    private MemoryId id() {
        return new MemoryId(new UUID(random.nextLong(), random.nextLong()));
    }

    private TenantId tenant() {
        return new TenantId(any("acme", "default", "0-9", "t".repeat(63)));
    }

    private Subject subject() {
        return Subject.parse(any("user:Alice", "ip:10.120.8.21", "url:https://A.example/关键?q=:", "technique:T1021.002",
                "domain:中国.example"));
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size())) + (random.nextBoolean() ? random.nextInt(100) : "");
    }

    private <T> List<T> some(Supplier<T> values) {
        return Stream.generate(values).limit(random.nextInt(4)).toList();
    }

    private <T> @Nullable T maybe(Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }

    @SafeVarargs
    private <T> T any(T... values) {
        return values[random.nextInt(values.length)];
    }
}
