package dev.palimpsest.schemas;

import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.HttpSchemaRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates what is missing of the topics and registers their contracts. Both may be repeated at will. */
public final class TopicCatalogue {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final Map<Topic, Schema> CONTRACTS = Map.of(Topic.OBSERVATIONS, Codecs.OBSERVATION.schema(),
            Topic.CLAIMS, Codecs.CLAIM.schema(), Topic.MEMORY_LOG, Codecs.MEMORY_EVENT.schema(), Topic.MEMORY_CURRENT,
            Codecs.MEMORY.schema(), Topic.RECALLS, Codecs.RECALL_RECEIPT.schema(), Topic.CHECKPOINTS,
            Codecs.CHECKPOINT.schema(), Topic.DEAD_LETTER, Codecs.DEAD_LETTER.schema());

    private TopicCatalogue() {}

    /**
     * Creates the topics that do not exist yet. Existing ones are left as they are.
     *
     * @throws IllegalStateException where the broker refuses or does not answer within 30 s
     */
    public static void ensureTopics(Admin admin, int partitions, short replicas) {
        try {
            Set<String> present = admin.listTopics().names().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            List<NewTopic> missing = Arrays.stream(Topic.values()).filter(topic -> !present.contains(topic.title()))
                    .map(topic -> topic.create(partitions, replicas)).toList();
            admin.createTopics(missing).all().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("cannot create the topics: " + e.getMessage(), e);
            }
        } catch (TimeoutException e) {
            throw new IllegalStateException("cannot create the topics: the broker does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating the topics", e);
        }
    }

    /** Registers every contract under its topic's subject, from then on open to compatible change only. */
    public static void registerContracts(HttpSchemaRegistry registry) {
        for (Topic topic : Topic.values()) { // always in this order, so that an emptied registry gives the same numbers
            registry.register(topic.schemaSubject(), contract(topic));
            registry.requireBackwardTransitive(topic.schemaSubject());
        }
    }

    /** The contract of a topic's values. */
    public static Schema contract(Topic topic) {
        Schema schema = CONTRACTS.get(topic);
        if (schema == null) {
            throw new IllegalArgumentException("no contract for " + topic.title());
        }
        return schema;
    }
}
