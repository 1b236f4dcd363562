package dev.palimpsest.ingest.raw;

import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.Arrival.Expected;
import dev.palimpsest.ingest.observe.Observer;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.schemas.ConfluentAvro;
import dev.palimpsest.schemas.ObservationLog;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.registry.RegistryException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics {@code palimpsest.raw.<tenant>.<source>}: JSON, plain lines, or Avro in the Confluent wire format, told
 * apart by the first byte. The tenant is the topic's, because who may write to a topic is what the broker checks.
 *
 * <p>The place is committed once everything read is durable as observations. A crash before that reads records again;
 * their ids are the same, so nothing doubles.
 */
public final class RawTopics implements AutoCloseable {

    /** Consumer group of all instances. */
    public static final String GROUP = "palimpsest-ingest";

    private static final Logger LOGGER = LoggerFactory.getLogger(RawTopics.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final ConfluentAvro avro;
    private final ObservationLog log;
    private final DeadLetterLog letters;
    private final InstantSource clock;
    private final Observer observer = new Observer();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopping;

    public RawTopics(Consumer<byte[], byte[]> consumer, ConfluentAvro avro, ObservationLog log, DeadLetterLog letters,
            InstantSource clock) {
        this.consumer = consumer;
        this.avro = avro;
        this.log = log;
        this.letters = letters;
        this.clock = clock;
    }

    /** Begins on a thread of its own. */
    public void start() {
        Thread.ofPlatform().name("raw-topics").start(this::run);
    }

    @Override
    public void close() {
        stopping = true;
        consumer.wakeup();
        try {
            if (!ended.await(5, TimeUnit.SECONDS)) {
                LOGGER.atWarn().log("reading raw topics does not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            consumer.subscribe(Pattern.compile(Pattern.quote(Topic.RAW_PREFIX) + ".+"));
            while (!stopping) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    take(records);
                }
            }
        } catch (WakeupException e) {
            LOGGER.atDebug().log("woken to stop");
        } catch (RuntimeException e) {
            LOGGER.atError().setCause(e).log("reading raw topics ended");
        } finally {
            ended.countDown();
        }
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        try {
            List<CompletableFuture<?>> writes = new ArrayList<>();
            records.forEach(record -> writes.addAll(take(record)));
            CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).join();
            consumer.commitSync();
        } catch (CompletionException | RegistryException | KafkaException e) {
            LOGGER.atWarn().addKeyValue("reason", e.getMessage()).log("raw records are not durable yet: reading again");
            records.partitions().forEach(
                    partition -> consumer.seek(partition, records.records(partition).getFirst().offset()));
            rest();
        }
    }

    private List<? extends CompletableFuture<?>> take(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        if (value == null) {
            return List.of();
        }
        try {
            TenantId tenant = tenant(record.topic());
            Arrival arrival = arrival(source(record.topic()));
            String position = record.topic() + "-" + record.partition() + "@" + record.offset();
            return switch (observer.observe(tenant, arrival, text(value), position)) {
                case Observer.Observed.Observations found ->
                    found.observations().stream().map(observation -> write(record, observation)).toList();
                case Observer.Observed.Nothing _ -> List.of();
                case Observer.Observed.Refused refused ->
                    List.of(letters.put(record, origin(record.topic()), refused.reason()));
            };
        } catch (IllegalArgumentException e) {
            return List.of(letters.put(record, origin(record.topic()), String.valueOf(e.getMessage())));
        } catch (StackOverflowError e) { // nested too deep for anybody to read
            return List.of(letters.put(record, origin(record.topic()), "nested too deeply"));
        }
    }

    private CompletableFuture<?> write(ConsumerRecord<byte[], byte[]> record, Observation observation) {
        CompletableFuture<ObservationLog.Written> written = log.write(observation);
        boolean isTooLarge = written.isCompletedExceptionally()
                && written.exceptionNow() instanceof RecordTooLargeException;
        return isTooLarge
                ? letters.put(record, origin(record.topic()), String.valueOf(written.exceptionNow().getMessage()))
                : written;
    }

    /** What a sensor passes on stays an event, even if it looks like a feed: only topics named intel* are feeds. */
    private Arrival arrival(String source) {
        return Arrival.of(source, clock.instant())
                .expecting(source.startsWith("intel") ? Expected.INTELLIGENCE : Expected.EVENTS);
    }

    private byte[] text(byte[] value) {
        if (value.length == 0 || value[0] != ConfluentAvro.MAGIC) {
            return value;
        }
        return AvroJson.of(avro.readGeneric(value)).toString().getBytes(StandardCharsets.UTF_8);
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

    private void rest() {
        consumer.pause(consumer.assignment());
        ConsumerRecords<byte[], byte[]> early = consumer.poll(PAUSE);
        early.partitions().forEach(
                partition -> consumer.seek(partition, early.records(partition).getFirst().offset()));
        consumer.resume(consumer.assignment());
    }
}
