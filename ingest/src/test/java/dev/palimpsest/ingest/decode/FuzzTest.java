package dev.palimpsest.ingest.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.DecodeLimits;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.memory.observation.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Damaged records of each format and random bytes: no exception escapes and nothing is over its limit. Each property decodes
 * 10,000 inputs, or as many times that as the system property {@code palimpsest.fuzz.rounds} says.
 */
class FuzzTest {

    private static final int TRIES = 1_000;
    private static final int ROUNDS = 10 * Integer.getInteger("palimpsest.fuzz.rounds", 1);
    private static final DecodeLimits SMALL = new DecodeLimits(1 << 16, 4096, 32, 24, 4, 64, 4);
    private static final List<Decoders> DECODERS = List.of(new Decoders(), new Decoders(SMALL));
    private static final List<DecodeLimits> LIMITS = List.of(DecodeLimits.DEFAULT, SMALL);
    private static final Arrival.Expected[] EXPECTED = Arrival.Expected.values();

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void shouldSurviveDamagedEcs(@ForAll long seed) {
        damaged(FuzzSeeds.ECS, seed);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void shouldSurviveDamagedWindows(@ForAll long seed) {
        damaged(FuzzSeeds.WINDOWS, seed);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void shouldSurviveDamagedZeek(@ForAll long seed) {
        damaged(FuzzSeeds.ZEEK, seed);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void shouldSurviveDamagedSuricata(@ForAll long seed) {
        damaged(FuzzSeeds.SURICATA, seed);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void shouldSurviveDamagedOcsf(@ForAll long seed) {
        damaged(FuzzSeeds.OCSF, seed);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void shouldSurviveDamagedCef(@ForAll long seed) {
        damaged(FuzzSeeds.CEF, seed);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void shouldSurviveDamagedLeef(@ForAll long seed) {
        damaged(FuzzSeeds.LEEF, seed);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void shouldSurviveDamagedSyslog(@ForAll long seed) {
        damaged(FuzzSeeds.SYSLOG, seed);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void shouldSurviveDamagedCloudTrail(@ForAll long seed) {
        damaged(FuzzSeeds.CLOUDTRAIL, seed);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void shouldSurviveDamagedGuardDuty(@ForAll long seed) {
        damaged(FuzzSeeds.GUARDDUTY, seed);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void shouldSurviveDamagedKubernetes(@ForAll long seed) {
        damaged(FuzzSeeds.KUBERNETES, seed);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void shouldSurviveDamagedSigma(@ForAll long seed) {
        damaged(FuzzSeeds.SIGMA, seed);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void shouldSurviveDamagedIntelligence(@ForAll long seed) {
        damaged(FuzzSeeds.INTELLIGENCE, seed);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void shouldSurviveDamagedPlainText(@ForAll long seed) {
        damaged(FuzzSeeds.PLAIN, seed);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void shouldSurviveRandomBytes(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            decode(bytes, random);
        }
    }

    private static void damaged(List<String> records, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            String record = records.get(random.nextInt(records.size()));
            decode(FuzzSeeds.damage(record, random).getBytes(random.nextInt(20) == 0
                    ? StandardCharsets.ISO_8859_1
                    : StandardCharsets.UTF_8), random);
        }
    }

    private static void decode(byte[] input, SplittableRandom random) {
        int which = random.nextInt(DECODERS.size());
        Arrival arrival = Decoding.ARRIVAL.expecting(EXPECTED[random.nextInt(EXPECTED.length)]);
        try {
            if (DECODERS.get(which).decode(input, arrival) instanceof Decoded.Records found) {
                requireBounded(found.records(), LIMITS.get(which));
            }
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            fail("input " + Base64.getEncoder().encodeToString(input), e);
        }
    }

    private static void requireBounded(List<DecodedRecord> records, DecodeLimits limits) {
        assertThat(records.size()).isLessThanOrEqualTo(limits.recordsMax());
        for (DecodedRecord record : records) {
            switch (record.payload()) {
                case Payload.Event event -> requireBounded(event.fields(), event.raw(), limits);
                case Payload.IntelligenceObject object -> requireBounded(object.fields(), object.raw(), limits);
                default -> fail("decoded to " + record.payload());
            }
        }
    }

    private static void requireBounded(SortedMap<String, List<String>> fields, String raw, DecodeLimits limits) {
        boolean bounded = raw.length() <= limits.eventCharsMax() && fields.size() <= limits.fieldsMax()
                && fields.values().stream().allMatch(values -> values.size() <= limits.valuesMax()
                        && values.stream().allMatch(value -> value.length() <= limits.valueCharsMax()));
        if (!bounded) {
            fail("over a limit: " + fields);
        }
    }
}
