package dev.palimpsest.schemas;

import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.HttpSchemaRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates what is missing of the topics and registers their contracts. Both may be repeated at will. */
public final class TopicCatalogue {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final Map<Topic, Schema> CONTRACTS = Map.ofEntries(
            Map.entry(Topic.OBSERVATIONS, Codecs.OBSERVATION.schema()),
            Map.entry(Topic.CLAIMS, Codecs.CLAIM.schema()),
            Map.entry(Topic.MEMORY_LOG, Codecs.MEMORY_EVENT.schema()),
            Map.entry(Topic.MEMORY_CURRENT, Codecs.MEMORY.schema()),
            Map.entry(Topic.RECALLS, Codecs.RECALL_RECEIPT.schema()),
            Map.entry(Topic.CHECKPOINTS, Codecs.CHECKPOINT.schema()),
            Map.entry(Topic.DEAD_LETTER, Codecs.DEAD_LETTER.schema()),
            Map.entry(Topic.NETWORKS, Codecs.MEMORY.schema()), Map.entry(Topic.SETTINGS, Codecs.SETTING.schema()),
            Map.entry(Topic.TASKS, Codecs.SETTING.schema()), Map.entry(Topic.ERASURES, Codecs.ERASURE.schema()));

    private TopicCatalogue() {}

    /**
     * Creates the topics that do not exist yet, with as many partitions as those that do. Existing ones are left as they
     * are, and must be fit: as many partitions each, nothing that expires or is compacted where it must stay.
     *
     * @param partitions of topics where none exists yet
     * @throws IllegalStateException where the broker refuses or does not answer within 30 s, or a topic is not fit; in one
     *                               line that names the topic
     */
    public static void ensureTopics(Admin admin, int partitions, short replicas) {
        List<Topic> present = present(admin);
        int wanted = present.isEmpty() ? partitions : requireFit(admin, present);
        List<NewTopic> missing = Arrays.stream(Topic.values()).filter(topic -> !present.contains(topic))
                .map(topic -> topic.create(wanted, replicas)).toList();
        try {
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

    private static List<Topic> present(Admin admin) {
        Set<String> names = answer(admin.listTopics().names());
        return Arrays.stream(Topic.values()).filter(topic -> names.contains(topic.title())).toList();
    }

    /** The number of partitions they all have. */
    private static int requireFit(Admin admin, List<Topic> topics) {
        Map<ConfigResource, Config> settings = answer(admin.describeConfigs(
                topics.stream().map(TopicCatalogue::resource).toList()).all());
        topics.forEach(topic -> requireKept(topic, Objects.requireNonNull(settings.get(resource(topic)))));
        Collection<TopicDescription> descriptions = answer(
                admin.describeTopics(topics.stream().map(Topic::title).toList()).allTopicNames()).values();
        Map<Integer, List<String>> byPartitions = descriptions.stream().collect(Collectors.groupingBy(
                description -> description.partitions().size(),
                Collectors.mapping(TopicDescription::name, Collectors.toList())));
        if (byPartitions.size() > 1) {
            throw new IllegalStateException(
                    "all topics must have the same number of partitions, but they have " + byPartitions);
        }
        return byPartitions.keySet().iterator().next();
    }

    private static ConfigResource resource(Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.title());
    }

    private static void requireKept(Topic topic, Config config) {
        topic.demanded().forEach((setting, value) -> {
            String actual = config.get(setting).value();
            if (!value.equals(actual)) {
                throw new IllegalStateException(
                        "topic " + topic.title() + " would lose records: " + setting + " is " + actual
                                + " and must be " + value);
            }
        });
    }

    private static <T> T answer(KafkaFuture<T> asked) {
        try {
            return asked.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot look at the topics: " + e.getMessage(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("cannot look at the topics: the broker does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking at the topics", e);
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
