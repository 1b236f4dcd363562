package dev.palimpsest.schemas;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.TimestampType;

/** The topic catalogue. Names carry a major version: an incompatible change is a new topic. */
public enum Topic {
    /** Every raw input, verbatim, kept as evidence. Key: what must stay in order. */
    OBSERVATIONS("observations.v1", Keep.EVIDENCE),
    /** Claims keyed by tenant and subject. */
    CLAIMS("claims.v1", Keep.A_MONTH),
    /** The log. In the partition of its subject's claims, so each partition has one writer and one hash chain. */
    MEMORY_LOG("memory-log.v1", Keep.FOREVER),
    /** The head of every memory, by memory id; in the partition of its subject. */
    MEMORY_CURRENT("memory-current.v1", Keep.LATEST),
    /** What was shown to whom. */
    RECALLS("recalls.v1", Keep.FOREVER),
    /** Signed statements of where the log stood. */
    CHECKPOINTS("checkpoints.v1", Keep.FOREVER),
    /** What could not be worked on, with its reason. */
    DEAD_LETTER("dead-letter.v1", Keep.FOREVER),
    /** The heads of indicators that are networks, by memory id; in every partition, since a network's addresses live in all. */
    NETWORKS("networks.v1", Keep.LATEST),
    /** What tenants set: projects, webhooks, feedback. Every act stays, the last on a thing holds. Key: tenant, sort, id. */
    SETTINGS("settings.v1", Keep.FOREVER),
    /** Tasks and how they stand: additions, exports, deliveries. Keyed like settings. */
    TASKS("tasks.v1", Keep.LATEST),
    /** Who is to be forgotten, in every partition, what was done of it there, and the certificates. */
    ERASURES("erasures.v1", Keep.FOREVER);

    /** Largest record of any topic, in bytes: intake refuses what would not fit. */
    public static final int RECORD_BYTES_MAX = 4 * 1024 * 1024;

    private static final String PREFIX = "palimpsest.";

    /** Raw input lives in topics {@code palimpsest.raw.<tenant>.<source>}; who may write there is the broker's ACLs. */
    public static final String RAW_PREFIX = PREFIX + "raw.";

    private final String title;
    private final Keep keep;

    Topic(String title, Keep keep) {
        this.title = PREFIX + title;
        this.keep = keep;
    }

    /** The full name. */
    public String title() {
        return title;
    }

    /** The subject its values are registered under. */
    public String schemaSubject() {
        return title + "-value";
    }

    /** The topic as it is to be created. All topics have the same number of partitions: the ledger relies on it. */
    public NewTopic create(int partitions, short replicas) {
        return new NewTopic(title, partitions, replicas).configs(settings(replicas));
    }

    private Map<String, String> settings(short replicas) {
        Map<String, String> settings = new HashMap<>(keep.settings());
        // What is acknowledged stands on two machines wherever there are three.
        settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, replicas > 2 ? "2" : "1");
        return settings;
    }

    /** What the topic must be set to, whoever made it: anything else would lose records. By Kafka's names. */
    Map<String, String> demanded() {
        return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, keep.policy, keep.retention,
                Long.toString(keep.duration.toMillis()));
    }

    private enum Keep {
        FOREVER(TopicConfig.CLEANUP_POLICY_DELETE, TopicConfig.RETENTION_MS_CONFIG, Duration.ofMillis(-1)),
        /** Stamped by the broker: no sender's clock can make the stream forget which observations it has seen. */
        EVIDENCE(TopicConfig.CLEANUP_POLICY_DELETE, TopicConfig.RETENTION_MS_CONFIG, Duration.ofMillis(-1),
                TimestampType.LOG_APPEND_TIME),
        /** Longer than any outage of the processor: what lies here unread is nowhere else yet. */
        A_MONTH(TopicConfig.CLEANUP_POLICY_DELETE, TopicConfig.RETENTION_MS_CONFIG, Duration.ofDays(30)),
        /** Tombstones outlive any outage of a reader, which would otherwise miss a deletion. */
        LATEST(TopicConfig.CLEANUP_POLICY_COMPACT, TopicConfig.DELETE_RETENTION_MS_CONFIG, Duration.ofDays(30));

        private final String policy;
        private final String retention;
        private final Duration duration;
        private final TimestampType timestamps;

        Keep(String policy, String retention, Duration duration) {
            this(policy, retention, duration, TimestampType.CREATE_TIME);
        }

        Keep(String policy, String retention, Duration duration, TimestampType timestamps) {
            this.timestamps = timestamps;
            this.policy = policy;
            this.retention = retention;
            this.duration = duration;
        }

        private Map<String, String> settings() {
            return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, policy, retention, Long.toString(duration.toMillis()),
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(RECORD_BYTES_MAX),
                    // A clock that was set back must not make the broker refuse what the ledger wrote before.
                    TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Long.toString(Long.MAX_VALUE),
                    TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, timestamps.name);
        }
    }
}
