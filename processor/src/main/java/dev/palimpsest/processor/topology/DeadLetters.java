package dev.palimpsest.processor.topology;

import dev.palimpsest.memory.TenantId;
import dev.palimpsest.schemas.avro.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Makes dead letters. The record itself stays where it is and is found again by topic, partition and offset. */
public final class DeadLetters {

    private DeadLetters() {}

    /**
     * A letter about a record of a topic.
     *
     * @param stage  {@code ingest}, {@code extract}, {@code ledger} or {@code index}
     * @param reason one line without the record's content
     * @param millis when, since the epoch
     */
    public static DeadLetter of(RecordMetadata place, String stage, String reason, @Nullable TenantId tenant,
            long millis) {
        return of(place.topic(), place.partition(), place.offset(), stage, reason, tenant, null, millis);
    }

    /** A letter about a record of a topic, with the record's bytes where its topic will not keep them. */
    public static DeadLetter of(String topic, int partition, long offset, String stage, String reason,
            @Nullable TenantId tenant, byte @Nullable [] value, long millis) {
        return new DeadLetter(topic, partition, offset, stage, reason, tenant == null ? null : tenant.value(), null,
                value == null ? null : ByteBuffer.wrap(value), Instant.ofEpochMilli(millis), null, null, null);
    }
}
