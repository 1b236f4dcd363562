package dev.palimpsest.query.audit;

import dev.palimpsest.schemas.BrokerProblem;
import dev.palimpsest.peers.Brokers;
import dev.palimpsest.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Reads stretches of topics from the brokers, as far as they are committed when it begins. Safe for several threads: every
 * call reads with a consumer of its own.
 */
public final class TopicReading {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Of those that are open for long, of which there may be many. */
    private static final Map<String, Object> SMALL = Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 200,
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1 << 20, ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 256 << 10);

    private final Brokers brokers;

    public TopicReading(Brokers brokers) {
        this.brokers = brokers;
    }

    /** Reads a topic whole. Returns where it ended: next offset by partition. */
    Map<Integer, Long> readAll(Topic topic, Consumer<ConsumerRecord<String, byte[]>> each) {
        return read(topic, Map.of(), record -> {
            each.accept(record);
            return true;
        });
    }

    /**
     * Reads a topic, each partition until a record of it does not count any more.
     *
     * @param from   next offset by partition; partitions that are missing are read from their first record
     * @param counts takes a record, or says that it and all after it in its partition do not count
     * @return where it ended: next offset of all partitions
     */
    Map<Integer, Long> read(Topic topic, Map<Integer, Long> from, Predicate<ConsumerRecord<String, byte[]>> counts) {
        try (KafkaConsumer<String, byte[]> consumer = open()) {
            return readWhile(consumer, partitions(consumer, topic), from, counts);
        }
    }

    private static Map<Integer, Long> readWhile(KafkaConsumer<String, byte[]> consumer,
            List<TopicPartition> partitions, Map<Integer, Long> from,
            Predicate<ConsumerRecord<String, byte[]>> counts) {
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        partitions.forEach(partition -> {
            Long next = from.get(partition.partition());
            if (next != null) {
                consumer.seek(partition, next);
            }
        });
        read(consumer, ends, record -> {
            if (!counts.test(record)) { // the broker's index of times knows markers too, so it cannot say where to end
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                ends.put(partition, record.offset());
                consumer.pause(Set.of(partition));
            }
            return true;
        });
        Map<Integer, Long> next = new HashMap<>();
        ends.forEach((partition, end) -> next.put(partition.partition(), end));
        return next;
    }

    /** Reads the partitions named from their first record up to these next offsets, or as far as they go. */
    void readTo(Topic topic, Map<Integer, Long> to, Consumer<ConsumerRecord<String, byte[]>> each) {
        try (KafkaConsumer<String, byte[]> consumer = open()) {
            Map<TopicPartition, Long> ends = new HashMap<>();
            to.forEach((partition, next) -> ends.put(new TopicPartition(topic.title(), partition), next));
            consumer.endOffsets(ends.keySet()).forEach((partition, end) -> ends.merge(partition, end, Math::min));
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            read(consumer, ends, record -> {
                each.accept(record);
                return true;
            });
        }
    }

    /** Reads single records by their offsets; those that are not there are left out. */
    void readEach(Topic topic, Map<Integer, ? extends SortedSet<Long>> wanted,
            Consumer<ConsumerRecord<String, byte[]>> each) {
        try (KafkaConsumer<String, byte[]> consumer = open()) {
            wanted.forEach((partition, offsets) -> offsets.forEach(offset -> {
                TopicPartition own = new TopicPartition(topic.title(), partition);
                long end = Math.min(offset + 1, consumer.endOffsets(Set.of(own)).getOrDefault(own, 0L));
                consumer.assign(Set.of(own));
                consumer.seek(own, offset);
                read(consumer, Map.of(own, end), record -> {
                    each.accept(record);
                    return false;
                });
            }));
        }
    }

    /** Reads one partition from its first record until one does not count any more. */
    void readPartition(Topic topic, String key, Predicate<ConsumerRecord<String, byte[]>> counts) {
        try (KafkaConsumer<String, byte[]> consumer = open()) {
            readWhile(consumer, List.of(partitionOf(key, partitions(consumer, topic))), Map.of(), counts);
        }
    }

    /**
     * Reads what a topic holds from an instant on.
     *
     * @param key  reads only the partition this key's records are in; null for all
     * @param each answers whether to go on
     */
    public void read(Topic topic, @Nullable String key, Instant since,
            Predicate<ConsumerRecord<String, byte[]>> each) {
        try (KafkaConsumer<String, byte[]> consumer = open()) {
            List<TopicPartition> all = partitions(consumer, topic);
            Map<TopicPartition, Long> begins = new HashMap<>();
            (key == null ? all : List.of(partitionOf(key, all)))
                    .forEach(partition -> begins.put(partition, since.toEpochMilli()));
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(begins.keySet()));
            consumer.assign(begins.keySet());
            consumer.offsetsForTimes(begins).forEach((partition, found) -> consumer.seek(partition,
                    found == null ? ends.getOrDefault(partition, 0L) : found.offset()));
            read(consumer, ends, each);
        }
    }

    /** Reads all partitions of a topic together, by the times of their records, from an instant on. */
    void readInOrder(Topic topic, Instant since, Consumer<ConsumerRecord<String, byte[]>> each) {
        List<PartitionCursor> cursors = new ArrayList<>();
        try {
            for (TopicPartition partition : partitions(topic)) {
                cursors.add(cursor(partition, since));
            }
            while (true) {
                PartitionCursor earliest = null;
                for (PartitionCursor cursor : cursors) {
                    if (cursor.peek() != null && (earliest == null || time(cursor) < time(earliest))) {
                        earliest = cursor;
                    }
                }
                if (earliest == null) {
                    return;
                }
                each.accept(Objects.requireNonNull(earliest.peek()));
                earliest.take();
            }
        } finally {
            cursors.forEach(PartitionCursor::close);
        }
    }

    private static long time(PartitionCursor cursor) {
        return Objects.requireNonNull(cursor.peek()).timestamp();
    }

    private PartitionCursor cursor(TopicPartition partition, Instant since) {
        KafkaConsumer<String, byte[]> consumer = open();
        long end = consumer.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        consumer.assign(Set.of(partition));
        var found = consumer.offsetsForTimes(Map.of(partition, Math.max(0, since.toEpochMilli()))).get(partition);
        consumer.seek(partition, found == null ? end : found.offset());
        return new PartitionCursor(consumer, partition, end, TIMEOUT);
    }

    private List<TopicPartition> partitions(Topic topic) {
        try (KafkaConsumer<String, byte[]> consumer = open()) {
            return partitions(consumer, topic);
        }
    }

    /** Where each partition of a topic ends: next offset. */
    Map<Integer, Long> ends(Topic topic) {
        try (KafkaConsumer<String, byte[]> consumer = open()) {
            Map<Integer, Long> next = new HashMap<>();
            consumer.endOffsets(partitions(consumer, topic))
                    .forEach((partition, end) -> next.put(partition.partition(), end));
            return next;
        }
    }

    /** Where to follow a topic from. */
    sealed interface Begin {

        /** From the first record there is. */
        record First() implements Begin {}

        /** From what is committed from now on. */
        record Now() implements Begin {}

        /**
         * From a place.
         *
         * @param next next offset by partition
         */
        record At(Map<Integer, Long> next) implements Begin {}
    }

    /**
     * A consumer on all partitions of a topic that stands at a place; the caller's to close.
     *
     * @throws IllegalArgumentException where the topic does not reach the place, or has other partitions
     */
    KafkaConsumer<String, byte[]> follow(Topic topic, Begin begin) {
        KafkaConsumer<String, byte[]> consumer = open(SMALL);
        try {
            List<TopicPartition> all = partitions(consumer, topic);
            consumer.assign(all);
            switch (begin) {
                case Begin.First _ -> consumer.seekToBeginning(all);
                case Begin.Now _ -> consumer.endOffsets(all).forEach(consumer::seek);
                case Begin.At at -> seek(consumer, all, at.next());
            }
            return consumer;
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private static void seek(KafkaConsumer<String, byte[]> consumer, List<TopicPartition> all,
            Map<Integer, Long> next) {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(all);
        Map<TopicPartition, Long> ends = consumer.endOffsets(all);
        for (TopicPartition partition : all) {
            long to = next.getOrDefault(partition.partition(), -1L);
            if (next.size() != all.size() || to < begins.getOrDefault(partition, 0L)
                    || to > ends.getOrDefault(partition, 0L)) {
                throw new IllegalArgumentException("this place is none of the log as it is here");
            }
            consumer.seek(partition, to);
        }
    }

    /** Why a topic cannot be read now, in one line; empty where it can. */
    Optional<String> problem(Topic topic) {
        return problem(topic, Duration.ofSeconds(2));
    }

    /** Why a topic cannot be read, in one line; empty where it can. Waits so long at most. */
    public Optional<String> problem(Topic topic, Duration patience) {
        try (KafkaConsumer<String, byte[]> consumer = open()) {
            return consumer.partitionsFor(topic.title(), patience).isEmpty()
                    ? Optional.of("the topic " + topic.title() + " is not there yet")
                    : Optional.empty();
        } catch (KafkaException e) {
            return Optional.of(BrokerProblem.line(brokers, e));
        }
    }

    private KafkaConsumer<String, byte[]> open() {
        return open(Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000));
    }

    private KafkaConsumer<String, byte[]> open(Map<String, Object> size) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed", ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis()));
        settings.putAll(size);
        return new KafkaConsumer<>(brokers.client(settings), new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static void read(KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends,
            Predicate<ConsumerRecord<String, byte[]>> each) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                deadline = System.nanoTime() + TIMEOUT.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new TimeoutException("the brokers hand over nothing");
            }
            for (ConsumerRecord<String, byte[]> record : records) {
                boolean counts = record.offset() < ends.getOrDefault(
                        new TopicPartition(record.topic(), record.partition()), 0L);
                if (counts && !each.test(record)) {
                    return;
                }
            }
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer, Topic topic) {
        return consumer.partitionsFor(topic.title()).stream()
                .map(info -> new TopicPartition(topic.title(), info.partition()))
                .sorted(Comparator.comparingInt(TopicPartition::partition)).toList();
    }

    private static TopicPartition partitionOf(String key, List<TopicPartition> all) {
        return all.get(Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % all.size());
    }
}
