package dev.palimpsest.ingest.raw;

import dev.palimpsest.memory.TenantId;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.DeadLetter;
import dev.palimpsest.schemas.letter.Remedy;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Sets raw records aside, bytes and all but what must not be kept: their topic need not keep them as long. */
public final class DeadLetterLog implements LetterBox {

    /** Most bytes of a key or value that a letter carries, so that the letter itself always fits. */
    private static final int BYTES_MAX = Remedy.KEPT_BYTES_MAX;

    private final Producer<byte[], byte[]> producer;
    private final RecordSerde<DeadLetter> serde;
    private final Redaction redact;

    /**
     * @param producer with {@code acks=all}
     * @param redact   takes out of a record what must not be kept
     */
    public DeadLetterLog(Producer<byte[], byte[]> producer, RecordSerde<DeadLetter> serde,
            Redaction redact) {
        this.redact = redact;
        this.producer = producer;
        this.serde = serde;
    }

    /** Takes out of a record what must not be kept of this tenant and source; null where the door cannot tell them. */
    @FunctionalInterface
    public interface Redaction {
        /** The bytes to keep. */
        byte[] redacted(@Nullable TenantId tenant, @Nullable String source, byte[] record);
    }

    /** Done once the letter is durable. */
    CompletableFuture<Void> put(ConsumerRecord<byte[], byte[]> record, Origin origin, String reason) {
        return put(new DeadLetter(record.topic(), record.partition(), record.offset(), "ingest", reason,
                name(origin.tenant()), buffer(origin, record.key()), buffer(origin, record.value()),
                Instant.ofEpochMilli(record.timestamp()), origin.source(), null, null));
    }

    @Override
    public CompletableFuture<Void> put(Origin origin, byte[] value, String reason, Instant receivedAt) {
        return put(new DeadLetter(origin.door(), 0, -1L, "ingest", reason, name(origin.tenant()), null,
                buffer(origin, value), receivedAt, origin.source(), null, null));
    }

    private static @Nullable String name(@Nullable TenantId tenant) {
        return tenant == null ? null : tenant.value();
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
    private @Nullable ByteBuffer buffer(Origin origin, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        byte[] kept = redact.redacted(origin.tenant(), origin.source(), bytes);
        return ByteBuffer.wrap(kept, 0, Math.min(kept.length, BYTES_MAX));
    }
}
