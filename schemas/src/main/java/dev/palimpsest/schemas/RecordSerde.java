package dev.palimpsest.schemas;

import dev.palimpsest.schemas.codec.AvroCodec;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import java.time.DateTimeException;
import java.util.Arrays;
import org.apache.avro.specific.SpecificRecord;
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
     * @throws SerializationException where they are none of this type; it holds no content, nor does a cause
     * @throws dev.palimpsest.schemas.registry.RegistryException where the registry cannot be asked
     */
    public T fromBytes(byte[] bytes) {
        SpecificRecord read;
        try {
            read = wire.read(bytes, codec.schema());
        } catch (IllegalArgumentException e) {
            throw new SerializationException("no " + codec.schema().getName() + ": " + e.getMessage());
        }
        try {
            return codec.decode().apply(read);
        } catch (IllegalArgumentException | NullPointerException | DateTimeException e) {
            throw ruleBroken(e);
        }
    }

    /** The rule's own message may quote the value, so only the place of the rule is told, and no cause. */
    private SerializationException ruleBroken(RuntimeException e) {
        StackTraceElement rule = Arrays.stream(e.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("dev.palimpsest.")).findFirst()
                .orElse(e.getStackTrace()[0]);
        String place = rule.getClassName().substring(rule.getClassName().lastIndexOf('.') + 1);
        return new SerializationException("no " + codec.schema().getName() + ": a value breaks a rule of " + place);
    }

    /**
     * Whether the value is written as exactly these bytes, under the schema that they name. Bytes may decode to a value and
     * be others than it was written as: padded numbers, trailing bytes, words that the domain spells in one way only.
     *
     * @param value as {@link #fromBytes} gave it
     */
    public boolean isWrittenAs(byte[] bytes, T value) {
        return Arrays.equals(bytes, wire.rewrite(codec.encode().apply(value), bytes));
    }

    /** The value, or null for null: the form Kafka's interfaces need. */
    public @Nullable T fromNullable(byte @Nullable [] bytes) {
        return bytes == null ? null : fromBytes(bytes);
    }
}
