package dev.palimpsest.query.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.access.ApiKeys;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.DoorConfig;
import dev.palimpsest.access.Health;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.query.keys.Keyring;
import dev.palimpsest.query.settings.HeapSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The routes of organizations, projects and members behind a door of their own; what is taken back is noted, not done. */
final class ProjectDoor implements AutoCloseable {

    static final String ORGANIZATIONS = "/api/v1/orgs/organizations/";
    static final String ACME = ORGANIZATIONS + "org-acme";

    final ApiKeys keys;
    final HeapSettings settings;
    final List<TenantId> takenBack = new ArrayList<>();
    /** What happens while it is taken back. */
    Consumer<Caller> meanwhile = _ -> {};
    private final Door door;
    private final HttpClient http = HttpClient.newHttpClient();

    ProjectDoor(Path folder) {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-05-01T00:00:00Z"));
        keys = new ApiKeys(folder.resolve("api-keys"), clock);
        settings = new HeapSettings(clock);
        Keyring keyring = new Keyring(keys, settings, clock);
        Organizations organizations = new Organizations(settings);
        ProjectLife life = new ProjectLife(settings, keyring, organizations, this::takeBack);
        door = Door.open(DoorConfig.local(0), keys, new Health(Map.of()), routes -> {
            new Projects(settings, organizations, life).addTo(routes);
            new Members(keyring, organizations).addTo(routes);
        });
    }

    private void takeBack(Caller admin) {
        meanwhile.accept(admin);
        takenBack.add(admin.tenant());
    }

    /** What was answered. */
    record Answer(int status, JsonNode json) {

        /** A part of it, as text. */
        String text(String part) {
            return json.path(part).asText();
        }
    }

    /** A key of an administrator who sees everything. */
    String admin(String tenant) throws IOException {
        return keys.create(Caller.admin(new TenantId(tenant), "ada"));
    }

    /** A project of the organization whose key it is. */
    Answer make(String key, String name) throws Exception {
        return send(key, "POST", ACME + "/projects/", "{\"name\":\"" + name + "\"}");
    }

    Answer get(String key, String path) throws Exception {
        return send(key, "GET", path, "");
    }

    Answer send(String key, String method, String path, String body) throws Exception {
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + door.port() + path)).header("Authorization", "Token " + key)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
        return new Answer(answer.statusCode(), Door.JSON.readTree(answer.body()));
    }

    @Override
    public void close() {
        http.close();
        door.close();
    }
}
