package dev.palimpsest.schemas.registry;

import org.jspecify.annotations.Nullable;
import dev.palimpsest.peers.Peer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * A registry over Confluent's REST API. Numbers and schemas never change once given, so both are kept for good; a
 * failure is never kept. Each request is tried {@value #ATTEMPTS} times where the registry cannot be reached.
 */
public final class HttpSchemaRegistry implements SchemaRegistry {

    private static final int ATTEMPTS = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Confluent's code for a schema that does not exist: a bare 404 may as well be a wrong address. */
    private static final int SCHEMA_NOT_FOUND = 40403;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final @Nullable String authorization;
    private final Duration pause;
    private final HttpClient http;
    private final Map<Registration, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    private record Registration(String subject, Schema schema) {}

    /** One that asks for no login, by the API's root; Apicurio's is {@code http://host:8081/apis/ccompat/v7}. */
    public HttpSchemaRegistry(URI base) {
        this(Peer.at(base));
    }

    /** By the API's root. */
    public HttpSchemaRegistry(Peer server) {
        this(server, PAUSE);
    }

    /** @param pause between two tries of a request */
    public HttpSchemaRegistry(Peer server, Duration pause) {
        this.base = server.uri();
        this.authorization = server.authorization();
        this.pause = pause;
        this.http = server.client(TIMEOUT);
    }

    @Override
    public int register(String subject, Schema schema) {
        return ids.computeIfAbsent(new Registration(subject, schema), wanted -> {
            String path = "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8) + "/versions";
            // Told its type, or Apicurio guesses it from words in the schema and may find none.
            String body = JSON.createObjectNode().put("schema", schema.toString()).put("schemaType", "AVRO").toString();
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                    .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                    .POST(HttpRequest.BodyPublishers.ofString(body));
            String purpose = "register the schema of " + subject;
            JsonNode id = accepted(send(request, purpose), purpose).path("id");
            if (!id.isInt()) {
                throw new RegistryException("cannot " + purpose + ": the registry at " + base + " gives it no id");
            }
            return id.asInt();
        });
    }

    /** Demands that every new schema under the subject reads all that was written under it before. */
    public void requireBackwardTransitive(String subject) {
        HttpRequest.Builder request = HttpRequest
                .newBuilder(URI.create(base + "/config/" + URLEncoder.encode(subject, StandardCharsets.UTF_8)))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\":\"BACKWARD_TRANSITIVE\"}"));
        String purpose = "set the compatibility of " + subject;
        accepted(send(request, purpose), purpose);
    }

    @Override
    public Schema byId(int id) {
        return schemas.computeIfAbsent(id, wanted -> {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/schemas/ids/" + id)).GET();
            String purpose = "fetch schema " + id;
            Answer answer = send(request, purpose);
            if (isUnknown(answer)) {
                requireNotEmptied();
                throw new IllegalArgumentException("no schema has the id " + id);
            }
            String text = accepted(answer, purpose).path("schema").asText();
            if (text.isEmpty()) {
                throw new RegistryException("cannot " + purpose + ": it is no Avro schema");
            }
            try {
                return new Schema.Parser().parse(text);
            } catch (SchemaParseException e) {
                // Another kind of schema stays one: the record is for nobody here, and waiting helps nobody.
                throw new IllegalArgumentException("schema " + id + " is no Avro schema", e);
            }
        });
    }

    /** A registry that forgot what it told us has been emptied: its not knowing a number says nothing about a record. */
    private void requireNotEmptied() {
        for (int given : ids.values()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/schemas/ids/" + given)).GET();
            if (isUnknown(send(request, "fetch schema " + given))) {
                throw new RegistryException("the registry at " + base + " has lost its schemas: restore them, or start "
                        + "the services anew to register them again");
            }
            return;
        }
    }

    private static boolean isUnknown(Answer answer) {
        return answer.body().path("error_code").asInt() == SCHEMA_NOT_FOUND;
    }

    private record Answer(int status, JsonNode body) {}

    private Answer send(HttpRequest.Builder request, String purpose) {
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        HttpRequest ready = request.timeout(TIMEOUT).build();
        for (int attempt = 1;; attempt++) {
            try {
                HttpResponse<String> response = http.send(ready, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() < 500 || attempt == ATTEMPTS) {
                    return read(response, purpose);
                }
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new RegistryException("cannot " + purpose + ": the registry at " + base
                            + " does not answer: " + Peer.describe(e), e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RegistryException("interrupted while trying to " + purpose, e);
            }
            pause(purpose);
        }
    }

    private Answer read(HttpResponse<String> response, String purpose) {
        if (response.statusCode() == 401 || response.statusCode() == 403) {
            throw new RegistryException("cannot " + purpose + ": the registry at " + base + " answers "
                    + response.statusCode() + ": it takes another login");
        }
        try {
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (JsonProcessingException e) {
            throw new RegistryException("cannot " + purpose + ": what answers at " + base
                    + " is no schema registry (status " + response.statusCode() + ")", e);
        }
    }

    private static JsonNode accepted(Answer answer, String purpose) {
        if (answer.status() / 100 != 2) {
            throw new RegistryException("cannot " + purpose + ": the registry answers " + answer.status() + " "
                    + answer.body().path("message").asText());
        }
        return answer.body();
    }

    private void pause(String purpose) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException("interrupted while trying to " + purpose, e);
        }
    }
}
