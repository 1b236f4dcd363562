package dev.palimpsest.processor.erasure;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.ledger.MemoryEvent;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.ErasureStep;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * What topics still hold of somebody who is forgotten: records under keys that are gone, which nobody can read, and records
 * from before anything was sealed, which everybody can. Found by reading every record. For one thread.
 */
final class Remains {

    /** Most places of the log that are listed; all are counted. */
    static final int LISTED_MAX = 20_000;

    private static final List<Topic> READ = List.of(Topic.MEMORY_LOG, Topic.OBSERVATIONS, Topic.CLAIMS, Topic.RECALLS,
            Topic.DEAD_LETTER, Topic.SETTINGS, Topic.TASKS);

    private final List<byte[]> keys;
    private final String subject;
    private final String tenant;
    private final RecordSerde<Observation> observations;
    private final RecordSerde<LogRecord> log;
    private final Map<Topic, Long> unreadable = new EnumMap<>(Topic.class);
    private final Map<Topic, Long> unsealed = new EnumMap<>(Topic.class);
    private final SortedMap<Integer, List<Long>> positions = new TreeMap<>();
    private final SortedSet<String> memories = new TreeSet<>();

    Remains(ErasureStep order, SchemaRegistry registry) {
        this.keys = order.getKeys().stream().map(key -> key.getBytes(StandardCharsets.US_ASCII)).toList();
        this.subject = order.getSubject();
        this.tenant = order.getTenant();
        this.observations = new RecordSerde<>(Codecs.OBSERVATION, registry, Topic.OBSERVATIONS.title());
        this.log = new RecordSerde<>(Codecs.MEMORY_EVENT, registry, Topic.MEMORY_LOG.title());
    }

    /** Reads all of the topics that may hold something. */
    static Remains of(ErasureStep order, SchemaRegistry registry, TopicScan scan) {
        Remains remains = new Remains(order, registry);
        READ.forEach(topic -> scan.read(topic, record -> remains.take(topic, record)));
        return remains;
    }

    /** Records nobody can read any more. */
    long unreadable(Topic topic) {
        return unreadable.getOrDefault(topic, 0L);
    }

    /** Records of this person's that were never sealed. */
    long unsealed(Topic topic) {
        return unsealed.getOrDefault(topic, 0L);
    }

    /** Offsets of the log by partition, the first {@value #LISTED_MAX}. */
    SortedMap<Integer, List<Long>> positions() {
        return positions;
    }

    /** Ids of all memories that ever had a version under one of the keys. */
    SortedSet<String> memories() {
        return memories;
    }

    void take(Topic topic, ConsumerRecord<String, byte[]> record) {
        byte[] value = record.value();
        if (value == null) {
            return;
        }
        if (keys.stream().anyMatch(key -> contains(value, key))) {
            unreadable.merge(topic, 1L, Long::sum);
            if (topic == Topic.MEMORY_LOG) {
                memories.add(String.valueOf(record.key()));
                if (unreadable(topic) <= LISTED_MAX) {
                    positions.computeIfAbsent(record.partition(), _ -> new ArrayList<>()).add(record.offset());
                }
            }
        } else if (contains(value, subject.getBytes(StandardCharsets.UTF_8)) && isOwnAndReadable(topic, value)) {
            unsealed.merge(topic, 1L, Long::sum);
        }
    }

    private boolean isOwnAndReadable(Topic topic, byte[] value) {
        try {
            return switch (topic) {
                case OBSERVATIONS -> isOwn(observations.fromBytes(value));
                case MEMORY_LOG -> isOwn(log.fromBytes(value).event());
                default -> false;
            };
        } catch (SerializationException e) {
            return false;
        }
    }

    private boolean isOwn(Observation observation) {
        return observation.tenant().value().equals(tenant) && observation.keyId() == null
                && switch (observation.payload()) {
                    case Payload.ConversationTurn turn -> turn.subject().toString().equals(subject);
                    case Payload.Import order -> order.memory().subject().toString().equals(subject)
                            && isReadable(order.memory().content());
                    default -> false;
                };
    }

    private boolean isOwn(MemoryEvent event) {
        Content content = switch (event) {
            case MemoryEvent.Created created -> created.fact().content();
            case MemoryEvent.Revised revised -> revised.fact().content();
            case MemoryEvent.Superseded superseded -> superseded.fact().content();
            case MemoryEvent.Imported imported -> imported.memory().content();
            default -> Content.Plain.of("");
        };
        return event.header().tenant().value().equals(tenant) && event.header().subject().toString().equals(subject)
                && isReadable(content);
    }

    private static boolean isReadable(Content content) {
        return content.plain().filter(plain -> !plain.text().isEmpty()).isPresent();
    }

    /** Strings lie in Avro as their UTF-8 bytes. */
    private static boolean contains(byte[] all, byte[] part) {
        for (int i = 0; i <= all.length - part.length; i++) {
            int same = 0;
            while (same < part.length && all[i + same] == part[same]) {
                same++;
            }
            if (same == part.length) {
                return true;
            }
        }
        return false;
    }
}
