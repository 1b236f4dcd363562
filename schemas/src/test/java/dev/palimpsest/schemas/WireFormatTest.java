package dev.palimpsest.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.schemas.codec.AnyRecords;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.InMemorySchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class WireFormatTest {

    private static final String SECRET = "S3cret-value";

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final RecordSerde<Memory> serde = new RecordSerde<>(Codecs.MEMORY, registry, "memories");
    private final Memory memory = new AnyRecords(7).memory();

    @Test
    void shouldBeginWithAZeroAndTheSchemasNumberMostSignificantByteFirst() {
        for (int i = 0; i < 258; i++) {
            registry.register("filler", Schema.createEnum("E" + i, "", "", List.of("A")));
        }

        byte[] bytes = serde.toBytes(memory);

        assertThat(Arrays.copyOf(bytes, 5)).containsExactly(0, 0, 0, 1, 3);
        assertThat(registry.byId(259)).isEqualTo(Codecs.MEMORY.schema());
    }

    @Test
    void shouldReadARecordWrittenBeforeAnOptionalFieldWasThere() throws IOException {
        Schema older = without(Codecs.MEMORY.schema(), "derivedFrom");
        GenericRecord record = generic(serde.toBytes(memory));
        GenericRecord before = new GenericData.Record(older);
        older.getFields().forEach(field -> before.put(field.name(), record.get(field.name())));

        Memory read = serde.fromBytes(write(before));

        assertThat(read.derivedFrom()).isEmpty();
        assertThat(read.content()).isEqualTo(memory.content());
    }

    @Test
    void shouldReadASymbolOfTomorrowAsItsCautiousDefault() throws IOException {
        Schema newer = parse(Codecs.MEMORY.schema().toString().replace("\"QUARANTINED\",\"ERASED\"]",
                "\"QUARANTINED\",\"ERASED\",\"DREAMT\"]").replace("\"AMBER_STRICT\",\"RED\"]",
                        "\"AMBER_STRICT\",\"RED\",\"ULTRAVIOLET\"]"));

        Memory read = serde.fromBytes(write(newer, record -> {
            record.put("status", symbol(newer, "status", "DREAMT"));
            record.put("marking", symbol(newer, "marking", "ULTRAVIOLET"));
        }));

        assertThat(read.status()).isEqualTo(Status.QUARANTINED);
        assertThat(read.marking()).isEqualTo(Tlp.RED);
    }

    @Test
    void shouldRefuseAKindItDoesNotKnow() throws IOException {
        Schema newer = parse(Codecs.MEMORY.schema().toString().replace("\"PROCEDURAL\"]", "\"PROCEDURAL\",\"DREAM\"]"));
        byte[] bytes = write(newer, record -> record.put("kind", symbol(newer, "kind", "DREAM")));

        assertUnreadable(bytes);
    }

    @Test
    void shouldReadOneSchemasNumberAsEitherOfTwoExpectedTypes() {
        ConfluentAvro wire = new ConfluentAvro(registry);
        byte[] bytes = serde.toBytes(memory);
        Schema smaller = without(Codecs.MEMORY.schema(), "derivedFrom");

        assertThat(wire.read(bytes, Codecs.MEMORY.schema()).getSchema()).isEqualTo(Codecs.MEMORY.schema());
        assertThat(wire.readGeneric(bytes).getSchema().getFields())
                .hasSize(smaller.getFields().size() + 1);
    }

    @Test
    void shouldRefuseEveryTruncation() {
        byte[] bytes = serde.toBytes(memory);

        for (int length = 0; length < bytes.length; length++) {
            assertUnreadable(Arrays.copyOf(bytes, length));
        }
    }

    @Test
    void shouldRefuseGarbageWithOneTypeOfException() {
        byte[] bytes = serde.toBytes(memory);
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            byte[] garbled = bytes.clone();
            for (int n = 0; n <= random.nextInt(3); n++) {
                garbled[5 + random.nextInt(garbled.length - 5)] = (byte) random.nextInt();
            }
            try {
                serde.fromBytes(garbled);
            } catch (SerializationException e) {
                assertThat(e).hasNoCause();
            }
        }
    }

    @Test
    void shouldRefuseOtherFormatsAndUnknownNumbers() {
        for (byte[] bytes : List.of("{\"json\":true}".getBytes(StandardCharsets.UTF_8),
                new byte[]{0, 0, 0, 0}, new byte[]{0, 0, 0, 0, 99, 1}, new byte[]{0, -1, -1, -1, -1, 1},
                new byte[]{1, 0, 0, 0, 1, 0})) {
            assertUnreadable(bytes);
        }
    }

    @Test
    void shouldSayWhichRuleIsBrokenButNeverTheValue() throws IOException {
        List<Consumer<GenericRecord>> breaches = new ArrayList<>();
        breaches.add(record -> record.put("tenant", SECRET));
        breaches.add(record -> record.put("subject", SECRET));
        breaches.add(record -> record.put("id", SECRET));
        breaches.add(record -> record.put("validTo", Long.MIN_VALUE / 4));
        for (Consumer<GenericRecord> breach : breaches) {
            byte[] bytes = write(Codecs.MEMORY.schema(), breach);

            assertThatExceptionOfType(SerializationException.class).isThrownBy(() -> serde.fromBytes(bytes))
                    .withMessageStartingWith("no Memory: a value breaks a rule of ")
                    .withMessageNotContaining(SECRET).withNoCause();
        }
    }

    @Test
    void shouldLeaveNullAlone() {
        assertThat(serde.fromNullable(null)).isNull();
        assertThat(serde.fromNullable(serde.toBytes(memory))).isEqualTo(memory);
    }

    private void assertUnreadable(byte[] bytes) {
        assertThatExceptionOfType(SerializationException.class).isThrownBy(() -> serde.fromBytes(bytes))
                .withMessageStartingWith("no Memory: ").withNoCause();
    }

    private byte[] write(Schema schema, Consumer<GenericRecord> change) throws IOException {
        GenericRecord record = new GenericData.Record(schema);
        GenericRecord current = generic(serde.toBytes(memory));
        schema.getFields().forEach(field -> record.put(field.name(), current.get(field.name())));
        change.accept(record);
        return write(record);
    }

    private byte[] write(GenericRecord record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(registry.register("x", record.getSchema())).array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private GenericRecord generic(byte[] bytes) {
        return new ConfluentAvro(registry).readGeneric(bytes);
    }

    private static GenericData.EnumSymbol symbol(Schema schema, String field, String symbol) {
        return new GenericData.EnumSymbol(schema.getField(field).schema(), symbol);
    }

    private static Schema without(Schema schema, String name) {
        List<Schema.Field> fields = schema.getFields().stream().filter(field -> !field.name().equals(name))
                .map(field -> new Schema.Field(field, field.schema())).toList();
        return Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
    }

    private static Schema parse(String text) {
        return new Schema.Parser().parse(text);
    }
}
