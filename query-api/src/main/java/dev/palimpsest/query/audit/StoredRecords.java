package dev.palimpsest.query.audit;

import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.proof.Link;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Reads what is stored in the log as links of its chain. Safe for several threads. */
public final class StoredRecords {

    private final RecordSerde<LogRecord> entries;

    public StoredRecords(SchemaRegistry registry) {
        entries = new RecordSerde<>(Codecs.MEMORY_EVENT, registry, Topic.MEMORY_LOG.title());
    }

    /** What stands at an offset. */
    public record Stored(Link link, Optional<LogRecord> record) {}

    /**
     * The record in the bytes, whatever they are.
     *
     * @param bytes null where there is no value
     * @throws dev.palimpsest.schemas.registry.RegistryException where the registry cannot be asked
     */
    public Stored read(long offset, byte @Nullable [] bytes) {
        if (bytes == null) {
            return new Stored(Link.unreadable(offset), Optional.empty());
        }
        try {
            LogRecord record = entries.fromBytes(bytes);
            return new Stored(Link.of(offset, record, entries.isWrittenAs(bytes, record)), Optional.of(record));
        } catch (SerializationException e) {
            return new Stored(Link.unreadable(offset), Optional.empty());
        }
    }
}
