package dev.palimpsest.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.palimpsest.access.Door;
import dev.palimpsest.local.stack.OnSharedStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the doors say of themselves is true, and nothing that is sent to them brings out their inside. */
@OnSharedStack
@ExtendWith(SystemExtension.class)
class DescriptionIT {

    private static final int REQUESTS = Integer.getInteger("palimpsest.fuzz.requests", 10_000);
    private static final long SEED = Long.getLong("palimpsest.fuzz.seed", 1);
    private static final int CLIENTS = 8;

    /** Of operations that read all there is, one request in so many. */
    private static final int SELDOM = 30;
    private static final Pattern HEAVY = Pattern.compile(".*(/verify|/export|/erase|/replay|/recalls|/dead-letters.*)");
    private static final Pattern INSIDE = Pattern
            .compile("\\bat [a-z]+\\.[\\w.$]+\\(|Exception\\b|java\\.lang|org\\.apache|dev\\.palimpsest|opensearch\\.");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static TestSystem system;
    private static List<Described> operations = List.of();

    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> schemaOf = new ConcurrentHashMap<>();

    @BeforeAll
    static void take(TestSystem given) {
        system = given;
        operations = Stream.of(system.apiRoot(), system.ingestRoot()).map(DescriptionIT::described)
                .flatMap(Collection::stream).toList();
    }

    @Test
    void shouldDescribeThemselvesAsTheSpecificationAsks() throws Exception {
        NpmFolder validator = NpmFolder.install("openapi");

        assertThat(validator.run(List.of("node", "validate.js", system.apiRoot() + "/openapi.json",
                system.ingestRoot() + "/openapi.json"), Map.of())).isEqualTo("3.1 ok\n3.1 ok\n");
    }

    @Test
    void shouldDescribeEveryRoute() {
        assertThat(system.apiRoutes().stream().filter(route -> route.path().startsWith("/api/v1/")
                && !route.path().startsWith("/api/v1/webhooks") && !route.path().startsWith("/api/v1/orgs"))
                .filter(route -> route.operation() == null)).as("routes of our own without a description").isEmpty();
        assertThat(Stream.concat(system.apiRoutes().stream(), system.ingestRoutes().stream())
                .filter(route -> !route.path().matches("/(health|docs|openapi).*")).count())
                .isEqualTo(operations.size());
        assertThat(operations.getFirst().document().at("/components/schemas").properties())
                .allSatisfy(schema -> assertThat(schema.getKey()).matches("[A-Za-z-]+"));
    }

    @Test
    void shouldShowAPageToReadIt() throws Exception {
        for (String path : List.of("/docs", "/docs/page.js", "/docs/swagger-ui-bundle.js", "/docs/swagger-ui.css")) {
            HttpResponse<String> answer = HTTP.send(
                    HttpRequest.newBuilder(system.apiRoot().resolve(path)).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body()).as(path).isNotBlank();
        }
    }

    @Test
    void shouldKeepTheirWordWhateverIsSent() throws Exception {
        Collection<String> wrong = new ConcurrentLinkedQueue<>();
        Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
        List<Described> asked = operations.stream().filter(operation -> !isEndless(operation)).toList();
        List<Future<?>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (int client = 0; client < CLIENTS; client++) {
                long seed = SEED * CLIENTS + client;
                clients.add(threads.submit(() -> ask(asked, seed, wrong, statuses)));
            }
            for (Future<?> client : clients) {
                client.get();
            }
        }
        assertThat(wrong).as(() -> "of " + REQUESTS + " requests, seed " + SEED + ", answered "
                + new TreeMap<>(statuses)).isEmpty();
        assertThat(statuses.get(200)).as("requests that could be answered").isGreaterThan(REQUESTS / 20);
        shouldAgreeEverywhereAfterAllThatWasSent();
    }

    private static void shouldAgreeEverywhereAfterAllThatWasSent() {
        TestSystem.await("all is read", () -> system.api("fuzz").get("/api/v1/verify").path("settled").asBoolean());
        assertThat(system.api("fuzz").get("/api/v1/verify").path("agrees").asBoolean()).isTrue();
    }

    private void ask(List<Described> asked, long seed, Collection<String> wrong, Map<Integer, Integer> statuses) {
        Fuzz fuzz = new Fuzz(seed);
        Random random = new Random(seed);
        String key = system.key("fuzz");
        for (int sent = 0; sent < REQUESTS / CLIENTS;) {
            Described operation = asked.get(random.nextInt(asked.size()));
            if (HEAVY.matcher(operation.path()).matches() && random.nextInt(SELDOM) > 0) {
                continue;
            }
            sent++;
            HttpRequest request = fuzz.request(operation, key);
            try {
                HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
                statuses.merge(answer.statusCode(), 1, Integer::sum);
                String fault = fault(operation, answer, fuzz);
                if (!fault.isEmpty()) {
                    wrong.add(request + ": " + fault);
                }
            } catch (IOException e) {
                wrong.add(request + ": " + e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** What is wrong with an answer; empty for nothing. */
    private String fault(Described operation, HttpResponse<String> answer, Fuzz fuzz) throws IOException {
        String body = answer.body();
        if (answer.statusCode() >= 500 || INSIDE.matcher(body).find()) {
            return answer.statusCode() + " " + body.lines().findFirst().orElse("");
        }
        if (answer.statusCode() >= 400) {
            return isJson(body) ? "" : answer.statusCode() + " without JSON: " + body;
        }
        JsonNode described = operation.answer(answer.statusCode());
        if (described.isMissingNode()) {
            return answer.statusCode() + " is not described";
        }
        JsonNode schema = described.path("content").path("application/json").path("schema");
        if (schema.isMissingNode()) {
            return "";
        }
        JsonNode json = Door.JSON.readTree(body);
        if (!operation.path().contains("/keys")) { // or it would end its own
            json.findValuesAsText("id").forEach(fuzz::learn);
        }
        var errors = schema(operation, schema).validate(json);
        return errors.isEmpty() ? "" : answer.statusCode() + " is not as described: " + errors.getFirst();
    }

    private static boolean isJson(String body) {
        try {
            return Door.JSON.readTree(body).isObject();
        } catch (IOException e) {
            return false;
        }
    }

    private Schema schema(Described operation, JsonNode reference) {
        return schemaOf.computeIfAbsent(operation.root() + reference.toString(), _ -> {
            ObjectNode whole = Door.JSON.createObjectNode();
            whole.setAll((ObjectNode) reference);
            whole.set("components", operation.document().path("components"));
            return schemas.getSchema(whole);
        });
    }

    /** Streams that go on until the client leaves. */
    private static boolean isEndless(Described operation) {
        return operation.method().equals("GET")
                && (operation.path().startsWith("/mcp") || operation.node().toString().contains("text/event-stream"));
    }

    private static List<Described> described(URI root) {
        try {
            HttpResponse<String> answer = HTTP.send(HttpRequest.newBuilder(root.resolve("/openapi.json")).build(),
                    BodyHandlers.ofString());
            return Described.of(root, Door.JSON.readTree(answer.body()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
