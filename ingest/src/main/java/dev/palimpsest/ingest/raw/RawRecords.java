package dev.palimpsest.ingest.raw;

import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.Arrival.Expected;
import dev.palimpsest.ingest.observe.Observer;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.schemas.ConfluentAvro;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.registry.RegistryException;
import dev.palimpsest.trust.admission.Pace;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/** Takes raw records one by one into the log, or sets them aside. For one thread. */
final class RawRecords {

    private final RawText text;
    private final WriteOrSetAside log;
    private final DeadLetterLog letters;
    private final Pace pace;
    private final InstantSource clock;
    private final Observer observer = new Observer();

    /** What became of a record. */
    sealed interface Taken {

        /** It is dealt with once these are done. */
        record Writing(List<? extends CompletableFuture<?>> writes) implements Taken {}

        /** Its source is over its rate: nothing of it was written, and it is worth asking again after so long. */
        record TooFast(Duration again) implements Taken {}
    }

    RawRecords(ConfluentAvro avro, Function<Observation, ? extends CompletableFuture<?>> log, DeadLetterLog letters,
            Pace pace, InstantSource clock) {
        this.text = new RawText(avro);
        this.log = new WriteOrSetAside(log);
        this.letters = letters;
        this.pace = pace;
        this.clock = clock;
    }

    /**
     * Takes a record. Whatever it holds has an outcome.
     *
     * @throws KafkaException    where the brokers do not take it now
     * @throws RegistryException where the registry does not answer now
     */
    Taken take(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        if (value == null) {
            return new Taken.Writing(List.of());
        }
        Observer.Observed observed;
        try {
            TenantId tenant = tenant(record.topic());
            String position = record.topic() + "-" + record.partition() + "@" + record.offset();
            observed = observer.observe(tenant, arrival(source(record.topic())), text.of(value), position);
        } catch (KafkaException | RegistryException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            observed = new Observer.Observed.Refused(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            observed = new Observer.Observed.Refused("it could not be read: " + e.getClass().getSimpleName());
        } catch (StackOverflowError e) { // nested too deep for anybody to read
            observed = new Observer.Observed.Refused("nested too deeply");
        }
        return switch (observed) {
            case Observer.Observed.Observations found -> write(record, found.observations());
            case Observer.Observed.Nothing _ -> new Taken.Writing(List.of());
            case Observer.Observed.Refused refused ->
                new Taken.Writing(List.of(letters.put(record, origin(record.topic()), refused.reason())));
        };
    }

    private Taken write(ConsumerRecord<byte[], byte[]> record, List<Observation> observations) {
        Observation first = observations.getFirst();
        Duration wait = pace.take(first.tenant(), first.source(), observations.size());
        return wait.isPositive()
                ? new Taken.TooFast(wait)
                : new Taken.Writing(observations.stream()
                        .map(observation -> log.write(observation, reason -> letters.put(record,
                                origin(record.topic()), reason)))
                        .toList());
    }

    /** What a sensor passes on stays an event, even if it looks like a feed: only topics named intel* are feeds. */
    private Arrival arrival(String source) {
        return Arrival.of(source, clock.instant())
                .expecting(source.startsWith("intel") ? Expected.INTELLIGENCE : Expected.EVENTS);
    }

    private static TenantId tenant(String topic) {
        String rest = topic.substring(Topic.RAW_PREFIX.length());
        int dot = rest.indexOf('.');
        if (dot < 1) {
            throw new IllegalArgumentException("a raw topic is named " + Topic.RAW_PREFIX + "<tenant>.<source>");
        }
        return new TenantId(rest.substring(0, dot));
    }

    /** Without a tenant where the topic's name is no tenant's. */
    private static LetterBox.Origin origin(String topic) {
        try {
            return new LetterBox.Origin(topic, tenant(topic), source(topic));
        } catch (IllegalArgumentException e) {
            return new LetterBox.Origin(topic, null, null);
        }
    }

    private static String source(String topic) {
        return topic.substring(topic.indexOf('.', Topic.RAW_PREFIX.length()) + 1);
    }
}
