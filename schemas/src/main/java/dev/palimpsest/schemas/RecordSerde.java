package dev.palimpsest.schemas;

import dev.palimpsest.schemas.codec.AvroCodec;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * A domain type on Kafka and in state stores. All uses share the subject of the type's own topic, so a changelog never
 * invents a second contract for the same thing.
 */
public final class RecordSerde<T> implements Serde<T> {

    private final AvroCodec<T> codec;
    private final ConfluentAvro wire;
    private final String subject;

    /** @param topic the catalogue topic that owns the contract */
    public RecordSerde(AvroCodec<T> codec, SchemaRegistry registry, String topic) {
        this.codec = codec;
        this.wire = new ConfluentAvro(registry);
        this.subject = topic + "-value";
    }

    @Override
    public Serializer<T> serializer() {
        return (topic, value) -> value == null ? null : toBytes(value);
    }

    @Override
    public Deserializer<T> deserializer() {
        return (topic, bytes) -> bytes == null ? null : fromBytes(bytes);
    }

    /** The value in the Confluent wire format. */
    public byte[] toBytes(T value) {
        return wire.write(subject, codec.encode().apply(value));
    }

    /**
     * The value of these bytes.
     *
     * @throws SerializationException where they are none of this type; the message holds no content
     */
    public T fromBytes(byte[] bytes) {
        try {
            return codec.decode().apply(wire.read(bytes, codec.schema()));
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new SerializationException("no " + codec.schema().getName() + ": " + e.getMessage(), e);
        }
    }

    /** The value, or null for null: the form Kafka's interfaces need. */
    public @Nullable T fromNullable(byte @Nullable [] bytes) {
        return bytes == null ? null : fromBytes(bytes);
    }
}
