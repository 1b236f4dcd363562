package dev.palimpsest.query.mcp;

import dev.palimpsest.peers.Brokers;
import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.DoorConfig;
import dev.palimpsest.access.Health;
import dev.palimpsest.access.Role;
import dev.palimpsest.access.Sight;
import dev.palimpsest.index.inmemory.InMemoryMemoryIndex;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.query.audit.MemoryLog;
import dev.palimpsest.query.audit.ObservationReading;
import dev.palimpsest.query.audit.Past;
import dev.palimpsest.query.audit.TopicReading;
import dev.palimpsest.query.mcp.tool.Desk;
import dev.palimpsest.query.mcp.tool.Permission;
import dev.palimpsest.query.order.Orders;
import dev.palimpsest.query.order.SessionOwners;
import dev.palimpsest.query.recall.Lineage;
import dev.palimpsest.query.recall.Receipts;
import dev.palimpsest.query.recall.Recalls;
import dev.palimpsest.query.recall.SealedReceipts;
import dev.palimpsest.query.settings.HeapSettings;
import dev.palimpsest.schemas.registry.InMemorySchemaRegistry;
import dev.palimpsest.trust.seal.SealedObservations;
import dev.palimpsest.trust.seal.SealedRecords;
import dev.palimpsest.trust.seal.Sealer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The door over memories on the heap, and a client of it that knows nothing but JSON and HTTP. */
final class McpSystem implements AutoCloseable {

    static final TenantId ACME = new TenantId("acme");
    static final Instant NOW = Instant.parse("2026-11-22T15:00:00Z");

    private static final Map<String, Caller> CALLERS = Map.of("key-alice", Caller.admin(ACME, "alice"), "key-bob",
            Caller.admin(ACME, "bob"), "key-eve", Caller.admin(new TenantId("globex"), "eve"), "key-uncleared",
            new Caller(ACME, "junior", Set.of(Role.ADMIN), Sight.ALL.with("tlp=green")), "key-carol",
            new Caller(ACME, "carol", Set.of(Role.ADMIN), Sight.ALL.with("for=user%3Acarol")), "key-reader",
            new Caller(ACME, "reader", Set.of(Role.READER), Sight.ALL), "key-feed",
            new Caller(ACME, "feed", Set.of(Role.FEED), Sight.ALL));

    final InMemoryMemoryIndex index = new InMemoryMemoryIndex();
    final HeapWriting writing = new HeapWriting(index);
    volatile Instant now = NOW;
    final HeapSettings settings = new HeapSettings(() -> now);

    private final Receipts receipts = new Receipts(
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()),
            new InMemorySchemaRegistry(), new SealedReceipts(Sealer.none()));
    private final McpDoor mcp;
    private final Door door;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger ids = new AtomicInteger();

    McpSystem() {
        InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
        TopicReading reading = new TopicReading(Brokers.at("127.0.0.1:1"));
        MemoryLog log = new MemoryLog(reading, registry, SealedRecords.NONE);
        Recalls recalls = new Recalls(index, new Past(index, log, SealedRecords.NONE), log,
                new Lineage(log, new ObservationReading(reading, registry, new SealedObservations(Sealer.none()))),
                receipts, Map::of, () -> now);
        mcp = new McpDoor(new Desk(recalls, index, writing, new Orders(index, writing, () -> now),
                new SessionOwners(index), Permission.BY_RIGHTS, settings, () -> now), "127.0.0.1");
        door = Door.open(DoorConfig.local(0), secret -> Optional.ofNullable(CALLERS.get(secret)),
                new Health(Map.of()), mcp::addTo);
    }

    /** What came back. */
    record Answer(int status, @Nullable String session, List<JsonNode> messages) {

        JsonNode last() {
            return messages.getLast();
        }

        JsonNode result() {
            return last().path("result");
        }

        /** What a tool answered. */
        JsonNode structured() {
            if (result().path("isError").asBoolean()) {
                throw new AssertionError(last().toString());
            }
            return result().path("structuredContent");
        }

        /** Why a tool did not. */
        String failure() {
            if (!result().path("isError").asBoolean()) {
                throw new AssertionError(last().toString());
            }
            return result().path("content").path(0).path("text").asText();
        }
    }

    /** A client in a session. */
    final class Client {

        private final String path;
        private final String key;
        String session = "";

        Client(String path, String key) {
            this.path = path;
            this.key = key;
        }

        Client open(String version) {
            Answer opened = send("initialize", Map.of("protocolVersion", version, "capabilities", Map.of(),
                    "clientInfo", Map.of("name", "test", "version", "1")));
            session = String.valueOf(opened.session());
            notify("notifications/initialized", Map.of());
            return this;
        }

        Answer tool(String name, Map<String, Object> arguments) {
            return send("tools/call", Map.of("name", name, "arguments", arguments));
        }

        Answer send(String method, Map<String, Object> params) {
            return send(ids.incrementAndGet(), method, params);
        }

        Answer send(int id, String method, Map<String, Object> params) {
            return post(Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", params), Map.of());
        }

        Answer notify(String method, Map<String, Object> params) {
            return post(Map.of("jsonrpc", "2.0", "method", method, "params", params), Map.of());
        }

        Answer post(Map<String, Object> message, Map<String, String> headers) {
            return request("POST", message, headers);
        }

        Answer request(String method, @Nullable Object body, Map<String, String> headers) {
            try {
                HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + door.port() + path))
                        .header("Authorization", "Bearer " + key)
                        .header("Accept", "application/json, text/event-stream")
                        .method(method, body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(Door.JSON.writeValueAsBytes(body)));
                if (!session.isEmpty()) {
                    request.header("Mcp-Session-Id", session);
                }
                headers.forEach(request::header);
                HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
                return new Answer(response.statusCode(),
                        response.headers().firstValue("Mcp-Session-Id").orElse(null), messages(response));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    Client client(String key) {
        return new Client("/mcp", key).open("2025-06-18");
    }

    Client clientAt(String path, String key) {
        return new Client(path, key).open("2025-06-18");
    }

    private static List<JsonNode> messages(HttpResponse<String> response) throws IOException {
        List<JsonNode> messages = new ArrayList<>();
        if (response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream")) {
            for (String line : response.body().lines().filter(line -> line.startsWith("data: ")).toList()) {
                messages.add(Door.JSON.readTree(line.substring(6)));
            }
        } else if (!response.body().isBlank()) {
            messages.add(Door.JSON.readTree(response.body()));
        }
        return messages;
    }

    @Override
    public void close() {
        mcp.close();
        door.close();
        receipts.close();
    }
}
