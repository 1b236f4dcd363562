package dev.palimpsest.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.local.client.ApiClient;
import dev.palimpsest.local.stack.OnSharedStack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was known when, and what was shown, on real parts. */
@OnSharedStack
@ExtendWith(SystemExtension.class)
class PastIT {

    private static TestSystem system;

    @BeforeAll
    static void take(TestSystem given) {
        system = given;
    }

    @Test
    void shouldAnswerFromWhatWasKnownThen() {
        JsonNode host = slot(say("then", "I prefer findings by host."));
        JsonNode tactic = slot(say("then", "I prefer findings by tactic."));
        String then = "&known_at=" + host.path("updatedAt").asText();
        assertThat(tactic.path("version").asLong()).isEqualTo(host.path("version").asLong() + 1);

        assertThat(texts(list("then", then))).contains(host.path("text").asText())
                .doesNotContain(tactic.path("text").asText());
        assertThat(texts(list("then", ""))).contains(tactic.path("text").asText())
                .doesNotContain(host.path("text").asText());
        assertThat(texts(list("then", "&as_of=" + host.path("validFrom").asText())))
                .contains(host.path("text").asText());
        assertThat(texts(search("then", Map.of("known_at", host.path("updatedAt").asText()))))
                .contains(host.path("text").asText());
        assertThat(api("then").get("/api/v1/memories/" + host.path("id").asText() + "?known_at="
                + host.path("updatedAt").asText()).path("ref")).isEqualTo(host.path("ref"));
        assertThat(brief("then", host.path("updatedAt").asText()).path("text").asText())
                .contains(host.path("ref").asText().substring(0, 8)).isNotEqualTo(
                        brief("then", null).path("text").asText());
    }

    @Test
    void shouldTellWhatWasLearntAndRevisedBetweenTwoInstants() {
        JsonNode host = slot(say("between", "I prefer findings by host."));
        JsonNode tactic = slot(say("between", "I prefer findings by tactic."));

        JsonNode diff = api("between").get("/api/v1/diff?subject=user:erin&from=" + host.path("updatedAt").asText());

        assertThat(diff.path("revised")).singleElement().satisfies(change -> {
            assertThat(change.path("before")).isEqualTo(host.path("ref"));
            assertThat(change.path("after").path("ref")).isEqualTo(tactic.path("ref"));
        });
        assertThat(diff.path("learnt")).allSatisfy(
                change -> assertThat(change.path("after").path("kind").asText()).isEqualTo("episodic"));
        assertThatThrownBy(() -> api("between").get("/api/v1/diff?subject=user:erin"))
                .hasMessageContaining("from is a time before to");
    }

    @Test
    void shouldKeepAReceiptOfEveryAnswerAndFindThatTheLogAgrees() {
        JsonNode host = slot(say("shown", "I prefer findings by host."));
        List<String> receipts = List.of(search("shown", Map.of()).path("receipt").asText(),
                list("shown", "").path("receipt").asText(), brief("shown", null).path("receipt").asText());
        say("shown", "I prefer findings by tactic.");

        receipts.forEach(id -> {
            TestSystem.await("receipt " + id + " is kept", () -> isThere("shown", id));
            JsonNode looked = api("shown").get("/api/v1/receipts/" + id + "/replay");
            assertThat(looked.path("agrees").asBoolean()).as(looked.toPrettyString()).isTrue();
            assertThat(looked.path("receipt").path("returned").findValuesAsText("ref"))
                    .contains(host.path("ref").asText());
            assertThat(isThere("elsewhere", id)).isFalse();
        });
        assertThat(api("shown").get("/api/v1/memories/" + host.path("id").asText() + "/recalls").path("recalls")
                .findValuesAsText("id")).containsAll(receipts);
    }

    private static boolean isThere(String tenant, String receipt) {
        try {
            return api(tenant).get("/api/v1/receipts/" + receipt).path("id").asText().equals(receipt);
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static JsonNode say(String tenant, String text) {
        return api(tenant).post("/api/v1/memories?wait=true",
                Map.of("user", "erin", "messages", List.of(Map.of("role", "user", "content", text))));
    }

    /** The profile's slot among what a turn made. */
    private static JsonNode slot(JsonNode said) {
        for (JsonNode memory : said.path("memories")) {
            if (memory.path("kind").asText().equals("profile")) {
                return memory;
            }
        }
        throw new AssertionError("no profile was made: " + said.toPrettyString());
    }

    private static JsonNode list(String tenant, String more) {
        return api(tenant).get("/api/v1/memories?subject=user:erin&kind=profile" + more);
    }

    private static JsonNode search(String tenant, Map<String, Object> filter) {
        return api(tenant).post("/api/v1/memories/search", Map.of("query", "findings by", "filter", filter));
    }

    private static JsonNode brief(String tenant, @Nullable String knownAt) {
        Map<String, Object> request = new HashMap<>(Map.of("subject", "user:erin", "text", "What do I like?"));
        if (knownAt != null) {
            request.put("known_at", knownAt);
        }
        return api(tenant).post("/api/v1/brief", request);
    }

    private static List<String> texts(JsonNode answer) {
        List<String> texts = new ArrayList<>();
        answer.path("memories").forEach(memory -> texts.add(memory.path("text").asText()));
        return texts;
    }

    private static ApiClient api(String tenant) {
        return system.api(tenant);
    }
}
