package dev.palimpsest.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Role;
import dev.palimpsest.access.Sight;
import dev.palimpsest.local.stack.OnSharedStack;
import dev.palimpsest.memory.TenantId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every route against every credential that must not get through, on real parts. */
@OnSharedStack
@ExtendWith(SystemExtension.class)
class IsolationIT {

    private static final TenantId OWN = new TenantId("isolated");
    private static final String SECRET_ADDRESS = "203.0.113.177";
    private static final String SECRET_WORDS = "saffron lighthouse";
    private static final String STIX = """
            {"type":"bundle","id":"bundle--8a1a35b8-64f4-4d5a-9f4b-6f3d7b6f1001","objects":[{"type":"indicator","spec_version":"2.1",
            "id":"indicator--8a1a35b8-64f4-4d5a-9f4b-6f3d7b6f1002","created":"2026-01-01T00:00:00Z","modified":"2026-01-01T00:00:00Z",
            "name":"saffron lighthouse","indicator_types":["malicious-activity"],"pattern_type":"stix",
            "pattern":"[ipv4-addr:value = '203.0.113.177']","valid_from":"2026-01-01T00:00:00Z",
            "object_marking_refs":["marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed"]}]}""";

    private static TestSystem system;
    private static String secret;
    private static String bobs;
    private static HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void fill(TestSystem given) throws IOException {
        system = given;
        system.ingest(OWN.value()).post("/v1/intelligence", STIX.getBytes(StandardCharsets.UTF_8));
        bobs = system.api(OWN.value()).post("/api/v1/memories?wait=true", Map.of("user", "bob", "messages",
                List.of(Map.of("role", "user", "content", "Please remember that the " + SECRET_WORDS + " is mine."))))
                .path("memories").path(0).path("id").asText();
        TestSystem.await("the indicator is there", () -> !indicators().isEmpty());
        secret = indicators().getFirst().path("id").asText();
    }

    private static List<JsonNode> indicators() {
        List<JsonNode> found = new ArrayList<>();
        system.api(OWN.value()).get("/api/v1/memories?kind=indicator").path("memories").forEach(found::add);
        return found;
    }

    @Test
    void shouldLetNobodyThroughWithoutAGoodKey() throws Exception {
        ApiKeysOf keys = new ApiKeysOf();
        List<String> wrong = new ArrayList<>();
        int from = 0;
        for (Target target : targets()) {
            elsewhere(++from);
            Answer nobody = answer(target, null, secret);
            if (nobody.status() != 401) {
                wrong.add(target + " answers " + nobody + " to nobody");
            }
            String neverMade = answer(target, "plm_nobody-ever-made-this-key", secret).body();
            for (String key : List.of(keys.expired, keys.revoked)) {
                Answer answer = answer(target, key, secret);
                if (answer.status() != 401 || !answer.body().equals(neverMade)) {
                    wrong.add(target + " answers " + answer + " to an ended key");
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void shouldLetNobodyDoWhatHisRoleMayNot() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Role role : Role.values()) {
            String key = key(OWN, Sight.ALL, role);
            for (Target target : targets()) {
                boolean may = target.route().rights().stream().allMatch(right -> role.may(right));
                if (!may && answer(target, key, secret).status() != 403) {
                    wrong.add(target + " is not refused to " + role);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(targets())
                .allSatisfy(target -> assertThat(target.route().rights()).as(target.toString()).isNotEmpty());
    }

    /** An id of what lies beyond is answered exactly as one that was never given. */
    @Test
    void shouldNotTellWhetherThereIsWhatOneMayNotSee() throws Exception {
        String stranger = key(new TenantId("elsewhere"), Sight.ALL, Role.ADMIN);
        String uncleared = key(OWN, Sight.ALL.with("tlp=green"), Role.ADMIN);
        String others = key(OWN, Sight.ALL.with("for=user%3Acarol"), Role.ADMIN);
        String never = UUID.randomUUID().toString();
        List<String> wrong = new ArrayList<>();
        for (Target target : targets()) {
            if (!target.route().path().contains("{id}")) {
                continue;
            }
            for (Map.Entry<String, String> pair : Map.of(stranger + "#1", secret, stranger + "#2", bobs,
                    uncleared + "#1", secret, others + "#1", bobs).entrySet()) {
                String key = pair.getKey().substring(0, pair.getKey().indexOf('#'));
                Answer hidden = answer(target, key, pair.getValue());
                Answer nothing = answer(target, key, never);
                String told = hidden.body().replace(pair.getValue(), never);
                if (hidden.status() != nothing.status() || !timeless(told).equals(timeless(nothing.body()))) {
                    wrong.add(target + ": " + hidden + " but " + nothing);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(system.api(OWN.value()).get("/api/v1/memories/" + secret).path("status").asText())
                .isEqualTo("current");
        assertThat(system.api(OWN.value()).get("/api/v1/memories/" + bobs).path("status").asText())
                .isEqualTo("current");
    }

    @Test
    void shouldLeaveOutOfEveryAnswerWhatOneMayNotSee() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (String key : List.of(key(new TenantId("elsewhere"), Sight.ALL, Role.READER, Role.AUDITOR),
                key(OWN, Sight.ALL.with("tlp=green").with("for=user%3Acarol"), Role.READER))) {
            for (Asked asked : asked()) {
                Answer answer = send(system.apiRoot(), asked.method(), asked.path(), key, asked.body());
                if (answer.status() >= 500 || answer.body().contains(SECRET_ADDRESS)
                        || answer.body().contains(SECRET_WORDS) || answer.body().contains("bob")) {
                    wrong.add(asked + ": " + answer);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void shouldCountWhatOneSeesAlone() throws Exception {
        String uncleared = key(OWN, Sight.ALL.with("tlp=green"), Role.READER);
        JsonNode all = Door.JSON.readTree(send(system.apiRoot(), "GET", "/v1/stats/", key(OWN, Sight.ALL, Role.READER),
                "").body());
        JsonNode seen = Door.JSON.readTree(send(system.apiRoot(), "GET", "/v1/stats/", uncleared, "").body());

        assertThat(all.path("total_memories").asInt()).isPositive();
        assertThat(seen.path("total_memories").asInt()).isZero();
    }

    @Test
    void shouldWriteForThoseAloneWhomAKeyIsGranted() throws Exception {
        String carols = key(OWN, Sight.USUAL.with("for=user%3Acarol"), Role.WRITER, Role.FEED);
        String forBob = "{\"user\":\"bob\",\"user_id\":\"bob\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";

        for (String path : List.of("/api/v1/memories", "/v3/memories/add/", "/v1/memories/", "/memories")) {
            assertThat(send(system.apiRoot(), "POST", path, carols, forBob).status()).as(path).isEqualTo(403);
            assertThat(send(system.apiRoot(), "POST", path, carols, forBob.replace("bob", "carol")).status() / 100)
                    .as(path).isEqualTo(2);
        }
        assertThat(send(system.apiRoot(), "DELETE", "/v1/memories/?user_id=bob", carols, "").status() / 100)
                .isEqualTo(2);
        assertThat(system.api(OWN.value()).get("/api/v1/memories/" + bobs).path("status").asText())
                .isEqualTo("current");
    }

    @Test
    void shouldAdministerKeysOverHttpAndRecordIt() throws Exception {
        String root = key(OWN, Sight.ALL, Role.ADMIN);
        JsonNode made = Door.JSON.readTree(send(system.apiRoot(), "POST", "/api/v1/keys", root,
                "{\"name\":\"bot\",\"roles\":[\"writer\"],\"for\":[\"user:carol\"]}").body());
        String bot = made.path("key").asText();
        assertThat(send(system.apiRoot(), "GET", "/v1/ping/", bot, "").status()).isEqualTo(200);

        JsonNode next = Door.JSON.readTree(send(system.apiRoot(), "POST",
                "/api/v1/keys/" + made.path("id").asText() + "/rotate", root, "{\"grace\":\"PT0S\"}").body());

        assertThat(send(system.apiRoot(), "GET", "/v1/ping/", bot, "").status()).isEqualTo(401);
        assertThat(send(system.apiRoot(), "GET", "/v1/ping/", next.path("key").asText(), "").status()).isEqualTo(200);
        assertThat(send(system.apiRoot(), "DELETE", "/api/v1/keys/" + next.path("id").asText(), root, "").status())
                .isEqualTo(200);
        assertThat(send(system.apiRoot(), "GET", "/v1/ping/", next.path("key").asText(), "").status()).isEqualTo(401);
        JsonNode acts = system.api(OWN.value()).get("/api/v1/acts").path("acts");
        assertThat(acts).extracting(act -> act.path("value").path("act").asText()).contains("key-create", "key-rotate",
                "key-revoke");
        assertThat(acts.toString()).doesNotContain(bot);
        Answer wider = send(system.apiRoot(), "POST", "/api/v1/keys", key(OWN, Sight.USUAL, Role.ADMIN),
                "{\"name\":\"spy\",\"tlp\":\"red\"}");
        assertThat(wider.status()).isEqualTo(403);
    }

    /** What is asked of the whole memory. */
    private static List<Asked> asked() {
        String any = "{\"user_id\":\"*\"}";
        return List.of(new Asked("GET", "/api/v1/memories?limit=100", ""),
                new Asked("GET", "/api/v1/memories?about=ip:" + SECRET_ADDRESS, ""),
                new Asked("POST", "/api/v1/memories/search", "{\"query\":\"" + SECRET_WORDS.replace(' ', '-') + "\"}"),
                new Asked("POST", "/api/v1/brief", "{\"subject\":\"user:carol\",\"text\":\"what is new?\"}"),
                new Asked("GET", "/api/v1/graph?subject=user:carol&depth=3", ""),
                new Asked("GET", "/api/v1/diff?subject=user:carol&from=2020-01-01T00:00:00Z", ""),
                new Asked("GET", "/api/v1/memories?known_at=" + Instant.now(), ""),
                new Asked("GET", "/v1/entities/", ""), new Asked("GET", "/entities", ""),
                new Asked("GET", "/v1/stats/", ""), new Asked("GET", "/v1/events/", ""),
                new Asked("POST", "/v3/memories/search/", "{\"query\":\"saffron\",\"filters\":" + any + "}"),
                new Asked("POST", "/v3/memories/", "{\"filters\":" + any + "}"),
                new Asked("POST", "/v1/exports/", "{\"schema\":{\"properties\":{}},\"filters\":" + any + "}"),
                new Asked("POST", "/v1/summary/", "{\"filters\":" + any + "}"),
                new Asked("GET", "/v1/memories/?user_id=*", ""), new Asked("GET", "/memories?user_id=*", ""));
    }

    private record Asked(String method, String path, String body) {}

    private record Answer(int status, String body) {}

    private record Target(URI root, Door.Route route) {

        @Override
        public String toString() {
            return route.method() + " " + route.path();
        }
    }

    /** Keys that are good no more. */
    private static final class ApiKeysOf {
        private final String expired;
        private final String revoked;

        ApiKeysOf() throws IOException {
            expired = system.keys().create(Caller.admin(OWN, "late"), Instant.now().minusSeconds(1)).key();
            var gone = system.keys().create(Caller.admin(OWN, "gone"), null);
            system.keys().revoke(OWN, gone.line().id());
            revoked = gone.key();
        }
    }

    private static List<Target> targets() {
        return Stream.concat(system.apiRoutes().stream().map(route -> new Target(system.apiRoot(), route)),
                system.ingestRoutes().stream().filter(route -> !route.path().startsWith("/services/collector"))
                        .map(route -> new Target(system.ingestRoot(), route)))
                .filter(target -> !target.route().path().matches("/(health|docs|openapi).*")).toList();
    }

    private static String key(TenantId tenant, Sight sight, Role... roles) throws IOException {
        return system.keys().create(new Caller(tenant, "someone-" + UUID.randomUUID(), Set.of(roles), sight));
    }

    /** From another address of this machine: whoever tries wrong keys from one is held back. */
    private static void elsewhere(int number) throws IOException {
        http = HttpClient.newBuilder().localAddress(InetAddress.getByName("127.0.1." + number)).build();
    }

    private static Answer answer(Target target, String key, String id) throws Exception {
        String path = target.route().path().replace("{id}", id).replace("{type}/{name}", "user/carol")
                .replaceAll("\\{\\w+}", "default-project");
        return send(target.root(), target.route().method(), path, key, "{}");
    }

    private static String timeless(String body) {
        return body.replaceAll("\"(receipt|reference)\":\"[^\"]*\"", "");
    }

    private static Answer send(URI root, String method, String path, String key, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path.replace(" ", "%20")));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        boolean bare = method.equals("GET") || body.isEmpty();
        HttpResponse<String> response = http.send(request.header("Content-Type", "application/json")
                .method(method, bare ? BodyPublishers.noBody() : BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }
}
