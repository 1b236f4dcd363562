package dev.palimpsest.query.mem0;

import dev.palimpsest.peers.Brokers;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.index.IndexUnavailable;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.ledger.EventHeader;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.ledger.MemoryEvent;
import dev.palimpsest.query.follow.Words;
import dev.palimpsest.query.settings.Settings;
import dev.palimpsest.query.settings.Settings.Sort;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.RegistryException;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import dev.palimpsest.trust.seal.SealedRecords;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what happens to the memories of people and assistants from the log to the deliveries, whichever door it came by. Its
 * place is committed once the deliveries are durable.
 */
public final class WebhookFeed implements AutoCloseable {

    static final String GROUP = "palimpsest-webhooks";

    private static final Logger LOGGER = LoggerFactory.getLogger(WebhookFeed.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String CONVERSATION = "conversation";

    private final Brokers brokers;
    private final RecordSerde<LogRecord> serde;
    private final Settings settings;
    private final Deliveries deliveries;
    private final MemoryReader reader;
    private final SealedRecords sealed;
    private volatile boolean stopping;

    public WebhookFeed(Brokers brokers, SchemaRegistry registry, Settings settings, Deliveries deliveries,
            MemoryReader reader, SealedRecords sealed) {
        this.sealed = sealed;
        this.brokers = brokers;
        this.serde = new RecordSerde<>(Codecs.MEMORY_EVENT, registry, Topic.MEMORY_LOG.title());
        this.settings = settings;
        this.deliveries = deliveries;
        this.reader = reader;
    }

    /** Begins on a thread of its own. */
    public void start() {
        Thread.ofPlatform().name("webhook-feed").daemon().start(this::run);
    }

    @Override
    public void close() {
        stopping = true;
    }

    private void run() {
        boolean resumed = false;
        while (!stopping) {
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                    brokers.client(Map.of(ConsumerConfig.GROUP_ID_CONFIG, GROUP,
                            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                            "earliest", ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false)),
                    new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                if (!resumed) {
                    deliveries.resume();
                    resumed = true;
                }
                follow(consumer);
            } catch (KafkaException | RegistryException | Refusal | IndexUnavailable e) {
                LOGGER.atWarn().addKeyValue("reason", e.getMessage()).log("webhooks wait");
                pause();
            }
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        consumer.subscribe(List.of(Topic.MEMORY_LOG.title()));
        while (!stopping) {
            var records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                records.forEach(this::tell);
                consumer.commitSync();
            }
        }
    }

    private void tell(ConsumerRecord<byte[], byte[]> record) {
        MemoryEvent event;
        try {
            event = sealed.open(serde.fromBytes(record.value())).event();
        } catch (SerializationException e) {
            LOGGER.atWarn().addKeyValue("offset", record.offset()).addKeyValue("partition", record.partition())
                    .log("a record of the log cannot be read: no webhook is told of it");
            return;
        }
        EventHeader header = event.header();
        if (Words.areHeld(event) || !header.subject().isActor()
                || settings.all(header.tenant(), Sort.WEBHOOK).isEmpty()) {
            return;
        }
        String word = word(event);
        if (word == null) {
            return;
        }
        ObjectNode details = details(event, word);
        String type = word.equals("ADD") ? "memory_add" : word.equals("UPDATE") ? "memory_update" : "memory_delete";
        String keyId = keyOf(event);
        deliveries.tell(header.tenant(), type, details, header.systemTime(), keyId);
        ArrayNode categories = categories(event);
        if (!categories.isEmpty()) {
            ObjectNode categorised = details.deepCopy().put("event", "CATEGORIZE");
            categorised.set("categories", categories);
            deliveries.tell(header.tenant(), "memory_categorize", categorised, header.systemTime(), keyId);
        }
    }

    /** Of its words, or of the memory's where it has none of its own. */
    private @Nullable String keyOf(MemoryEvent event) {
        EventHeader header = event.header();
        return Words.said(event).<Content>map(plain -> plain)
                .or(() -> reader.get(header.tenant(), header.memory()).map(Memory::content)).flatMap(Content::key)
                .orElse(null);
    }

    private static @Nullable String word(MemoryEvent event) {
        return switch (event) {
            case MemoryEvent.Created _,MemoryEvent.Restored _,MemoryEvent.Released _ -> "ADD";
            case MemoryEvent.Revised _,MemoryEvent.Superseded _ -> "UPDATE";
            case MemoryEvent.Retracted _,MemoryEvent.Erased _ -> "DELETE";
            case MemoryEvent.RolledBack back -> back.status() == Status.CURRENT ? "UPDATE" : "DELETE";
            default -> null; // what is imported is no news: it was told where it happened
        };
    }

    private ObjectNode details(MemoryEvent event, String word) {
        EventHeader header = event.header();
        String text = Words.said(event).map(Content.Plain::text).or(() -> reader.get(header.tenant(), header.memory())
                .map(MemoryShape::text)).orElse(null);
        ObjectNode details = JsonNodeFactory.instance.objectNode().put("id", header.memory().toString())
                .put("event", word).put("version", header.version())
                .put(Owners.idOf(header.subject().type()), header.subject().name());
        details.set("data", JsonNodeFactory.instance.objectNode().put("memory", text));
        return details;
    }

    private static ArrayNode categories(MemoryEvent event) {
        ArrayNode categories = JsonNodeFactory.instance.arrayNode();
        Words.said(event).map(Content.Plain::categories).orElse(List.of()).stream()
                .filter(name -> !name.equals(CONVERSATION)).forEach(categories::add);
        return categories;
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
