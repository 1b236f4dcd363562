package dev.palimpsest.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.local.stack.OnSharedStack;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A network meets its addresses in all partitions: what one partition alone cannot show. */
@OnSharedStack
@ExtendWith(SystemExtension.class)
class NetworksIT {

    private static final String TENANT = "networks";
    private static final int ADDRESSES = 24;

    private static TestSystem system;

    @BeforeAll
    static void take(TestSystem given) {
        system = given;
    }

    @Test
    void shouldMeetEveryAddressWhicheverCameFirst() {
        contact(1);
        system.play(TENANT).settle(TestSystem.SIGHTING_WINDOW);

        JsonNode loaded = system.ingest(TENANT).post("/v1/intelligence?source=blocks",
                "# blocks\n203.0.113.0/24\n".getBytes(StandardCharsets.UTF_8));
        TestSystem.await("a detection for each contact before the network", () -> detections().size() == ADDRESSES);
        contact(101);
        TestSystem.await("a detection for each contact after it", () -> detections().size() == 2 * ADDRESSES);

        assertThat(loaded.path("accepted").asInt()).isEqualTo(1);
        assertThat(detections()).allSatisfy(detection -> {
            assertThat(detection.path("text").asText()).contains("in a known", "203.0.113.0/24")
                    .containsPattern("listed by \\S*/blocks");
            assertThat(detection.path("count").asInt()).isEqualTo(1);
        });
    }

    /** One machine for each address of the network from this number on. */
    private void contact(int first) {
        String lines = IntStream.range(0, ADDRESSES).mapToObj(i -> """
                {"_path":"conn","ts":"2026-11-20T10:00:%02d.000000Z","uid":"CN%08d","id.orig_h":"10.9.%d.%d",\
                "id.orig_p":40000,"id.resp_h":"203.0.113.%d","id.resp_p":443,"proto":"tcp","conn_state":"SF"}
                """.formatted(i, first + i, first, i + 1, first + i)).collect(Collectors.joining());
        JsonNode result = system.ingest(TENANT).post("/v1/events?source=zeek",
                lines.getBytes(StandardCharsets.UTF_8));
        assertThat(result.path("accepted").asInt()).isEqualTo(ADDRESSES);
    }

    private List<JsonNode> detections() {
        List<JsonNode> found = new ArrayList<>();
        system.api(TENANT).get("/api/v1/memories?limit=100&kind=detection").path("memories").forEach(found::add);
        return found;
    }
}
