package dev.palimpsest.query.audit;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.ledger.EventHeader;
import dev.palimpsest.memory.ledger.Ledger;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.ledger.MemoryEvent.Imported;
import dev.palimpsest.memory.ledger.Timeline;
import dev.palimpsest.query.audit.TopicReading.Begin;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.SubjectKey;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import dev.palimpsest.trust.seal.SealedRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/** The log, read from the brokers and opened as far as keys are there. Safe for several threads. */
public final class MemoryLog implements EventSource {

    private final TopicReading reading;
    private final RecordSerde<LogRecord> entries;

    public MemoryLog(TopicReading reading, SchemaRegistry registry, SealedRecords sealed) {
        this.reading = reading;
        this.entries = new RecordSerde<>(Codecs.MEMORY_EVENT.read(sealed::open), registry, Topic.MEMORY_LOG.title());
    }

    /** A record of the log and where it stands. */
    public record Entry(int partition, long offset, LogRecord record) {

        /** When the log learnt it. */
        public Instant systemTime() {
            return record.event().header().systemTime();
        }
    }

    /**
     * All events of a memory, in order. Reads its subject's partition from its first version on, so the cost grows with
     * what else was learnt there since.
     *
     * @param head as the index has it
     */
    public List<Entry> history(Memory head) {
        return history(head, _ -> true);
    }

    /**
     * The first version of some memories that rests on what a source said from an instant on; of those that no version rests
     * on it directly, the first that the log learnt from then on.
     *
     * @param source a sender, or one of its streams as {@code SENDER/LABEL}
     */
    public Map<MemoryId, Long> firstVersionsBy(TenantId tenant, String source, Instant since,
            Set<MemoryId> memories) {
        Map<MemoryId, Long> byIt = new HashMap<>();
        Map<MemoryId, Long> versions = new HashMap<>();
        reading.read(Topic.MEMORY_LOG, null, since, record -> {
            EventHeader header = entry(record).record().event().header();
            if (header.tenant().equals(tenant) && memories.contains(header.memory())
                    && !header.systemTime().isBefore(since)) {
                versions.merge(header.memory(), header.version(), Math::min);
                if (header.evidence().stream().anyMatch(
                        one -> one.source().equals(source) || one.sender().equals(source))) {
                    byIt.merge(header.memory(), header.version(), Math::min);
                }
            }
            return true;
        });
        versions.putAll(byIt);
        return versions;
    }

    private List<Entry> history(Memory head, Predicate<List<Entry>> goesOn) {
        List<Entry> history = new ArrayList<>();
        String id = head.id().toString();
        reading.read(Topic.MEMORY_LOG, SubjectKey.of(head.tenant(), head.subject()), head.createdAt(), record -> {
            if (id.equals(record.key())) {
                history.add(entry(record));
            }
            return goesOn.test(history);
        });
        return history;
    }

    /** All events of a memory that the log had learnt by an instant, in order. */
    public List<Entry> history(Memory head, Instant knownAt) {
        return history(head).stream().filter(entry -> !entry.systemTime().isAfter(knownAt)).toList();
    }

    /** The memory as that version of it was, folded from the log; empty where there is no such version. */
    public Optional<Memory> version(Memory head, long version) {
        Memory memory = null;
        for (Entry entry : history(head, read -> isBefore(read, version))) {
            memory = Ledger.apply(memory, entry.record().event());
            if (memory.version() == version) {
                return Optional.of(memory);
            }
        }
        return Optional.empty();
    }

    /** The last event up to a version by which it came from another stack; empty where it is of this one alone. */
    public Optional<Imported> imported(Memory head, long version) {
        return history(head, read -> isBefore(read, version)).stream().map(entry -> entry.record().event())
                .filter(event -> event instanceof Imported && event.header().version() <= version)
                .map(Imported.class::cast).reduce((_, last) -> last);
    }

    /** An event is a version, and what comes from elsewhere begins at any. */
    private static boolean isBefore(List<Entry> read, long version) {
        return read.isEmpty() || read.getLast().record().event().header().version() < version;
    }

    /** What the log had learnt of a memory by an instant; empty where it knew nothing of it yet. */
    public Optional<Timeline> known(Memory head, Instant knownAt) {
        Timeline timeline = null;
        for (Entry entry : history(head, knownAt)) {
            timeline = Timeline.after(timeline, entry.record().event());
        }
        return Optional.ofNullable(timeline);
    }

    /** Hands over the events of one subject up to an instant, in order; reads its partition from the first record. */
    public void of(TenantId tenant, Subject subject, Instant knownAt, Consumer<Entry> each) {
        reading.readPartition(Topic.MEMORY_LOG, SubjectKey.of(tenant, subject), record -> {
            Entry entry = entry(record);
            EventHeader header = entry.record().event().header();
            boolean counts = !entry.systemTime().isAfter(knownAt);
            if (counts && header.tenant().equals(tenant) && header.subject().equals(subject)) {
                each.accept(entry);
            }
            return counts;
        });
    }

    @Override
    public Map<Integer, Long> readUntil(Map<Integer, Long> from, Instant knownAt, Consumer<Entry> each) {
        return reading.read(Topic.MEMORY_LOG, from, record -> {
            Entry entry = entry(record);
            boolean counts = !entry.systemTime().isAfter(knownAt);
            if (counts) {
                each.accept(entry);
            }
            return counts;
        });
    }

    @Override
    public void readTo(Map<Integer, Long> to, Consumer<Entry> each) {
        reading.readTo(Topic.MEMORY_LOG, to, record -> each.accept(entry(record)));
    }

    /**
     * The log from what is committed from now on, or from its first record; the caller's to close.
     *
     * @param first whether from the first
     */
    public Tail follow(boolean first) {
        return new LogTail(reading.follow(Topic.MEMORY_LOG, first ? new Begin.First() : new Begin.Now()), this::entry);
    }

    /**
     * The log from a place on; the caller's to close.
     *
     * @param next next offset of all partitions
     * @throws IllegalArgumentException where that is no place of this log
     */
    public Tail follow(Map<Integer, Long> next) {
        return new LogTail(reading.follow(Topic.MEMORY_LOG, new Begin.At(next)), this::entry);
    }

    /** Reads a topic whole, as far as it is committed now. Returns where it ended: next offset by partition. */
    Map<Integer, Long> readAll(Topic topic, Consumer<ConsumerRecord<String, byte[]>> each) {
        return reading.readAll(topic, each);
    }

    /** Reads one partition from its first record up to an offset, exclusive. */
    void readPartition(int partition, long end, Consumer<ConsumerRecord<String, byte[]>> each) {
        reading.readTo(Topic.MEMORY_LOG, Map.of(partition, end), each);
    }

    /** Where each partition ends as it is committed now: next offset. */
    public Map<Integer, Long> ends() {
        return reading.ends(Topic.MEMORY_LOG);
    }

    /** Why the log cannot be read now, in one line; empty where it can. */
    public Optional<String> problem() {
        return reading.problem(Topic.MEMORY_LOG);
    }

    private Entry entry(ConsumerRecord<String, byte[]> record) {
        try {
            return new Entry(record.partition(), record.offset(), entries.fromBytes(record.value()));
        } catch (SerializationException e) {
            throw new SerializationException("record " + record.partition() + "@" + record.offset()
                    + " of the log cannot be read: run verify");
        }
    }
}
