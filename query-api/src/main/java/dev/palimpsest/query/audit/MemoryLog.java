package dev.palimpsest.query.audit;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.ledger.Ledger;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.SubjectKey;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** The log, read from the brokers. Safe for several threads: every call reads with a consumer of its own. */
public final class MemoryLog {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final String brokers;
    private final RecordSerde<LogRecord> entries;

    public MemoryLog(String brokers, SchemaRegistry registry) {
        this.brokers = brokers;
        this.entries = new RecordSerde<>(Codecs.MEMORY_EVENT, registry, Topic.MEMORY_LOG.title());
    }

    /** A record of the log and where it stands. */
    public record Entry(int partition, long offset, LogRecord record) {}

    /** Hands over the bytes of one record. */
    @FunctionalInterface
    interface Visitor {
        void visit(ConsumerRecord<String, byte[]> record);
    }

    /**
     * All events of a memory, in order. Reads the stretch of its subject's partition between its first and last version,
     * so the cost grows with what else was learnt there in that time.
     *
     * @param head as the index has it
     */
    public List<Entry> history(Memory head) {
        List<Entry> history = new ArrayList<>();
        try (Consumer<String, byte[]> consumer = open()) {
            int partitions = consumer.partitionsFor(Topic.MEMORY_LOG.title()).size();
            TopicPartition partition = new TopicPartition(Topic.MEMORY_LOG.title(),
                    SubjectKey.partition(head.tenant(), head.subject(), partitions));
            long from = offsetAt(consumer, partition, head.createdAt().toEpochMilli());
            if (from < 0) {
                return List.of();
            }
            consumer.assign(Set.of(partition));
            consumer.seek(partition, from);
            read(consumer, consumer.endOffsets(Set.of(partition)), record -> {
                if (head.id().toString().equals(record.key())) {
                    history.add(new Entry(record.partition(), record.offset(), entries.fromBytes(record.value())));
                }
            });
        }
        return history;
    }

    /** The memory as that version of it was, folded from the log; empty where there is no such version. */
    public Optional<Memory> version(Memory head, long version) {
        Memory memory = null;
        for (Entry entry : history(head)) {
            memory = Ledger.apply(memory, entry.record().event());
            if (memory.version() == version) {
                return Optional.of(memory);
            }
        }
        return Optional.empty();
    }

    /** Reads a topic whole, as far as it is committed now. Returns where it ended: next offset by partition. */
    Map<TopicPartition, Long> readAll(Topic topic, Visitor visitor) {
        try (Consumer<String, byte[]> consumer = open()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.title()).stream()
                    .map(info -> new TopicPartition(topic.title(), info.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            read(consumer, ends, visitor);
            return ends;
        }
    }

    /** The entry in these bytes. */
    LogRecord entry(byte[] value) {
        return entries.fromBytes(value);
    }

    private Consumer<String, byte[]> open() {
        return new KafkaConsumer<>(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed", ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false, ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                5_000, ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis()),
                new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static void read(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends, Visitor visitor) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                deadline = System.nanoTime() + TIMEOUT.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new TimeoutException("the brokers hand over nothing of the log");
            }
            for (ConsumerRecord<String, byte[]> record : records) {
                if (record.offset() < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                    visitor.visit(record);
                }
            }
        }
    }

    private static long offsetAt(Consumer<String, byte[]> consumer, TopicPartition partition, long millis) {
        Map<TopicPartition, @Nullable OffsetAndTimestamp> found = consumer.offsetsForTimes(Map.of(partition, millis));
        OffsetAndTimestamp place = found.get(partition);
        return place == null ? -1 : place.offset();
    }

    /** Whether the brokers answer. */
    public boolean answers() {
        try (Consumer<String, byte[]> consumer = open()) {
            return !consumer.partitionsFor(Topic.MEMORY_LOG.title(), Duration.ofSeconds(2)).isEmpty();
        } catch (KafkaException e) {
            return false;
        }
    }
}
