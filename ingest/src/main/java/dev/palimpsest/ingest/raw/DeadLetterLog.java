package dev.palimpsest.ingest.raw;

import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Sets raw records aside, bytes and all but their secrets: their topic need not keep them as long. */
public final class DeadLetterLog implements LetterBox {

    /** Most bytes of a key or value that a letter carries, so that the letter itself always fits. */
    private static final int BYTES_MAX = 1 << 20;

    private final Producer<byte[], byte[]> producer;
    private final RecordSerde<DeadLetter> serde;
    private final UnaryOperator<byte[]> redact;

    /**
     * @param producer with {@code acks=all}
     * @param redact   takes the secrets out of a record
     */
    public DeadLetterLog(Producer<byte[], byte[]> producer, RecordSerde<DeadLetter> serde,
            UnaryOperator<byte[]> redact) {
        this.redact = redact;
        this.producer = producer;
        this.serde = serde;
    }

    /** Done once the letter is durable. */
    CompletableFuture<Void> put(ConsumerRecord<byte[], byte[]> record, String reason) {
        return put(new DeadLetter(record.topic(), record.partition(), record.offset(), "ingest", reason, null,
                buffer(record.key()), buffer(record.value()), Instant.ofEpochMilli(record.timestamp())));
    }

    @Override
    public CompletableFuture<Void> put(String door, byte[] value, String reason, Instant receivedAt) {
        return put(new DeadLetter(door, 0, -1L, "ingest", reason, null, null, buffer(value), receivedAt));
    }

    private CompletableFuture<Void> put(DeadLetter letter) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        Future<RecordMetadata> _ = producer.send(
                new ProducerRecord<>(Topic.DEAD_LETTER.title(), serde.toBytes(letter)), (place, failure) -> {
                    if (failure == null) {
                        written.complete(null);
                    } else {
                        written.completeExceptionally(failure);
                    }
                });
        return written;
    }

    /** Redacted before it is cut, so that no half of a secret is left. */
    private @Nullable ByteBuffer buffer(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        byte[] kept = redact.apply(bytes);
        return ByteBuffer.wrap(kept, 0, Math.min(kept.length, BYTES_MAX));
    }
}
