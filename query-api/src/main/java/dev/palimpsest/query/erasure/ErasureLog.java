package dev.palimpsest.query.erasure;

import dev.palimpsest.memory.TenantId;
import dev.palimpsest.query.audit.TopicReading;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.ErasureStage;
import dev.palimpsest.schemas.avro.ErasureStep;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Erasures as their steps are recorded, read from the brokers. Safe for several threads. */
public final class ErasureLog {

    private final TopicReading reading;
    private final RecordSerde<ErasureStep> steps;

    public ErasureLog(TopicReading reading, SchemaRegistry registry) {
        this.reading = reading;
        this.steps = new RecordSerde<>(Codecs.ERASURE, registry, Topic.ERASURES.title());
    }

    /**
     * An erasure.
     *
     * @param ended       memories that the ledger has ended so far
     * @param missing     what is still to come; empty where it is complete
     * @param certificate the step that carries it; null until it is complete
     */
    public record Erasure(ErasureStep order, int ended, List<String> missing, @Nullable ErasureStep certificate) {

        public boolean isComplete() {
            return certificate != null;
        }
    }

    /** The tenant's erasure of that id; empty where there is none. */
    public Optional<Erasure> find(TenantId tenant, String id) {
        return all(tenant).stream().filter(erasure -> erasure.order().getId().equals(id)).findFirst();
    }

    /** All of the tenant's, the latest first. */
    public List<Erasure> all(TenantId tenant) {
        Map<String, Course> courses = new LinkedHashMap<>();
        reading.read(Topic.ERASURES, null, Instant.EPOCH, record -> {
            try {
                ErasureStep step = steps.fromBytes(record.value());
                if (step.getTenant().equals(tenant.value())) {
                    courses.computeIfAbsent(step.getId(), _ -> new Course(step)).take(step);
                }
            } catch (SerializationException e) {
                // of a version that is not known here
            }
            return true;
        });
        return courses.values().stream().map(Course::erasure)
                .sorted(Comparator.comparing((Erasure erasure) -> erasure.order().getAt()).reversed()).toList();
    }

    private static final class Course {

        private final ErasureStep order;
        private final TreeSet<Integer> open = new TreeSet<>();
        private int ended;
        private @Nullable ErasureStep certificate;

        private Course(ErasureStep order) {
            this.order = order;
            IntStream.range(0, order.getPartitions()).forEach(open::add);
        }

        private void take(ErasureStep step) {
            if (step.getStage() == ErasureStage.ERASED) {
                ended += step.getMemories().size();
                if (step.getDone()) {
                    open.remove(step.getPartition());
                }
            } else if (step.getStage() == ErasureStage.CERTIFIED && certificate == null) {
                certificate = step;
            }
        }

        private Erasure erasure() {
            return new Erasure(order, ended, missing(), certificate);
        }

        private List<String> missing() {
            if (certificate != null) {
                return List.of();
            }
            return open.isEmpty()
                    ? List.of("the index: its documents replaced, its files rewritten", "the certificate")
                    : List.of("the log: the end of the memories in partitions " + open,
                            "the index: its documents replaced, its files rewritten", "the certificate");
        }
    }
}
