package dev.palimpsest.ingest.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.access.Caller;
import dev.palimpsest.ingest.raw.RawText;
import dev.palimpsest.ingest.redrive.Redrive.Outcome;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.ObservationId;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.schemas.ConfluentAvro;
import dev.palimpsest.schemas.ObservationLog;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.DeadLetter;
import dev.palimpsest.schemas.letter.LetterId;
import dev.palimpsest.schemas.letter.LetterState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RedriveTest {

    private static final Instant NOW = Instant.parse("2026-11-23T05:00:00Z");
    private static final TenantId ACME = new TenantId("acme");
    private static final Caller ANN = Caller.admin(ACME, "ann");
    private static final Caller BOB = Caller.admin(ACME, "bob");
    private static final byte[] POISON = {0, 0, 0, 9, 9, 1};
    private static final byte[] FIXED = "refused 198.51.100.22".getBytes(StandardCharsets.UTF_8);

    private final LetterTopic topic = new LetterTopic();
    private final ObservationLog log = new ObservationLog(
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()), topic.registry,
            observation -> observation);
    private final Redrive redrive = new Redrive(topic.file(),
            new Redecoding(new RawText(new ConfluentAvro(topic.registry)), List.of()), log::admit, topic.letters,
            (_, _, record) -> record, topic::producer, () -> NOW);

    private LetterId raw(byte @Nullable [] value) {
        return topic.put(new DeadLetter("palimpsest.raw.acme.fw", 3, 17L, "ingest", "poison", "acme", null,
                value == null ? null : ByteBuffer.wrap(value), NOW, "fw", null, null));
    }

    @Test
    void shouldObserveTheFixedInputOnceHoweverOftenItIsAskedFor() {
        LetterId id = raw(POISON);

        Outcome first = redrive.redrive(ANN, id, FIXED, "cut by the shipper");
        Outcome second = redrive.redrive(BOB, id, FIXED, "me too");

        assertThat(first).isInstanceOfSatisfying(Outcome.Decided.class, decided -> {
            assertThat(decided.now()).isTrue();
            assertThat(decided.state()).isEqualTo(LetterState.REDRIVEN);
            assertThat(decided.resolution().getObservations())
                    .containsExactly(topic.observations().getFirst().id().value());
            assertThat(decided.resolution().getFixed()).hasSize(64);
        });
        assertThat(second).isInstanceOfSatisfying(Outcome.Decided.class, decided -> {
            assertThat(decided.now()).isFalse();
            assertThat(decided.resolution().getBy()).isEqualTo("ann");
            assertThat(decided.resolution().getWhy()).isEqualTo("cut by the shipper");
        });
        assertThat(topic.observations()).singleElement().satisfies(one -> {
            assertThat(one.source()).isEqualTo("fw");
            assertThat(((Payload.Event) one.payload()).first(Redecoding.LETTER_FIELD)).contains(id.toString());
        });
    }

    @Test
    void shouldKeepThePlaceOfARawRecordAsItsNameSoThatWhatWasObservedOfItIsKnown() {
        LetterId first = raw(FIXED);
        LetterId second = raw(FIXED);

        redrive.redrive(ANN, first, null, "");
        redrive.redrive(ANN, second, null, "");

        assertThat(topic.observations()).extracting(Observation::id).hasSize(2).containsOnly(
                ObservationId.of(ACME, "position\nfw", "palimpsest.raw.acme.fw-3@17\n0"));
    }

    @Test
    void shouldFindTheDecisionOfWhoWasFaster() {
        LetterId id = raw(POISON);
        topic.meanwhile = () -> redrive.discard(BOB, id, "a test of the sensor");

        Outcome outcome = redrive.redrive(ANN, id, FIXED, "");

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Decided.class, decided -> {
            assertThat(decided.now()).isFalse();
            assertThat(decided.state()).isEqualTo(LetterState.DISCARDED);
        });
        assertThat(topic.observations()).isEmpty();
    }

    @Test
    void shouldMakeANewLetterThatNamesTheFormerWhereTheFixFailsToo() {
        LetterId id = raw(POISON);

        Outcome outcome = redrive.redrive(ANN, id, POISON, "");

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Decided.class,
                decided -> assertThat(decided.state()).isEqualTo(LetterState.FAILED_AGAIN));
        assertThat(topic.letters()).hasSize(3);
        assertThat(topic.letters().get(1).getFormer()).isEqualTo(id.toString());
        assertThat(topic.letters().get(1).getTopic()).isEqualTo("palimpsest.raw.acme.fw");
        assertThat(topic.observations()).isEmpty();
        assertThat(redrive.redrive(ANN, id, POISON, "")).isInstanceOfSatisfying(Outcome.Decided.class,
                decided -> assertThat(decided.next()).hasToString("0@1"));
    }

    @Test
    void shouldLeaveOpenWhatWouldFailAsBefore() {
        assertThat(redrive.redrive(ANN, raw(POISON), null, "")).isInstanceOfSatisfying(Outcome.Undone.class,
                undone -> assertThat(undone.why()).startsWith("it fails as before"));
        assertThat(topic.letters()).hasSize(1);
    }

    @Test
    void shouldSayWhatCannotBePutBack() {
        assertThat(redrive.redrive(ANN, raw(null), null, "")).isInstanceOfSatisfying(Outcome.Undone.class,
                undone -> assertThat(undone.why()).contains("nothing of the input was kept"));
        assertThat(redrive.redrive(ANN, raw(new byte[1 << 20]), null, "")).isInstanceOfSatisfying(
                Outcome.Undone.class, undone -> assertThat(undone.why()).contains("cut at"));
        LetterId refused = topic.put(new DeadLetter(Topic.CLAIMS.title(), 0, 5L, "ledger", "against a rule", "acme",
                null, null, NOW, null, null, null));
        assertThat(redrive.redrive(ANN, refused, FIXED, "")).isInstanceOfSatisfying(Outcome.Undone.class,
                undone -> assertThat(undone.why()).contains("the ledger met"));
        assertThat(redrive.redrive(ANN, raw(null), FIXED, "")).isInstanceOf(Outcome.Decided.class);
    }

    @Test
    void shouldObserveAgainWhatCouldNotBeExtracted() {
        Observation former = new Observation(ObservationId.of(ACME, "event", "e1"), ACME, "fw",
                TrustTier.SENSOR_STRUCTURED, Tlp.AMBER, NOW, NOW, new Payload.Event("json", new TreeMap<>(), "{}"));
        long offset = topic.put(former);
        LetterId id = topic.put(new DeadLetter(Topic.OBSERVATIONS.title(), 0, offset, "extract", "extraction failed",
                "acme", null, null, NOW, null, null, null));

        redrive.redrive(ANN, id, null, "the bug is mended");

        assertThat(topic.observations()).hasSize(2);
        Observation again = topic.observations().getLast();
        assertThat(again.id()).isEqualTo(ObservationId.of(ACME, "dead-letter", id.toString())).isNotEqualTo(
                former.id());
        assertThat(((Payload.Event) again.payload()).raw()).isEqualTo("{}");
    }

    @Test
    void shouldHideLettersOfOthersAndLeaveThoseOfNobodyToTheOperator() {
        LetterId theirs = raw(FIXED);
        LetterId nobodys = topic.put(new DeadLetter("palimpsest.raw.x", 0, 1L, "ingest", "no tenant", null, null,
                ByteBuffer.wrap(FIXED), NOW, null, null, null));
        Caller operator = Caller.admin(Caller.OPERATOR, "root");

        assertThat(redrive.redrive(Caller.admin(new TenantId("other"), "eve"), theirs, null, ""))
                .isInstanceOf(Outcome.Unknown.class);
        assertThat(redrive.discard(ANN, nobodys, "mine?")).isInstanceOf(Outcome.Unknown.class);
        assertThat(redrive.discard(operator, theirs, "mine?")).isInstanceOf(Outcome.Unknown.class);
        assertThat(redrive.discard(operator, nobodys, "a misnamed topic")).isInstanceOf(Outcome.Decided.class);
        assertThat(redrive.redrive(ANN, new LetterId(0, 99), null, "")).isInstanceOf(Outcome.Unknown.class);
        assertThat(redrive.redrive(ANN, new LetterId(7, 0), null, "")).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void shouldNotTakeAResolutionForALetter() {
        LetterId id = raw(FIXED);
        redrive.discard(ANN, id, "noise");

        assertThat(redrive.discard(ANN, new LetterId(0, 1), "again")).isInstanceOf(Outcome.Unknown.class);
        assertThat(topic.letters()).hasSize(2);
    }
}
