package dev.palimpsest.ingest.raw;

import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.schemas.ConfluentAvro;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.trust.admission.Pace;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics {@code palimpsest.raw.<tenant>.<source>}: JSON, plain lines, or Avro in the Confluent wire format, told
 * apart by the first byte. The tenant is the topic's, because who may write to a topic is what the broker checks.
 *
 * <p>The place is committed once everything before it is durable as observations. A crash before that reads records again;
 * their ids are the same, so nothing doubles. Partitions do not wait for each other: one whose source is too fast, or whose records
 * cannot be written now, rests while the others go on. No record and no failure of the brokers ends the reading.
 */
public final class RawTopics implements AutoCloseable {

    /** Consumer group of all instances. */
    public static final String GROUP = "palimpsest-ingest";

    private static final Logger LOGGER = LoggerFactory.getLogger(RawTopics.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final RawRecords records;
    private final LongSupplier nanos;
    private final Map<TopicPartition, Long> restingUntil = new HashMap<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean begun;
    private volatile @Nullable String problem = "not begun yet";

    /** A partition's share of one poll. */
    private static final class Share {

        private final TopicPartition partition;
        private final long first;
        private final List<CompletableFuture<?>> writes = new ArrayList<>();
        private long next;
        private boolean stuck;

        Share(TopicPartition partition, long first) {
            this.partition = partition;
            this.first = first;
            this.next = first;
        }
    }

    /** @param log writes an observation without waiting for its source's pace; done once it is durable */
    public RawTopics(Consumer<byte[], byte[]> consumer, ConfluentAvro avro,
            Function<Observation, ? extends CompletableFuture<?>> log, DeadLetterLog letters, Pace pace,
            InstantSource clock) {
        this(consumer, new RawRecords(avro, log, letters, pace, clock), System::nanoTime);
    }

    /** @param nanos nanoseconds from any origin */
    RawTopics(Consumer<byte[], byte[]> consumer, RawRecords records, LongSupplier nanos) {
        this.consumer = consumer;
        this.records = records;
        this.nanos = nanos;
    }

    /** Begins on a thread of its own. */
    public void start() {
        begun = true;
        Thread.ofPlatform().name("raw-topics").start(this::run);
    }

    /** What is wrong with the reading; empty where nothing is. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    @Override
    public void close() {
        stop();
        if (!begun) {
            consumer.close();
            return;
        }
        consumer.wakeup();
        try {
            if (!ended.await(5, TimeUnit.SECONDS)) {
                LOGGER.atWarn().log("reading raw topics does not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends after this turn. */
    void stop() {
        stop.countDown();
    }

    /** Reads until it is closed. */
    void run() {
        try (consumer) {
            consumer.subscribe(Pattern.compile(Pattern.quote(Topic.RAW_PREFIX) + ".+"));
            while (stop.getCount() > 0) {
                turn();
            }
        } catch (WakeupException e) {
            LOGGER.atDebug().log("woken to stop");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            problem = "reading ended";
            ended.countDown();
        }
    }

    /** One poll; what fails is said and tried again. */
    private void turn() throws InterruptedException {
        try {
            wake();
            settle(write(consumer.poll(POLL)));
            problem = null;
        } catch (WakeupException e) {
            throw e;
        } catch (RuntimeException e) {
            problem = "reading fails: " + e.getClass().getSimpleName();
            LOGGER.atError().setCause(e).log("reading raw topics failed: trying again");
            boolean _ = stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Begins to write what was polled. Once the brokers do not take it, each further record would only wait in vain. */
    private List<Share> write(ConsumerRecords<byte[], byte[]> polled) {
        List<Share> shares = new ArrayList<>();
        boolean stuck = false;
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> own = polled.records(partition);
            Share share = new Share(partition, own.getFirst().offset());
            if (stuck) {
                share.stuck = true;
            } else {
                write(share, own);
            }
            stuck |= share.stuck;
            shares.add(share);
        }
        return shares;
    }

    /** Begins to write the records of a partition, up to the first that must wait. */
    private void write(Share share, List<ConsumerRecord<byte[], byte[]>> polled) {
        try {
            for (ConsumerRecord<byte[], byte[]> record : polled) {
                switch (records.take(record)) {
                    case RawRecords.Taken.TooFast tooFast -> {
                        rest(share.partition, share.next, tooFast.again());
                        return;
                    }
                    case RawRecords.Taken.Writing writing -> {
                        share.writes.addAll(writing.writes());
                        share.stuck = writing.writes().stream().anyMatch(CompletableFuture::isCompletedExceptionally);
                    }
                }
                if (share.stuck) {
                    return;
                }
                share.next = record.offset() + 1;
            }
        } catch (RuntimeException e) {
            share.stuck = true;
            share.writes.add(CompletableFuture.failedFuture(e));
        }
    }

    /** Commits what is durable; partitions where something is not are read again from where they were. */
    private void settle(List<Share> shares) {
        Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
        for (Share share : shares) {
            try {
                CompletableFuture.allOf(share.writes.toArray(CompletableFuture[]::new)).join();
                if (share.stuck) {
                    rest(share.partition, share.next, PAUSE);
                }
                if (share.next > share.first) {
                    done.put(share.partition, new OffsetAndMetadata(share.next));
                }
            } catch (CompletionException e) {
                LOGGER.atWarn().addKeyValue("partition", share.partition)
                        .addKeyValue("reason", String.valueOf(e.getMessage()))
                        .log("raw records are not durable yet: reading again");
                rest(share.partition, share.first, PAUSE);
            }
        }
        if (!done.isEmpty()) {
            consumer.commitSync(done);
        }
    }

    private void rest(TopicPartition partition, long from, Duration wait) {
        consumer.seek(partition, from);
        consumer.pause(List.of(partition));
        restingUntil.put(partition, nanos.getAsLong() + wait.toNanos());
    }

    private void wake() {
        long now = nanos.getAsLong();
        List<TopicPartition> rested = restingUntil.entrySet().stream().filter(one -> one.getValue() - now <= 0)
                .map(Map.Entry::getKey).toList();
        restingUntil.keySet().removeAll(rested);
        consumer.resume(rested.stream().filter(consumer.assignment()::contains).toList());
    }
}
