package dev.palimpsest.ingest.redrive;

import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.DeadLetter;
import dev.palimpsest.schemas.avro.LetterResolution;
import dev.palimpsest.schemas.letter.LetterId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads letters and what became of them from the brokers. Safe for several threads: every call has a consumer of its own. */
final class LetterFile {

    private static final Duration POLL = Duration.ofMillis(300);
    private static final Duration SILENCE_MAX = Duration.ofSeconds(10);

    private final Supplier<? extends Consumer<byte[], byte[]>> consumers;
    private final RecordSerde<DeadLetter> letters;
    private final RecordSerde<Observation> observations;

    /** @param consumers of committed records, in no group */
    LetterFile(Supplier<? extends Consumer<byte[], byte[]>> consumers, RecordSerde<DeadLetter> letters,
            RecordSerde<Observation> observations) {
        this.consumers = consumers;
        this.letters = letters;
        this.observations = observations;
    }

    /** What is being looked for, as the records go by. */
    private static final class Search {
        private final LetterId id;
        private @Nullable DeadLetter letter;
        private @Nullable LetterResolution resolution;
        private @Nullable LetterId next;

        Search(LetterId id) {
            this.id = id;
        }

        /** Whether all is known that can be. */
        boolean takes(long offset, DeadLetter record) {
            LetterResolution of = record.getResolution();
            if (offset == id.offset() && of == null) {
                letter = record;
            } else if (of == null && id.toString().equals(record.getFormer())) {
                next = new LetterId(id.partition(), offset); // written before the resolution, in one transaction
            } else if (letter != null && of != null && of.getLetter().equals(id.toString())) {
                resolution = of;
            }
            return letter == null || resolution != null;
        }
    }

    /**
     * The letter of that name; empty where there is none.
     *
     * @throws TimeoutException where the brokers hand over nothing
     */
    Optional<Filed> find(LetterId id) {
        Search search = new Search(id);
        read(new TopicPartition(Topic.DEAD_LETTER.title(), id.partition()), id.offset(), record -> {
            try {
                return search.takes(record.offset(), letters.fromBytes(record.value()));
            } catch (SerializationException e) {
                return record.offset() == id.offset(); // of a version that is not known here
            }
        });
        return Optional.ofNullable(search.letter).map(letter -> new Filed(id, letter, search.resolution, search.next));
    }

    /** The observation at a place of the log; empty where there is none that can be read. */
    Optional<Observation> observation(int partition, long offset) {
        Observation[] found = new Observation[1];
        read(new TopicPartition(Topic.OBSERVATIONS.title(), partition), offset, record -> {
            if (record.offset() == offset) {
                try {
                    found[0] = observations.fromBytes(record.value());
                } catch (SerializationException e) {
                    // there is nothing to observe again
                }
            }
            return true;
        });
        return Optional.ofNullable(found[0]);
    }

    /** Reads from an offset to where the partition ends now, or until somebody has read enough. */
    private void read(TopicPartition partition, long from, Predicate<ConsumerRecord<byte[], byte[]>> isEnough) {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            if (consumer.partitionsFor(partition.topic()).stream()
                    .noneMatch(info -> info.partition() == partition.partition())) {
                return;
            }
            consumer.assign(Set.of(partition));
            long end = consumer.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
            consumer.seek(partition, Math.min(from, end));
            long deadline = System.nanoTime() + SILENCE_MAX.toNanos();
            while (consumer.position(partition) < end) {
                var records = consumer.poll(POLL).records(partition);
                if (!records.isEmpty()) {
                    deadline = System.nanoTime() + SILENCE_MAX.toNanos();
                } else if (System.nanoTime() - deadline > 0) {
                    throw new TimeoutException("the brokers hand over nothing");
                }
                if (records.stream().anyMatch(isEnough)) {
                    return;
                }
            }
        }
    }
}
