package dev.palimpsest.query.audit;

import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import dev.palimpsest.trust.seal.SealedObservations;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.SerializationException;

/** The raw records that evidence names, read from the brokers. Safe for several threads. */
public final class ObservationReading {

    private final TopicReading reading;
    private final RecordSerde<Observation> serde;

    public ObservationReading(TopicReading reading, SchemaRegistry registry, SealedObservations sealed) {
        this.reading = reading;
        this.serde = new RecordSerde<>(Codecs.OBSERVATION.read(stored -> sealed.open(stored)
                .orElseThrow(() -> new IllegalArgumentException("it is erased"))), registry,
                Topic.OBSERVATIONS.title());
    }

    /** A record's place among the observations. */
    public record Place(int partition, long offset) {

        /** Where this evidence lies. */
        public static Place of(Evidence evidence) {
            return new Place(evidence.partition(), evidence.offset());
        }
    }

    /** What of these is there, is readable and is the tenant's. */
    public Map<Place, Observation> find(TenantId tenant, Collection<Place> places) {
        Map<Place, Observation> found = new HashMap<>();
        Map<Integer, TreeSet<Long>> wanted = places.stream().collect(Collectors.groupingBy(Place::partition,
                Collectors.mapping(Place::offset, Collectors.toCollection(TreeSet::new))));
        reading.readEach(Topic.OBSERVATIONS, wanted, record -> {
            try {
                Observation observation = serde.fromBytes(record.value());
                if (observation.tenant().equals(tenant)) {
                    found.put(new Place(record.partition(), record.offset()), observation);
                }
            } catch (SerializationException e) {
                // told as missing, like one that is gone
            }
        });
        return found;
    }
}
