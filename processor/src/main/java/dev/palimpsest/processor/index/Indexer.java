package dev.palimpsest.processor.index;

import dev.palimpsest.index.IndexUnavailable;
import dev.palimpsest.index.MemoryWriter;
import dev.palimpsest.index.WriteOutcome;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads committed heads, writes them with their versions, and commits its place last: a repeat is harmless, a loss is
 * impossible. While the index does not answer it waits, keeps its place, and the log grows behind it.
 *
 * <p>It reads the current memories and not the log because a head is whole: an event that only reinforces does not say
 * what it reinforces. {@code verify} proves that both come to the same.
 */
public final class Indexer implements AutoCloseable {

    /** Consumer group whose place says what can be searched. */
    public static final String GROUP = "palimpsest-indexer";

    private static final Logger LOGGER = LoggerFactory.getLogger(Indexer.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Consumer<String, byte[]> consumer;
    private final IndexPlace place;
    private final MemoryWriter writer;
    private final RecordSerde<Memory> heads;
    private final DeadLetterSink letters;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopping;
    private volatile boolean working;
    private long lookedAt;

    public Indexer(Consumer<String, byte[]> consumer, MemoryWriter writer, RecordSerde<Memory> heads,
            DeadLetterSink letters) {
        this.consumer = consumer;
        this.place = new IndexPlace(consumer);
        this.writer = writer;
        this.heads = heads;
        this.letters = letters;
    }

    /** Begins on a thread of its own. */
    public void start() {
        Thread.ofPlatform().name("indexer").start(this::run);
    }

    /** Whether the index is there and takes what is read. */
    public boolean isWorking() {
        return working;
    }

    @Override
    public void close() {
        stopping = true;
        consumer.wakeup();
        try {
            if (!ended.await(CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOGGER.atWarn().log("the indexer does not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            consumer.subscribe(Set.of(Topic.MEMORY_CURRENT.title()), place);
            Patience patience = new Patience();
            while (!stopping) {
                if (goOn()) {
                    patience = new Patience();
                } else {
                    place.rest(patience.next());
                }
            }
        } catch (WakeupException e) {
            LOGGER.atDebug().log("woken to stop");
        } catch (RuntimeException e) {
            LOGGER.atError().setCause(e).log("the indexer ended");
        } finally {
            working = false;
            ended.countDown();
        }
    }

    /** One step. False where nothing moves for now; what was read without being written is read again. */
    private boolean goOn() {
        try {
            if ((!working || isTimeToLook()) && !prepare()) {
                return false;
            }
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            if (records.isEmpty()) {
                return true;
            }
            if (!index(records)) {
                place.rewind(records);
                return false;
            }
            place.commit(records);
            return true;
        } catch (WakeupException e) {
            throw e;
        } catch (RuntimeException e) { // a passing fault must not end the only reader: its place is where it committed
            LOGGER.atWarn().setCause(e).log("indexing goes on from the last committed place");
            working = false;
            return false;
        }
    }

    private boolean isTimeToLook() {
        return System.nanoTime() - lookedAt > BETWEEN_LOOKS.toNanos();
    }

    /** Another indexer may have met a missing index and made a new one: this one then starts over as well. */
    private boolean prepare() {
        lookedAt = System.nanoTime();
        try {
            if (writer.ensureIndex()) {
                LOGGER.atInfo().log("a new index: every memory is written again");
            }
            String identity = writer.identity();
            if (!working || !place.isIn(identity)) {
                place.begin(identity);
            }
            working = true;
        } catch (IndexUnavailable e) {
            working = false;
            LOGGER.atInfo().addKeyValue("reason", e.getMessage()).log("waiting for the index");
        }
        return working;
    }

    /** Whether all were dealt with. Otherwise they must be read again. */
    private boolean index(ConsumerRecords<String, byte[]> records) {
        Map<String, Memory> latest = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            read(record, latest);
        }
        return switch (writer.write(latest.values())) {
            case WriteOutcome.Written written -> {
                for (WriteOutcome.Rejected rejected : written.rejected()) {
                    letters.put(Topic.MEMORY_CURRENT.title(), -1, -1, "index",
                            rejected.id() + "@" + rejected.version() + ": " + rejected.reason());
                }
                yield true;
            }
            case WriteOutcome.Overloaded busy -> {
                LOGGER.atInfo().addKeyValue("reason", busy.reason()).log("the index takes no more for now");
                working = false;
                yield false;
            }
            case WriteOutcome.Missing _ -> {
                working = false;
                yield false;
            }
        };
    }

    private void read(ConsumerRecord<String, byte[]> record, Map<String, Memory> latest) {
        if (record.value() == null) {
            return;
        }
        try {
            latest.put(record.key(), heads.fromBytes(record.value()));
        } catch (SerializationException e) {
            letters.put(record.topic(), record.partition(), record.offset(), "index", String.valueOf(e.getMessage()));
        }
    }
}
