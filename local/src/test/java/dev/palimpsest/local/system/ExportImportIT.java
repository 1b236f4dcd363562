package dev.palimpsest.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.access.Door;
import dev.palimpsest.local.client.ApiClient;
import dev.palimpsest.local.client.MemoryLinesImport;
import dev.palimpsest.local.stack.LocalStack;
import dev.palimpsest.local.stack.OnSharedStack;
import dev.palimpsest.local.stack.Ports;
import dev.palimpsest.local.stack.Progress;
import dev.palimpsest.local.stack.StackExtension;
import dev.palimpsest.local.stack.StackOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Memories are taken from one stack to another that has nothing, on real parts: both tell the same. */
@OnSharedStack
@ExtendWith(SystemExtension.class)
class ExportImportIT {

    private static final String CURRENT = "moving";
    private static final String ALL = "moving-whole";
    private static final int OTHER = 4;

    @TempDir
    private Path folder;

    @Test
    void shouldComeToTheSameDigest(TestSystem there) throws IOException {
        for (String tenant : List.of(CURRENT, ALL)) {
            fill(there, tenant);
        }
        export(there, CURRENT, "current");
        export(there, ALL, "all");
        StackOptions options = new StackOptions(folder.resolve("other"), true,
                new Ports(StackExtension.ownPortOffset(OTHER)), "256m");
        try (LocalStack other = LocalStack.prepare(options, Progress.SILENT, List.of())) {
            other.start();
            try (TestSystem here = TestSystem.beside(other, OTHER, Files.createDirectories(folder.resolve("own")))) {
                for (String tenant : List.of(CURRENT, ALL)) {
                    bring(here, tenant);
                }
                staysSealed(here);
            }
        }
    }

    private static void fill(TestSystem there, String tenant) {
        ApiClient api = there.api(tenant);
        JsonNode _ = api.post("/api/v1/memories?wait=true", Map.of("user", "alice", "messages", List.of(Map.of("role",
                "user", "content", "Please arrange findings by host. We decided to call the bridge brelvaxon."))));
        JsonNode _ = api.post("/api/v1/memories?wait=true", Map.of("user", "alice", "messages",
                List.of(Map.of("role", "user", "content", "Please arrange findings by ATT&CK tactic."))));
        JsonNode bobs = api.post("/api/v1/memories?wait=true", Map.of("user", "bob", "messages",
                List.of(Map.of("role", "user", "content", "We decided to call the gateway xanthobar."))));
        JsonNode _ = api.delete("/api/v1/memories/" + bobs.at("/memories/0/id").asText() + "?wait=true");
        JsonNode _ = api.post("/api/v1/memories?wait=true", Map.of("user", "carol", "messages",
                List.of(Map.of("role", "user", "content", "We decided to call the printer dromquith."))));
        String erasure = api.post("/api/v1/subjects/user:carol/erase", Map.of()).path("id").asText();
        TestSystem.await("the certificate", () -> api.get("/api/v1/certificates/" + erasure).path("state").asText()
                .equals("complete"));
        JsonNode _ = there.ingest(tenant).post("/v1/intelligence?source=blocks",
                "# blocks\n203.0.113.0/24\n".getBytes(StandardCharsets.UTF_8));
        JsonNode _ = there.ingest(tenant).post("/v1/events?source=zeek", """
                {"_path":"conn","ts":"2026-11-20T10:00:01.000000Z","uid":"CN1","id.orig_h":"10.9.1.1",\
                "id.orig_p":40000,"id.resp_h":"203.0.113.9","id.resp_p":443,"proto":"tcp","conn_state":"SF"}
                """.getBytes(StandardCharsets.UTF_8));
        TestSystem.await("a detection", () -> api.get("/api/v1/memories?limit=100&kind=detection").path("memories")
                .size() == 1);
        JsonNode _ = there.play(tenant).settle(TestSystem.SIGHTING_WINDOW);
    }

    private void export(TestSystem there, String tenant, String versions) throws IOException {
        Files.writeString(file(tenant), lines(there, tenant, versions));
    }

    private void bring(TestSystem here, String tenant) throws IOException {
        JsonNode told = last(Files.readString(file(tenant)));

        MemoryLinesImport.Result first = send(here, tenant);
        TestSystem.await("the same digest", () -> last(lines(here, tenant)).path("digest").equals(told.path("digest")));
        JsonNode report = here.play(tenant).settle(TestSystem.SIGHTING_WINDOW);
        MemoryLinesImport.Result again = send(here, tenant);

        assertThat(Files.readString(file(tenant))).contains("brelvaxon").doesNotContain("dromquith");
        assertThat(told.path("memories").asLong()).isGreaterThan(6);
        assertThat(first.taken()).isEqualTo(states(tenant));
        assertThat(first.refused()).isZero();
        assertThat(again.taken()).isZero();
        assertThat(again.known()).isEqualTo(first.taken());
        assertThat(report.path("faults")).isEmpty();
        assertThat(report.path("agrees").asBoolean()).isTrue();
        assertThat(last(lines(here, tenant)).path("digest")).isEqualTo(told.path("digest"));
        assertThat(here.api(tenant).get("/api/v1/dead-letters").path("letters")).isEmpty();
        assertThat(here.api(tenant).post("/api/v1/memories/search", Map.of("query", "what is the bridge called"))
                .toString()).contains("brelvaxon");
    }

    /** Who is forgotten on the other stack is forgotten there, words that came along too, and does not come back by the file. */
    private void staysSealed(TestSystem here) throws IOException {
        JsonNode _ = here.api(CURRENT).post("/api/v1/subjects/user:alice/erase?reason=moved", Map.of());
        TestSystem.await("nothing of her", () -> !here.api(CURRENT).post("/api/v1/memories/search",
                Map.of("query", "what is the bridge called")).toString().contains("brelvaxon"));
        MemoryLinesImport.Result again = send(here, CURRENT);

        assertThat(again.taken()).isZero();
        assertThat(again.reasons().lines("refused").toString()).contains("user:alice was forgotten here");
        assertThat(lines(here, CURRENT)).doesNotContain("brelvaxon");
    }

    private MemoryLinesImport.Result send(TestSystem here, String tenant) throws IOException {
        return new MemoryLinesImport(here.api(tenant), _ -> {}).run(file(tenant), 0);
    }

    /** Lines that say how a memory stands. */
    private long states(String tenant) throws IOException {
        return Files.readAllLines(file(tenant)).stream()
                .filter(line -> line.contains("\"type\":\"memory\"") || line.contains("\"type\":\"event\"")).count();
    }

    private Path file(String tenant) {
        return folder.resolve(tenant + ".ndjson");
    }

    private static String lines(TestSystem system, String tenant) {
        return lines(system, tenant, "current");
    }

    private static String lines(TestSystem system, String tenant, String versions) {
        try (BufferedReader in = system.api(tenant).lines("/api/v1/memories/export?versions=" + versions)) {
            StringBuilder all = new StringBuilder();
            in.lines().forEach(line -> all.append(line).append('\n'));
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode last(String lines) {
        try {
            return Door.JSON.readTree(lines.strip().substring(lines.strip().lastIndexOf('\n') + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
