package dev.palimpsest.processor.checkpoint;

import dev.palimpsest.peers.Brokers;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.proof.Link;
import dev.palimpsest.memory.proof.SignedCheckpoint;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log as it is committed and signs, at an interval and at the end, where each partition stands. Whatever fails,
 * it begins again from what the topic has.
 */
public final class Checkpointer implements AutoCloseable {

    /** Consumer group that shares the partitions among instances. */
    public static final String GROUP = "palimpsest-checkpointer";

    private static final Logger LOGGER = LoggerFactory.getLogger(Checkpointer.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOSE = Duration.ofSeconds(8);
    private static final Duration DRAIN = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final CheckpointConfig config;
    private final CheckpointClients clients;
    private final RecordSerde<LogRecord> entries;
    private final CheckpointTopic topic;
    private final InstantSource clock;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile List<String> problems = List.of();

    public Checkpointer(CheckpointConfig config, Brokers brokers, SchemaRegistry registry, InstantSource clock) {
        this.config = config;
        this.clients = new CheckpointClients(brokers);
        this.entries = new RecordSerde<>(Codecs.MEMORY_EVENT, registry, Topic.MEMORY_LOG.title());
        this.topic = new CheckpointTopic(new RecordSerde<>(Codecs.CHECKPOINT, registry, Topic.CHECKPOINTS.title()));
        this.clock = clock;
    }

    /** Begins on a thread of its own. */
    public void start() {
        Thread.ofPlatform().name("checkpointer").start(this::run);
    }

    /** What is signed no more, and why; empty where nothing is wrong. */
    public Optional<String> alarm() {
        List<String> now = problems;
        return now.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", now));
    }

    /** Signs what was logged last, and ends. */
    @Override
    public void close() {
        stop.countDown();
        try {
            if (!ended.await(CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOGGER.atWarn().log("the checkpointer does not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!isStopping()) {
                try {
                    session();
                } catch (RuntimeException e) { // a passing fault must not end the signing: what counts is in the topic
                    LOGGER.atWarn().setCause(e).log("checkpoints go on from the last one published");
                    problems = List.of("no checkpoints for now: " + e.getMessage());
                    var _ = stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!isStopping()) {
                problems = List.of("no checkpoints any more: the checkpointer ended");
            }
            ended.countDown();
        }
    }

    private boolean isStopping() {
        return stop.getCount() == 0;
    }

    /** From what is published to the first fault, or to the end. */
    private void session() {
        try (WitnessFile witness = WitnessFile.open(config.witness());
                Consumer<String, byte[]> log = clients.log();
                Consumer<String, byte[]> published = clients.published();
                Producer<String, byte[]> producer = clients.producer()) {
            producer.initTransactions();
            Notary notary = new Notary(config.key(), witness);
            log.subscribe(Set.of(Topic.MEMORY_LOG.title()), new Hands(notary, log, published));
            long signedAt = System.nanoTime();
            while (!isStopping()) {
                read(log, notary);
                if (System.nanoTime() - signedAt >= config.interval().toNanos()) {
                    sign(log, producer, notary);
                    signedAt = System.nanoTime();
                }
            }
            drain(log, notary);
            sign(log, producer, notary);
        }
    }

    private void read(Consumer<String, byte[]> log, Notary notary) {
        for (ConsumerRecord<String, byte[]> record : log.poll(POLL)) {
            notary.take(record.partition(), link(record));
        }
        problems = notary.problems();
    }

    private void sign(Consumer<String, byte[]> log, Producer<String, byte[]> producer, Notary notary) {
        notary.sign(clock.instant(), signed -> topic.write(producer, signed, log.groupMetadata()));
        problems = notary.problems();
    }

    /** What was decided last is still to be signed. */
    private void drain(Consumer<String, byte[]> log, Notary notary) {
        Map<TopicPartition, Long> ends = log.endOffsets(log.assignment());
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < DRAIN.toNanos()
                && ends.entrySet().stream().anyMatch(end -> log.position(end.getKey()) < end.getValue())) {
            read(log, notary);
        }
    }

    private Link link(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return Link.unreadable(record.offset());
        }
        try {
            return Link.of(record.offset(), entries.fromBytes(record.value()), true);
        } catch (SerializationException e) {
            return Link.unreadable(record.offset());
        }
    }

    /** Takes partitions on and lets go of them. */
    private final class Hands implements ConsumerRebalanceListener {

        private final Notary notary;
        private final Consumer<String, byte[]> log;
        private final Consumer<String, byte[]> published;

        Hands(Notary notary, Consumer<String, byte[]> log, Consumer<String, byte[]> published) {
            this.notary = notary;
            this.log = log;
            this.published = published;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // Waits until a transaction that another instance left open has ended one way or the other.
            Map<TopicPartition, OffsetAndMetadata> places = log.committed(Set.copyOf(partitions));
            Map<TopicPartition, Long> ends = log.endOffsets(partitions);
            for (TopicPartition partition : partitions) {
                int number = partition.partition();
                Optional<SignedCheckpoint> last = topic.last(published, number);
                requireNewest(partition, last, places.get(partition));
                log.seek(partition, notary.begin(number, last, ends.getOrDefault(partition, 0L)));
            }
        }

        /** Markers become visible topic by topic, and anybody may append an old checkpoint: the group's place knows the last. */
        private static void requireNewest(TopicPartition partition, Optional<SignedCheckpoint> last,
                @Nullable OffsetAndMetadata place) {
            long signed = last.map(checkpoint -> checkpoint.body().offset() + 1).orElse(0L);
            boolean isOther = last.filter(checkpoint -> checkpoint.body().partition() != partition.partition())
                    .isPresent();
            if (isOther || (place != null && place.offset() != signed)) {
                throw new IllegalStateException("the last checkpoint of partition " + partition.partition()
                        + " in the topic is not the last that was signed: run verify");
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> notary.end(partition.partition()));
        }
    }
}
