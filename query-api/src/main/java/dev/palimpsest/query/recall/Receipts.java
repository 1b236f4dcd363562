package dev.palimpsest.query.recall;

import dev.palimpsest.peers.Brokers;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.SubjectKey;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.RecallReceipt;
import dev.palimpsest.schemas.avro.RecalledVersion;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps receipts without making an answer wait that did not ask for it: they queue here, bounded, and are written behind. What
 * cannot be written is counted. Safe for several threads.
 */
public final class Receipts implements AutoCloseable {

    private static final int WAITING_MAX = 1_000; // of some 64 Ki characters at most
    private static final Duration CLOSE = Duration.ofSeconds(3);
    private static final Logger LOGGER = LoggerFactory.getLogger(Receipts.class);

    private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final AtomicLong lost = new AtomicLong();
    private final Producer<String, byte[]> producer;
    private final RecordSerde<RecallReceipt> serde;
    private final SealedReceipts sealed;
    private final Thread writer;
    private volatile boolean closing;

    /** By a producer that is closed with it. */
    public Receipts(Producer<String, byte[]> producer, SchemaRegistry registry, SealedReceipts sealed) {
        this.sealed = sealed;
        this.producer = producer;
        this.serde = new RecordSerde<>(Codecs.RECALL_RECEIPT, registry, Topic.RECALLS.title());
        this.writer = Thread.ofPlatform().daemon().name("receipts").start(this::run);
    }

    /** On these brokers; a receipt counts as kept once it is on all in-sync replicas. */
    public static Receipts on(Brokers brokers, SchemaRegistry registry, SealedReceipts sealed) {
        Map<String, Object> properties = brokers
                .client(Map.of(ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                        ProducerConfig.LINGER_MS_CONFIG, 20, ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4",
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.RECORD_BYTES_MAX));
        return new Receipts(new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer()),
                registry, sealed);
    }

    /**
     * A receipt on its way to the brokers.
     *
     * @param kept true once it is on all in-sync replicas, false once it is lost; never failed
     */
    public record Keeping(ReceiptId id, CompletableFuture<Boolean> kept) {}

    private record Waiting(Receipt receipt, CompletableFuture<Boolean> kept) {}

    /** Keeps a receipt soon; never waits and never fails. */
    public Keeping keep(Receipt receipt) {
        Waiting keeping = new Waiting(receipt, new CompletableFuture<>());
        if (closing || !waiting.offer(keeping)) {
            lose(keeping, "too many are waiting");
        }
        return new Keeping(receipt.id(), keeping.kept());
    }

    /** Receipts that could not be kept, since this began. */
    public long lost() {
        return lost.get();
    }

    @Override
    public void close() {
        closing = true;
        try {
            writer.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(CLOSE);
    }

    private void run() {
        try {
            while (!closing || !waiting.isEmpty()) {
                Waiting next = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (next != null) {
                    write(next);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Waiting next) {
        Receipt receipt = next.receipt();
        try {
            Future<RecordMetadata> _ = producer.send(new ProducerRecord<>(Topic.RECALLS.title(), null,
                    receipt.at().toEpochMilli(), key(receipt), serde.toBytes(encode(sealed.seal(receipt)))),
                    (place, failure) -> {
                        if (failure == null) {
                            next.kept().complete(true);
                        } else {
                            lose(next, failure.getClass().getSimpleName());
                        }
                    });
        } catch (RuntimeException e) { // whatever one receipt meets, the next one must be written
            lose(next, e.getClass().getSimpleName());
        }
    }

    private void lose(Waiting receipt, String reason) {
        boolean isTold = Long.bitCount(lost.incrementAndGet()) == 1; // the first, second, fourth and so on: no flood
        receipt.kept().complete(false); // counted before anybody hears of it
        if (isTold) {
            LOGGER.atWarn().addKeyValue("lost", lost.get()).addKeyValue("reason", reason)
                    .log("a receipt was not kept");
        }
    }

    static String key(Receipt receipt) {
        return receipt.tenant().value() + SubjectKey.SEPARATOR + receipt.id();
    }

    private static RecallReceipt encode(Receipt receipt) {
        return new RecallReceipt(receipt.id().toString(), receipt.tenant().value(), receipt.caller(),
                receipt.sight().text(),
                receipt.operation(), receipt.query(), receipt.request(), receipt.at(),
                receipt.positions().entrySet().stream().collect(Collectors.toMap(place -> place.getKey().toString(),
                        Map.Entry::getValue)),
                receipt.returned().stream().map(shown -> new RecalledVersion(shown.ref().id().toString(),
                        shown.ref().version(), shown.score())).toList());
    }
}
