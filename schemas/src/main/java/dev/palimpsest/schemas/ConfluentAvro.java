package dev.palimpsest.schemas;

import dev.palimpsest.schemas.registry.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Confluent's wire format: a zero byte, the schema's number in four bytes, the Avro binary. Safe for several threads.
 */
public final class ConfluentAvro {

    /** First byte of every record in this format; no JSON text and no log line begins with it. */
    public static final byte MAGIC = 0;

    private static final int HEADER = 1 + Integer.BYTES;

    static {
        TrustedClasses.trustContracts();
    }

    private final SchemaRegistry registry;
    private final Map<Reading, SpecificDatumReader<SpecificRecord>> readers = new ConcurrentHashMap<>();
    private final Map<Reading, Schema> writers = new ConcurrentHashMap<>();

    /** From the schema with this number to that one. */
    private record Reading(int id, Schema expected) {}

    public ConfluentAvro(SchemaRegistry registry) {
        this.registry = registry;
    }

    /** The record's bytes, its schema registered under the subject. */
    public byte[] write(String subject, SpecificRecord value) {
        int id = registry.register(subject, value.getSchema());
        return encode(id, new SpecificDatumWriter<>(value.getSchema()), value);
    }

    /**
     * The bytes that this record has under the schema that those bytes name: the same ones where nobody changed them.
     *
     * @throws IllegalArgumentException where the bytes are in no known schema
     */
    public byte[] rewrite(SpecificRecord value, byte[] bytes) {
        int id = schemaId(bytes);
        byte[] now = encode(id, new SpecificDatumWriter<>(value.getSchema()), value);
        Schema then = writers.computeIfAbsent(new Reading(id, value.getSchema()), unseen -> registry.byId(id));
        if (then.equals(value.getSchema())) {
            return now;
        }
        return encode(id, new GenericDatumWriter<>(then),
                decode(new OrderedReader(value.getSchema(), then), now, id));
    }

    /** Keeps the entries of a map in their order, so that they are written in it again. */
    private static final class OrderedReader extends GenericDatumReader<GenericRecord> {
        OrderedReader(Schema written, Schema expected) {
            super(written, expected);
        }

        @Override
        protected Object newMap(Object old, int size) {
            return new LinkedHashMap<>(size);
        }
    }

    private static <T> byte[] encode(int id, DatumWriter<T> writer, T value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        out.write(MAGIC);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            writer.write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory does not fail", e);
        }
        return out.toByteArray();
    }

    /**
     * Reads a record as {@code expected}, whatever compatible schema it was written with.
     *
     * @throws IllegalArgumentException where the bytes are no such record; the message holds none of them
     * @throws dev.palimpsest.schemas.registry.RegistryException where the registry cannot be asked
     */
    public SpecificRecord read(byte[] bytes, Schema expected) {
        int id = schemaId(bytes);
        SpecificDatumReader<SpecificRecord> reader = readers.computeIfAbsent(new Reading(id, expected),
                unseen -> new SpecificDatumReader<>(registry.byId(id), expected));
        return decode(reader, bytes, id);
    }

    /**
     * Reads a record of a schema nobody here knows beforehand.
     *
     * @throws IllegalArgumentException where the bytes are no Avro record in this format
     */
    public GenericRecord readGeneric(byte[] bytes) {
        int id = schemaId(bytes);
        return decode(new GenericDatumReader<>(registry.byId(id)), bytes, id);
    }

    private static <T> T decode(DatumReader<T> reader, byte[] bytes, int id) {
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, null);
        try {
            @SuppressWarnings("NullAway") // Avro allows null for "no object to reuse"
            T value = reader.read(null, decoder);
            return value;
        } catch (SecurityException e) {
            throw e; // a class Avro was not told to trust: our mistake, not the record's
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("not readable as Avro of schema " + id, e);
        }
    }

    private static int schemaId(byte[] bytes) {
        if (bytes.length < HEADER || bytes[0] != MAGIC) {
            throw new IllegalArgumentException("not in the Confluent wire format");
        }
        return ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
    }
}
