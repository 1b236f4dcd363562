package dev.palimpsest.query.audit;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.SerializationException;

/** All that was observed and is still kept, in the order in which the brokers took it. Safe for several threads. */
public final class KeptObservations {

    private final TopicReading reading;
    private final RecordSerde<Observation> observations;
    private final RecordSerde<Memory> memories;

    public KeptObservations(TopicReading reading, SchemaRegistry registry) {
        this.reading = reading;
        observations = new RecordSerde<>(Codecs.OBSERVATION, registry, Topic.OBSERVATIONS.title());
        memories = new RecordSerde<>(Codecs.MEMORY, registry, Topic.MEMORY_CURRENT.title());
    }

    /**
     * An observation and its record.
     *
     * @param at when the brokers took it
     */
    public record Kept(Observation observation, int partition, long offset, Instant at) {}

    /**
     * Reads one tenant's, from an instant on, as far as they go when this begins. What cannot be read is left out: the
     * stream has set it aside too.
     */
    public void each(TenantId tenant, Instant since, Consumer<Kept> each) {
        reading.readInOrder(Topic.OBSERVATIONS, since, record -> {
            try {
                Observation observation = observations.fromBytes(record.value());
                if (observation.tenant().equals(tenant)) {
                    each.accept(new Kept(observation, record.partition(), record.offset(),
                            Instant.ofEpochMilli(record.timestamp())));
                }
            } catch (SerializationException e) {
                // as said above
            }
        });
    }

    /** The heads of all memories of a tenant, as the compacted topic has them. */
    public Map<MemoryId, Memory> heads(TenantId tenant) {
        Map<MemoryId, Memory> heads = new HashMap<>();
        reading.readAll(Topic.MEMORY_CURRENT, record -> {
            Memory memory = memories.fromBytes(record.value());
            if (memory.tenant().equals(tenant)) {
                heads.put(memory.id(), memory);
            }
        });
        return heads;
    }
}
