package dev.palimpsest.query.http;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRoutesTest {

    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-06-01T00:00:00Z");
    private static final Caller ADMIN = Caller.admin(new TenantId("acme"), "admin");

    @TempDir
    Path folder;

    private ApiKeys keys;
    private Door door;
    private String ending;

    @BeforeEach
    void open() throws IOException {
        InstantSource clock = InstantSource.fixed(NOW);
        keys = new ApiKeys(folder.resolve("api-keys"), clock);
        ending = keys.create(ADMIN, END).key();
        HeapSettings settings = new HeapSettings(clock);
        door = Door.open(DoorConfig.local(0), keys, new Health(Map.of()),
                new KeyRoutes(new Keyring(keys, settings, clock), settings)::addTo);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void shouldMakeNoKeyThatOutlivesTheKeyThatMakesIt() throws Exception {
        assertThat(post(ending, "/api/v1/keys", "{\"name\":\"a\"}")).startsWith("403")
                .contains("lives no longer than the key that makes it");
        assertThat(post(ending, "/api/v1/keys", "{\"name\":\"a\",\"expires\":\"2026-06-02T00:00:00Z\"}"))
                .startsWith("403");
        assertThat(post(ending, "/api/v1/keys", "{\"name\":\"a\",\"expires\":\"2026-05-31T00:00:00Z\"}"))
                .startsWith("201");
        assertThat(keys.list(ADMIN.tenant())).hasSize(2);
    }

    @Test
    void shouldRotateNoKeyThatOutlivesTheKeyThatRotatesIt() throws Exception {
        ApiKeys.Made lasting = keys.create(ADMIN, null);
        String own = keys.list(ADMIN.tenant()).getFirst().id();

        assertThat(post(ending, "/api/v1/keys/" + lasting.line().id() + "/rotate", "")).startsWith("403");
        assertThat(post(ending, "/api/v1/keys/" + own + "/rotate", "")).startsWith("201")
                .contains("2026-06-01T00:00:00Z");
        assertThat(post(lasting.key(), "/api/v1/keys/" + lasting.line().id() + "/rotate", "")).startsWith("201");
    }

    private String post(String key, String path, String body) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + door.port() + path)).header("X-API-Key", key)
                    .POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        }
    }
}
