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
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Events of memories as they are committed, on real parts. */
@OnSharedStack
@ExtendWith(SystemExtension.class)
@Timeout(300)
class FollowIT {

    private static final String TENANT = "followed";
    private static TestSystem system;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void take(TestSystem given) {
        system = given;
    }

    @Test
    void shouldTellWhatIsCommittedAndResumeWithoutLossOrRepeat() throws Exception {
        String key = system.key(TENANT);
        List<Told> first;
        try (Following following = follow(key, "", null)) {
            say("ada", "My favourite harbour is Rostock.");
            first = following.until(told -> told.data().path("text").asText().contains("Rostock"), 1);
        }
        assertThat(first.getLast().data().path("subject").asText()).isEqualTo("user:ada");
        assertThat(first.getLast().data().has("offset")).isFalse();

        say("ada", "My favourite mountain is Watzmann.");
        List<Told> second;
        try (Following following = follow(key, "?after=earliest", first.getLast().id())) {
            second = following.until(told -> told.data().path("text").asText().contains("Watzmann"), 1);
        }
        List<Told> all;
        try (Following following = follow(key, "?after=earliest", null)) {
            all = following.until(told -> told.data().path("text").asText().contains("Watzmann"), 1);
        }
        List<String> refs = new ArrayList<>(all.stream().map(Told::ref).toList());
        assertThat(refs).doesNotHaveDuplicates();
        assertThat(refs).containsAll(second.stream().map(Told::ref).toList())
                .containsAll(first.stream().map(Told::ref).toList());
        assertThat(second).extracting(Told::ref).doesNotContainAnyElementsOf(first.stream().map(Told::ref).toList());
        String last = second.getLast().id();
        say("ada", "My favourite river is the Elbe.");
        try (Following following = follow(key, "?after=" + URLEncoder.encode(last, StandardCharsets.UTF_8), null)) {
            assertThat(following.until(told -> told.data().path("text").asText().contains("Elbe"), 1))
                    .extracting(Told::ref).doesNotContainAnyElementsOf(refs);
        }
    }

    @Test
    void shouldTellNobodyWhatHeMayNotSeeAndFilterTheRest() throws Exception {
        String carols = system.keys().create(new Caller(new TenantId(TENANT), "carols", Set.of(Role.READER),
                Sight.USUAL.with("for=user%3Acarol")));
        try (Following following = follow(carols, "", null);
                Following filtered = follow(system.key(TENANT), "?subject=user:carol&event=created", null)) {
            say("bob", "My favourite lake is Constance.");
            say("carol", "My favourite lake is Garda.");
            for (Following each : List.of(following, filtered)) {
                assertThat(each.until(told -> told.data().path("text").asText().contains("Garda"), 1))
                        .allSatisfy(told -> assertThat(told.data().path("subject").asText()).isEqualTo("user:carol"));
            }
        }
    }

    @Test
    void shouldEndTheStreamOfAKeyThatIsRevoked() throws Exception {
        String key = system.keys().create(Caller.admin(new TenantId(TENANT), "leaver"));
        try (Following following = follow(key, "", null)) {
            system.keys().list(new TenantId(TENANT)).stream().filter(line -> line.caller().name().equals("leaver"))
                    .forEach(line -> revoke(line.id()));
            assertThat(following.rest()).contains("event: end").anyMatch(line -> line.contains("revoked"));
        }
        assertThat(send(key, "", null).statusCode()).isEqualTo(401);
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() throws Exception {
        String key = system.key(TENANT);
        for (String wrong : List.of("?before=x", "?kind=nothing", "?event=made", "?subject=ada", "?after=yesterday")) {
            assertThat(send(key, wrong, null).statusCode()).as(wrong).isEqualTo(400);
        }
        String foreign = system.key("another-tenant");
        String place;
        try (Following following = follow(foreign, "", null)) {
            place = following.begin;
        }
        assertThat(send(key, "?after=" + place, null).statusCode()).isEqualTo(400);
    }

    private static void revoke(String id) {
        try {
            system.keys().revoke(new TenantId(TENANT), id);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void say(String user, String text) {
        system.api(TENANT).post("/api/v1/memories?wait=true",
                Map.of("user", user, "messages", List.of(Map.of("role", "user", "content", text))));
    }

    private HttpResponse<Stream<String>> send(String key, String query, String lastId) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(system.apiRoot() + "/api/v1/events" + query))
                .header("Authorization", "Bearer " + key).header("Accept-Encoding", "gzip");
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofLines());
    }

    private Following follow(String key, String query, String lastId) throws Exception {
        HttpResponse<Stream<String>> response = send(key, query, lastId);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
        return new Following(response.body());
    }

    private record Told(String id, JsonNode data) {

        String ref() {
            return data.path("ref").asText();
        }
    }

    /** One open stream. */
    private static final class Following implements AutoCloseable {

        private final Stream<String> body;
        private final Iterator<String> lines;
        private final String begin;

        Following(Stream<String> body) {
            this.body = body;
            this.lines = body.iterator();
            assertThat(lines.next()).isEqualTo("retry: 3000");
            this.begin = lines.next().substring("id: ".length());
            assertThat(lines.next()).isEmpty();
        }

        /** What is told until so many of those have come. */
        List<Told> until(Predicate<Told> wanted, int count) throws IOException {
            List<Told> all = new ArrayList<>();
            String id = begin;
            for (int left = count; left > 0;) {
                String line = lines.next();
                if (line.startsWith("id: ")) {
                    id = line.substring("id: ".length());
                } else if (line.startsWith("data: ")) {
                    Told told = new Told(id, Door.JSON.readTree(line.substring("data: ".length())));
                    all.add(told);
                    left -= wanted.test(told) ? 1 : 0;
                }
            }
            return all;
        }

        List<String> rest() {
            List<String> rest = new ArrayList<>();
            lines.forEachRemaining(rest::add);
            return rest;
        }

        @Override
        public void close() {
            body.close();
        }
    }
}
