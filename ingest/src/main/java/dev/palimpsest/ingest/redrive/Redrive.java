package dev.palimpsest.ingest.redrive;

import dev.palimpsest.access.Caller;
import dev.palimpsest.ingest.observe.Observer;
import dev.palimpsest.ingest.raw.DeadLetterLog;
import dev.palimpsest.ingest.raw.WriteOrSetAside;
import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.schemas.ObservationLog;
import dev.palimpsest.schemas.ObservationLog.Admitted;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.DeadLetter;
import dev.palimpsest.schemas.avro.LetterResolution;
import dev.palimpsest.schemas.letter.LetterId;
import dev.palimpsest.schemas.letter.LetterState;
import dev.palimpsest.schemas.letter.Remedy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about dead letters, each once. What a letter becomes and the record that says so are one transaction, under a name that
 * follows from the letter: who begins later ends what was begun before, and looks at what stands then. So a crash leaves all or nothing,
 * and of two who decide at once one finds the other's decision. Safe for several threads.
 */
public final class Redrive {

    private static final Logger LOGGER = LoggerFactory.getLogger(Redrive.class);

    /** Names of transactions: few, since brokers remember each for days; equal for one letter, whoever asks. */
    static final int NAMES = 16;

    private final LetterFile file;
    private final Redecoding decoding;
    private final Function<Observation, Admitted> admission;
    private final RecordSerde<DeadLetter> letters;
    private final DeadLetterLog.Redaction redact;
    private final Function<String, ? extends Producer<byte[], byte[]>> producers;
    private final InstantSource clock;
    private final Object[] locks = new Object[NAMES];

    /**
     * @param admission admits without a pace: somebody asked for each
     * @param redact    takes out of a record that is set aside again what must not be kept
     * @param producers makes a producer of transactions under a name
     */
    Redrive(LetterFile file, Redecoding decoding, Function<Observation, Admitted> admission,
            RecordSerde<DeadLetter> letters, DeadLetterLog.Redaction redact,
            Function<String, ? extends Producer<byte[], byte[]>> producers, InstantSource clock) {
        this.file = file;
        this.decoding = decoding;
        this.admission = admission;
        this.letters = letters;
        this.redact = redact;
        this.producers = producers;
        this.clock = clock;
        for (int i = 0; i < NAMES; i++) {
            locks[i] = new Object();
        }
    }

    /** What came of an order about a letter. */
    public sealed interface Outcome {

        /** It is decided; {@code now} where this order did it. */
        record Decided(LetterState state, LetterResolution resolution, boolean now,
                @Nullable LetterId next) implements Outcome {}

        /** Nothing was done and nothing recorded, for this reason. */
        record Undone(String why) implements Outcome {}

        /** There is no such letter that the caller may see. */
        record Unknown() implements Outcome {}

        /** Somebody else is deciding about it, or about one that shares its name, at this moment. */
        record Busy() implements Outcome {}
    }

    /** What is to be written beside the resolution. */
    private record Work(LetterState state, List<Admitted> observations, @Nullable DeadLetter next) {}

    /**
     * Puts back what a letter holds, or these bytes in its place.
     *
     * @param fixed null for what the letter holds
     * @param why   may be empty
     * @throws KafkaException where the brokers do not take it now; then nothing was done
     */
    public Outcome redrive(Caller caller, LetterId id, byte @Nullable [] fixed, String why) {
        return decide(caller, id, (filed, resolve) -> {
            DeadLetter letter = filed.letter();
            return switch (Remedy.of(letter)) {
                case Remedy.Nothing nothing -> new Outcome.Undone(nothing.why());
                case Remedy.OnlyFixed only when fixed == null -> new Outcome.Undone(only.why()
                        + ": send the whole input in its place");
                case Remedy.ObserveAgain _ when fixed != null -> new Outcome.Undone(
                        "the input is an observation in the log and is observed again as it is");
                case Remedy.ObserveAgain _ -> observeAgain(id, letter).map(
                        one -> resolve.apply(new Work(LetterState.REDRIVEN, List.of(one), null), resolution(caller,
                                id, LetterState.REDRIVEN, List.of(one), null, why)))
                        .orElseGet(() -> new Outcome.Undone("the observation is not in the log any more"));
                case Remedy.Whole _,Remedy.OnlyFixed _ -> put(caller, filed, fixed, why, resolve);
            };
        });
    }

    /**
     * Says that a letter does not matter.
     *
     * @param why not empty
     * @throws KafkaException where the brokers do not take it now; then nothing was done
     */
    public Outcome discard(Caller caller, LetterId id, String why) {
        return decide(caller, id, (_, resolve) -> resolve.apply(new Work(LetterState.DISCARDED, List.of(), null),
                resolution(caller, id, LetterState.DISCARDED, List.of(), null, why)));
    }

    /** Writes and commits. */
    private interface Resolve {
        Outcome apply(Work work, LetterResolution resolution);
    }

    private interface Decision {
        Outcome of(Filed filed, Resolve resolve);
    }

    private Outcome decide(Caller caller, LetterId id, Decision decision) {
        Optional<Outcome> settled = settled(caller, id);
        if (settled.isPresent()) {
            return settled.get(); // most who ask twice need no transaction
        }
        int slot = Math.floorMod(id.hashCode(), NAMES);
        synchronized (locks[slot]) {
            try (Producer<byte[], byte[]> producer = producers.apply("palimpsest-redrive-" + slot)) {
                producer.initTransactions();
                Optional<Outcome> meanwhile = settled(caller, id);
                return meanwhile.isPresent()
                        ? meanwhile.get()
                        : decision.of(file.find(id).orElseThrow(), (work, resolution) -> commit(producer, id,
                                caller, work, resolution));
            } catch (ProducerFencedException | InvalidProducerEpochException e) {
                return new Outcome.Busy();
            }
        }
    }

    /** The outcome where there is nothing to decide any more. */
    private Optional<Outcome> settled(Caller caller, LetterId id) {
        Filed filed = file.find(id).orElse(null);
        if (filed == null || !isOf(caller, filed.letter())) {
            return Optional.of(new Outcome.Unknown());
        }
        LetterResolution before = filed.resolution();
        return before == null
                ? Optional.empty()
                : Optional.of(new Outcome.Decided(filed.state(), before, false, filed.next()));
    }

    /** A letter of which no tenant is known is the operator's alone. */
    private static boolean isOf(Caller caller, DeadLetter letter) {
        String tenant = Objects.requireNonNullElse(letter.getTenant(), Caller.OPERATOR.value());
        return caller.tenant().value().equals(tenant);
    }

    private Outcome put(Caller caller, Filed filed, byte @Nullable [] fixed, String why, Resolve resolve) {
        byte[] bytes = fixed == null ? bytes(filed.letter()) : fixed;
        return switch (decoding.decode(filed.id(), filed.letter(), bytes, clock.instant())) {
            case Observer.Observed.Nothing nothing -> new Outcome.Undone("there is nothing in it to keep: "
                    + nothing.reason());
            case Observer.Observed.Refused refused -> failAgain(caller, filed, bytes, fixed, refused.reason(), why,
                    resolve);
            case Observer.Observed.Observations found -> {
                try {
                    List<Admitted> admitted = found.observations().stream().map(admission).toList();
                    yield resolve.apply(new Work(LetterState.REDRIVEN, admitted, null), resolution(caller,
                            filed.id(), LetterState.REDRIVEN, admitted, fixed, why));
                } catch (RuntimeException e) {
                    if (!WriteOrSetAside.isLasting(e)) {
                        throw e;
                    }
                    yield failAgain(caller, filed, bytes, fixed, String.valueOf(e.getMessage()), why, resolve);
                }
            }
        };
    }

    /** As it came it failed before: only other bytes make another letter. */
    private Outcome failAgain(Caller caller, Filed filed, byte[] bytes, byte @Nullable [] fixed, String reason,
            String why, Resolve resolve) {
        if (fixed == null) {
            return new Outcome.Undone("it fails as before: " + reason);
        }
        DeadLetter letter = filed.letter();
        byte[] kept = redact.redacted(new TenantId(letter.getTenant()), letter.getSource(), bytes);
        DeadLetter next = new DeadLetter(letter.getTopic(), letter.getPartition(), letter.getOffset(),
                letter.getStage(), reason, letter.getTenant(), letter.getKey(),
                ByteBuffer.wrap(kept, 0, Math.min(kept.length, Remedy.KEPT_BYTES_MAX)), clock.instant(),
                letter.getSource(), filed.id().toString(), null);
        return resolve.apply(new Work(LetterState.FAILED_AGAIN, List.of(), next),
                resolution(caller, filed.id(), LetterState.FAILED_AGAIN, List.of(), fixed, why));
    }

    private Optional<Admitted> observeAgain(LetterId id, DeadLetter letter) {
        return file.observation(letter.getPartition(), letter.getOffset())
                .map(former -> admission.apply(Redecoding.again(id, former, clock.instant())));
    }

    private Outcome commit(Producer<byte[], byte[]> producer, LetterId id, Caller caller, Work work,
            LetterResolution resolution) {
        DeadLetter record = new DeadLetter(Topic.DEAD_LETTER.title(), id.partition(), id.offset(), "resolution",
                work.state().word(), caller.tenant().equals(Caller.OPERATOR) ? null : caller.tenant().value(), null,
                null, clock.instant(), null, null, resolution);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        work.observations().forEach(one -> records.add(bytes(one.record())));
        int next = work.next() == null ? -1 : records.size();
        if (work.next() != null) { // in the letter's own partition, where it is found again
            records.add(new ProducerRecord<>(Topic.DEAD_LETTER.title(), id.partition(), null,
                    letters.toBytes(work.next())));
        }
        records.add(new ProducerRecord<>(Topic.DEAD_LETTER.title(), id.partition(), null, letters.toBytes(record)));
        producer.beginTransaction();
        try {
            List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
            producer.commitTransaction();
            return new Outcome.Decided(work.state(), resolution, true,
                    next < 0 ? null : new LetterId(id.partition(), sent.get(next).resultNow().offset()));
        } catch (KafkaException e) {
            abort(producer);
            throw e;
        }
    }

    /** As far as that is possible: who is fenced cannot, and a commit that was not answered may have been done. Whoever asks next sees. */
    private static void abort(Producer<byte[], byte[]> producer) {
        try {
            producer.abortTransaction();
        } catch (KafkaException | IllegalStateException e) {
            LOGGER.atDebug().setCause(e).log("the transaction ends without this producer");
        }
    }

    private static LetterResolution resolution(Caller caller, LetterId id, LetterState state,
            List<Admitted> observations, byte @Nullable [] fixed, String why) {
        return new LetterResolution(id.toString(), state.word(), caller.name(), why,
                observations.stream().map(one -> one.id().value()).toList(),
                fixed == null ? null : Hash.of(fixed).hex());
    }

    private static ProducerRecord<byte[], byte[]> bytes(ProducerRecord<String, byte[]> record) {
        return new ProducerRecord<>(record.topic(), record.partition(), record.timestamp(),
                record.key().getBytes(StandardCharsets.UTF_8), record.value());
    }

    private static byte[] bytes(DeadLetter letter) {
        ByteBuffer kept = letter.getValue().duplicate();
        byte[] bytes = new byte[kept.remaining()];
        kept.get(bytes);
        return bytes;
    }
}
