package dev.palimpsest.local.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.local.chaos.Account.Contact;
import dev.palimpsest.local.client.ApiClient;
import dev.palimpsest.local.stack.StackException;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.DeadLetter;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.HttpSchemaRegistry;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what there is: memories by the API, receipts and dead letters straight from the broker. */
record FoundReading(ApiClient api, String brokers, URI registry) {

    private static final int PAGE = 100;
    private static final Duration READ_MAX = Duration.ofMinutes(2);

    Found read() {
        Map<Contact, Long> contacts = new HashMap<>();
        list("kind=relation", memory -> contact(memory, contacts));
        Map<String, Long> turns = new HashMap<>();
        list("kind=episodic", memory -> turns.merge(memory.path("text").asText(), 1L, Long::sum));
        Set<String> receipts = new HashSet<>();
        topic(Topic.RECALLS, record -> receipts.add(record.key().substring(record.key().indexOf('\u001f') + 1)));
        RecordSerde<DeadLetter> letters = new RecordSerde<>(Codecs.DEAD_LETTER, new HttpSchemaRegistry(registry),
                Topic.DEAD_LETTER.title());
        List<String> reasons = new ArrayList<>();
        topic(Topic.DEAD_LETTER, record -> reasons.add(letters.fromBytes(record.value()).getReason()));
        return new Found(contacts, turns, receipts, reasons);
    }

    private static void contact(JsonNode memory, Map<Contact, Long> contacts) {
        String target = memory.path("subject").asText();
        if (target.startsWith("ip:10.9.2.")) {
            String source = "";
            for (JsonNode entity : memory.path("entities")) {
                source = entity.asText().startsWith("ip:10.9.1.") ? entity.asText() : source;
            }
            contacts.merge(new Contact(source, target), memory.path("count").asLong(), Long::sum);
        }
    }

    private void list(String filter, Consumer<JsonNode> each) {
        String cursor = "";
        do {
            JsonNode page = api.get("/api/v1/memories?limit=" + PAGE + "&" + filter + cursor);
            page.path("memories").forEach(each);
            cursor = page.hasNonNull("next")
                    ? "&cursor=" + URLEncoder.encode(page.path("next").asText(), StandardCharsets.UTF_8)
                    : "";
        } while (!cursor.isEmpty());
    }

    private void topic(Topic topic, Consumer<ConsumerRecord<String, byte[]>> each) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed"), new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.title()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long end = System.nanoTime() + READ_MAX.toNanos();
            while (ends.entrySet().stream().anyMatch(part -> consumer.position(part.getKey()) < part.getValue())) {
                if (System.nanoTime() - end > 0) {
                    throw new StackException(topic.title() + " cannot be read within " + READ_MAX.toSeconds() + " s");
                }
                consumer.poll(Duration.ofSeconds(1)).forEach(each);
            }
        }
    }
}
