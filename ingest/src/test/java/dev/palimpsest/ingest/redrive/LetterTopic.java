package dev.palimpsest.ingest.redrive;

import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.DeadLetter;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.letter.LetterId;
import dev.palimpsest.schemas.registry.InMemorySchemaRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One partition of letters and one of observations; what a transaction commits is appended to them. */
final class LetterTopic {

    final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    final RecordSerde<DeadLetter> letters = new RecordSerde<>(Codecs.DEAD_LETTER, registry, Topic.DEAD_LETTER.title());
    final RecordSerde<Observation> observations = new RecordSerde<>(Codecs.OBSERVATION, registry,
            Topic.OBSERVATIONS.title());
    private final Map<String, List<byte[]>> records = new HashMap<>();

    /** Run once, between the opening of the next transaction and what is done in it. */
    Runnable meanwhile = () -> {};

    private List<byte[]> of(Topic topic) {
        return records.computeIfAbsent(topic.title(), _ -> new ArrayList<>());
    }

    LetterId put(DeadLetter letter) {
        of(Topic.DEAD_LETTER).add(letters.toBytes(letter));
        return new LetterId(0, of(Topic.DEAD_LETTER).size() - 1L);
    }

    long put(Observation observation) {
        of(Topic.OBSERVATIONS).add(observations.toBytes(observation));
        return of(Topic.OBSERVATIONS).size() - 1L;
    }

    List<DeadLetter> letters() {
        return of(Topic.DEAD_LETTER).stream().map(letters::fromBytes).toList();
    }

    List<Observation> observations() {
        return of(Topic.OBSERVATIONS).stream().map(observations::fromBytes).toList();
    }

    LetterFile file() {
        return new LetterFile(this::consumer, letters, observations);
    }

    private MockConsumer<byte[], byte[]> consumer() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        records.forEach((topic, values) -> {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.updatePartitions(topic, List.of(new PartitionInfo(topic, 0, Node.noNode(), new Node[0],
                    new Node[0])));
            consumer.updateBeginningOffsets(Map.of(partition, 0L));
            consumer.updateEndOffsets(Map.of(partition, (long) values.size()));
        });
        consumer.schedulePollTask(() -> consumer.assignment().forEach(partition -> {
            List<byte[]> values = records.getOrDefault(partition.topic(), List.of());
            for (int i = 0; i < values.size(); i++) {
                consumer.addRecord(new ConsumerRecord<>(partition.topic(), 0, i, null, values.get(i)));
            }
        }));
        return consumer;
    }

    /** A producer whose committed records are appended here. */
    MockProducer<byte[], byte[]> producer(String name) {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public void initTransactions() {
                super.initTransactions();
                Runnable once = meanwhile;
                meanwhile = () -> {};
                once.run();
            }

            @Override
            public void commitTransaction() {
                int before = history().size();
                super.commitTransaction();
                history().stream().skip(before).map(ProducerRecord.class::cast)
                        .forEach(record -> records.computeIfAbsent(record.topic(), _ -> new ArrayList<>())
                                .add((byte[]) record.value()));
            }
        };
    }
}
