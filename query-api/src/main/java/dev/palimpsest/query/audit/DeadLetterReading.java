package dev.palimpsest.query.audit;

import dev.palimpsest.memory.TenantId;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.DeadLetter;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.kafka.common.errors.SerializationException;

/** What could not be worked on, read from the brokers. Safe for several threads. */
public final class DeadLetterReading {

    private final TopicReading reading;
    private final RecordSerde<DeadLetter> serde;

    public DeadLetterReading(TopicReading reading, SchemaRegistry registry) {
        this.reading = reading;
        this.serde = new RecordSerde<>(Codecs.DEAD_LETTER, registry, Topic.DEAD_LETTER.title());
    }

    /** A letter and where it lies. */
    public record Letter(int partition, long offset, DeadLetter content) {}

    /**
     * The tenant's latest letters, latest first. Letters of which the tenant is not known are nobody's here.
     *
     * @param since set aside at or after
     * @param max   at most so many
     */
    public List<Letter> latest(TenantId tenant, Instant since, int max) {
        PriorityQueue<Letter> latest = new PriorityQueue<>(Comparator.comparing(letter -> letter.content().getAt()));
        reading.read(Topic.DEAD_LETTER, null, since, record -> {
            try {
                DeadLetter content = serde.fromBytes(record.value());
                if (tenant.value().equals(content.getTenant())) {
                    latest.add(new Letter(record.partition(), record.offset(), content));
                }
            } catch (SerializationException e) {
                // of a version that is not known here
            }
            if (latest.size() > max) {
                latest.remove();
            }
            return true;
        });
        List<Letter> all = new ArrayList<>(latest);
        all.sort(Comparator.comparing((Letter letter) -> letter.content().getAt()).reversed());
        return all;
    }
}
