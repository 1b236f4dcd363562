package dev.palimpsest.ingest.raw;

import dev.palimpsest.schemas.ConfluentAvro;
import java.nio.charset.StandardCharsets;

/** The text of a raw record: as it is, or, of Avro in the Confluent wire format, as JSON. Told apart by the first byte. */
public record RawText(ConfluentAvro avro) {

    /**
     * The text of a record's value.
     *
     * @throws IllegalArgumentException where it says that it is Avro and is not
     * @throws dev.palimpsest.schemas.registry.RegistryException where the registry does not answer now
     */
    public byte[] of(byte[] value) {
        if (value.length == 0 || value[0] != ConfluentAvro.MAGIC) {
            return value;
        }
        return AvroJson.of(avro.readGeneric(value)).toString().getBytes(StandardCharsets.UTF_8);
    }
}
