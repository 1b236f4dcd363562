package dev.palimpsest.ingest.raw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.schemas.ConfluentAvro;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.InMemorySchemaRegistry;
import dev.palimpsest.trust.admission.Pace;
import dev.palimpsest.trust.admission.SourcePolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the reader on the test's own thread; each turn of it is a task of the mock consumer's. */
@Timeout(60)
class RawTopicsTest {

    private static final TopicPartition NOISY = new TopicPartition("palimpsest.raw.acme.noisy", 0);
    private static final TopicPartition QUIET = new TopicPartition("palimpsest.raw.acme.quiet", 0);

    @TempDir
    private Path directory;

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final MockProducer<byte[], byte[]> letterProducer = new MockProducer<>(true, null,
            new ByteArraySerializer(), new ByteArraySerializer());
    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final List<Observation> written = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private String unwritable = "-";
    private RuntimeException failure = new KafkaException("no broker");
    private final Map<TopicPartition, Integer> given = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> atEnd = new HashMap<>();
    private long now;
    private long time;

    @Test
    void shouldCommitWhatIsDurableAndLetAFastSourceRestAlone() throws IOException {
        RawTopics topics = topics("rate acme noisy 1");
        given(NOISY, 40);
        given(QUIET, 40);

        run(topics, () -> {}, () -> {
            assertThat(consumer.paused()).containsExactly(NOISY);
            assertThat(committed(QUIET)).isEqualTo(40);
            assertThat(committed(NOISY)).isEqualTo(11);
            now += 3_000_000_000L;
            time = now;
            add(NOISY, 11, 40);
        }, () -> {});

        assertThat(written).filteredOn(one -> one.source().equals("quiet")).hasSize(40);
        assertThat(committed(NOISY)).isGreaterThan(11);
    }

    @Test
    void shouldReadAgainOnlyThePartitionThatIsNotDurable() throws IOException {
        RawTopics topics = topics("");
        unwritable = "noisy";
        given(NOISY, 3);
        given(QUIET, 3);

        run(topics, () -> {}, () -> {
            assertThat(consumer.position(NOISY)).isZero();
            unwritable = "-";
            add(NOISY, 0, 3);
            now += 2_000_000_000L;
        }, () -> {});

        assertThat(committed(NOISY)).isEqualTo(3);
        assertThat(committed(QUIET)).isEqualTo(3);
    }

    @Test
    void shouldSetAsideWhatIsTooLarge() throws IOException {
        RawTopics topics = topics("");
        unwritable = "noisy";
        failure = new RecordTooLargeException("over the bound");
        given(NOISY, 2);

        run(topics, () -> {}, () -> {});

        assertThat(committed(NOISY)).isEqualTo(2);
        assertThat(letterProducer.history()).hasSize(2);
    }

    @Test
    void shouldGoOnAfterAPollThatFails() throws IOException {
        RawTopics topics = topics("");
        given(QUIET, 1);

        run(topics, () -> consumer.setPollException(new KafkaException("not authorized")),
                () -> problems.add(topics.problem().orElse("none")),
                () -> problems.add(topics.problem().orElse("none")));

        assertThat(problems.getFirst()).startsWith("reading fails: KafkaException");
        assertThat(written).hasSize(1);
        assertThat(topics.problem()).contains("reading ended");
    }

    private RawTopics topics(String policy) throws IOException {
        Pace pace = new Pace(SourcePolicy.at(Files.writeString(directory.resolve("sources.conf"), policy)), () -> time,
                _ -> {
                    throw new IllegalStateException("nobody waits here");
                });
        DeadLetterLog letters = new DeadLetterLog(letterProducer,
                new RecordSerde<>(Codecs.DEAD_LETTER, registry, Topic.DEAD_LETTER.title()), (_, _, bytes) -> bytes);
        RawRecords records = new RawRecords(new ConfluentAvro(registry), observation -> {
            if (observation.source().equals(unwritable)) {
                return CompletableFuture.runAsync(() -> {
                    throw failure;
                }, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));
            }
            written.add(observation);
            return CompletableFuture.completedFuture(null);
        }, letters, pace, InstantSource.system());
        return new RawTopics(consumer, records, () -> now);
    }

    private void given(TopicPartition partition, int records) {
        given.put(partition, records);
    }

    /** The mock forgets what it gave, so what is to be read again is added again. */
    private void add(TopicPartition partition, int from, int to) {
        for (int i = from; i < to; i++) {
            consumer.addRecord(new ConsumerRecord<>(partition.topic(), 0, i, null,
                    ("line " + i).getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Before each poll one of the tasks; the last ends the reading. */
    private void run(RawTopics topics, Runnable... tasks) {
        consumer.schedulePollTask(() -> {
            consumer.updatePartitions(NOISY.topic(), List.of());
            consumer.rebalance(Set.of(NOISY, QUIET));
            consumer.updateBeginningOffsets(Map.of(NOISY, 0L, QUIET, 0L));
            given.forEach((partition, records) -> add(partition, 0, records));
        });
        for (Runnable task : tasks) {
            consumer.schedulePollTask(task);
        }
        consumer.schedulePollTask(() -> {
            atEnd.putAll(consumer.committed(Set.of(NOISY, QUIET)));
            topics.stop();
        });
        topics.run();
    }

    private long committed(TopicPartition partition) {
        OffsetAndMetadata place = consumer.closed()
                ? atEnd.get(partition)
                : consumer.committed(Set.of(partition)).get(partition);
        return place == null ? -1 : place.offset();
    }
}
