package dev.palimpsest.query.settings;

import dev.palimpsest.peers.Brokers;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.Setting;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import dev.palimpsest.trust.seal.ForgettingPolicy;
import dev.palimpsest.trust.seal.Sealer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings in two topics, read whole when it starts and followed from then on, so that all instances know them. Acts are
 * kept for ever; of tasks the last state is.
 */
public final class SettingsLog implements Settings, AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(SettingsLog.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final List<Topic> TOPICS = List.of(Topic.SETTINGS, Topic.TASKS);

    private final SettingsTable table = new SettingsTable();
    private final KafkaProducer<String, byte[]> producer;
    private final RecordSerde<Setting> settings;
    private final RecordSerde<Setting> tasks;
    private final Brokers brokers;
    private final InstantSource clock;
    private final Sealer sealer;
    private final CountDownLatch loaded = new CountDownLatch(1);
    private volatile boolean stopping;

    /** @param sealer seals what is somebody's own */
    public SettingsLog(Brokers brokers, SchemaRegistry registry, InstantSource clock, Sealer sealer) {
        this.sealer = sealer;
        this.brokers = brokers;
        this.clock = clock;
        settings = new RecordSerde<>(Codecs.SETTING, registry, Topic.SETTINGS.title());
        tasks = new RecordSerde<>(Codecs.SETTING, registry, Topic.TASKS.title());
        producer = new KafkaProducer<>(brokers.client(Map.of(ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.RECORD_BYTES_MAX, ProducerConfig.MAX_BLOCK_MS_CONFIG,
                5_000, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                10_000)), new StringSerializer(), new ByteArraySerializer());
    }

    /** Begins to read on a thread of its own. */
    public void start() {
        Thread.ofPlatform().name("settings").daemon().start(this::follow);
    }

    @Override
    public Optional<Entry> get(TenantId tenant, Sort sort, String id) {
        awaitLoaded();
        return table.get(tenant, sort, id).filter(this::isReadable);
    }

    @Override
    public List<Entry> all(TenantId tenant, Sort sort) {
        awaitLoaded();
        return table.all(tenant, sort).stream().filter(this::isReadable).toList();
    }

    @Override
    public List<Entry> all(Sort sort) {
        awaitLoaded();
        return table.all(sort).stream().filter(this::isReadable).toList();
    }

    @Override
    public void put(TenantId tenant, Sort sort, String id, ObjectNode value, String actor,
            @Nullable String keyId) {
        awaitLoaded();
        write(new Entry(tenant, sort, id, value, actor, clock.instant(), keyId), true);
        if (sort.isTask()) {
            boolean made = table.all(Sort.TENANCY).stream().anyMatch(entry -> entry.id().equals(tenant.value()));
            table.surplus(tenant, sort, TASKS_MAX, made ? MADE_TASKS_CHARACTERS_MAX : TASKS_CHARACTERS_MAX)
                    .forEach(old -> write(old, false));
        }
    }

    @Override
    public String keyOf(TenantId tenant, Subject person) {
        return sealer.vault().keyFor(tenant, person, ForgettingPolicy.VERBATIM, clock.instant());
    }

    /** What lies on the heap is asked for by its key each time: who is forgotten is so from that moment. */
    private boolean isReadable(Entry entry) {
        String keyId = entry.keyId();
        return keyId == null || sealer.isReadable(keyId);
    }

    @Override
    public void remove(TenantId tenant, Sort sort, String id, String actor) {
        get(tenant, sort, id).ifPresent(known -> write(
                new Entry(tenant, sort, id, known.value(), actor, clock.instant(), known.keyId()), false));
    }

    @Override
    public void close() {
        stopping = true;
        producer.close(Duration.ofSeconds(5));
    }

    private void write(Entry entry, boolean stands) {
        Topic topic = entry.sort().isTask() ? Topic.TASKS : Topic.SETTINGS;
        byte[] value = stands || topic == Topic.SETTINGS ? bytes(topic, entry, stands) : null;
        try {
            RecordMetadata place = producer.send(new ProducerRecord<>(topic.title(), key(entry), value))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            table.apply(entry.tenant(), entry.sort(), entry.id(), place.offset(), stands ? entry : null);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOGGER.atWarn().addKeyValue("reason", e.getMessage()).log("a setting was not kept");
            throw Refusal.unavailable("the brokers do not confirm it. Send it again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.unavailable("interrupted");
        }
    }

    private byte[] bytes(Topic topic, Entry entry, boolean stands) {
        Setting setting = new Setting(entry.tenant().value(), entry.sort().name(), entry.id(),
                stands ? sealed(entry) : null, entry.actor(), entry.at());
        return (topic == Topic.TASKS ? tasks : settings).toBytes(setting);
    }

    private String sealed(Entry entry) {
        String keyId = entry.keyId();
        String value = entry.value().toString();
        return keyId == null ? value : sealer.seal(value, keyId);
    }

    private static String key(Entry entry) {
        return entry.tenant() + "\u001f" + entry.sort() + "\u001f" + entry.id();
    }

    private void awaitLoaded() {
        try {
            if (!loaded.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Refusal.unavailable("the settings are not read yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.unavailable("interrupted");
        }
    }

    private void follow() {
        while (!stopping) {
            try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                    brokers.client(Map.of(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                            false, ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false)),
                    new StringDeserializer(), new ByteArrayDeserializer())) {
                read(consumer);
            } catch (KafkaException e) {
                LOGGER.atWarn().addKeyValue("reason", e.getMessage()).log("the settings cannot be followed now");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void read(KafkaConsumer<String, byte[]> consumer) throws InterruptedException {
        List<TopicPartition> partitions = List.of();
        while (partitions.isEmpty() && !stopping) {
            partitions = partitions(consumer);
            if (partitions.isEmpty()) {
                Thread.sleep(POLL);
            }
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        while (!stopping) {
            ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            if (ends.isEmpty()) {
                loaded.countDown();
            }
            consumer.poll(POLL).forEach(this::apply);
        }
    }

    /** None before both topics are there. */
    private static List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
        Map<String, ?> there = consumer.listTopics();
        return TOPICS.stream().allMatch(topic -> there.containsKey(topic.title()))
                ? TOPICS.stream().flatMap(topic -> consumer.partitionsFor(topic.title()).stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition())).toList()
                : List.of();
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        String[] key = record.key().split("\u001f", 3);
        try {
            table.apply(new TenantId(key[0]), Sort.valueOf(key[1]), key[2], record.offset(), entry(record));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | JsonProcessingException | KafkaException e) {
            LOGGER.atWarn().addKeyValue("offset", record.offset()).addKeyValue("topic", record.topic())
                    .log("a setting that cannot be read is passed over");
        }
    }

    private @Nullable Entry entry(ConsumerRecord<String, byte[]> record) throws JsonProcessingException {
        byte[] bytes = record.value();
        Setting setting = bytes == null ? null : settings.fromBytes(bytes);
        String value = setting == null ? null : setting.getValue();
        String opened = value == null ? null : sealer.open(value).orElse(null);
        if (setting == null || value == null || opened == null) {
            return null;
        }
        Instant at = setting.getAt();
        return new Entry(new TenantId(setting.getTenant()), Sort.valueOf(setting.getSort()), setting.getId(),
                (ObjectNode) Door.JSON.readTree(opened), setting.getActor(), at, Sealer.keyOf(value).orElse(null));
    }
}
