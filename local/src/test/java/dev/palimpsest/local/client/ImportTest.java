package dev.palimpsest.local.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.palimpsest.access.Door;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.Arrival.Expected;
import dev.palimpsest.ingest.decode.table.TableMapping;
import dev.palimpsest.ingest.observe.Observer;
import dev.palimpsest.local.stack.StackException;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.observation.Payload.Event;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an import says of its files, against an intake that decodes and keeps nothing. */
class ImportTest {

    private final Observer observer = new Observer();
    private HttpServer server;
    private @Nullable TableMapping declared;

    @TempDir
    private Path folder;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/records", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] answer = answer(body.lines().toList()).toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    @Test
    void shouldSayThatJsonIsBroken() throws IOException {
        Import.Result cut = run("bundle.json",
                "{\n  \"type\": \"bundle\",\n  \"objects\": [\n    {\"type\": \"indicator\"");
        Import.Result wrong = run("event.json", "{\n  \"a\": 1,\n  b: 2\n}\n");

        assertThat(cut.refused()).isEqualTo(1);
        assertThat(cut.reasons().lines("refused")).containsExactly(
                "1 refused: JSON that ends before what begins here is closed (record 1)");
        assertThat(wrong.damaged().lines("kept with damage")).singleElement().asString()
                .startsWith("1 kept with damage: not whole JSON: ").endsWith("(record 1)");
    }

    @Test
    void shouldNameTheRecordsThatAreRefused() throws IOException {
        declared = TableMapping.parse("acme.yaml", "columns:\n  value: ioc\n");

        Import.Result result = run("acme.csv", "ioc,note\nc2.example,a\n,b\nd2.example,c\n,d\n,e\n,f\n");

        assertThat(result.accepted()).isEqualTo(2);
        assertThat(result.reasons().lines("refused"))
                .containsExactly("4 refused: acme.yaml:2: a row without a value (record 2, 4, 5, …)");
    }

    @Test
    void shouldSayWhatATableWithoutAKnownHeaderWasTakenFor() throws IOException {
        assertThat(run("x.csv", "wert;art;seit\nc2.example;Rechner;gestern\nd2.example;Rechner;heute\n").seemsTable())
                .isTrue();
        assertThat(run("y.csv", "// weekly\nwert;art;seit\nc2.example;Rechner;gestern\n// end\n").seemsTable())
                .isTrue();
        assertThat(run("x.log", "one line of a log\nanother, with a comma\n").seemsTable()).isFalse();
        assertThat(run("x.json", "{\"a\":1,\"b\":2}\n{\"a\":1,\"b\":2}\n").seemsTable()).isFalse();
        assertThat(run("iocs.csv", "value,type,description\nc2.example,domain,a\nd2.example,domain,b\n").seemsTable())
                .isFalse();
    }

    @Test
    void shouldTakeWhatLiesInAFolder() throws IOException {
        Files.createDirectories(folder.resolve("b/.git"));
        Path second = Files.writeString(folder.resolve("b/two.csv"), "a");
        Path first = Files.writeString(folder.resolve("a.json"), "{}");
        Files.writeString(folder.resolve("b/.git/config"), "x");
        Files.writeString(folder.resolve(".hidden"), "x");
        Files.writeString(folder.resolve("empty.txt"), "");
        Files.createSymbolicLink(folder.resolve("link"), first);

        ImportFiles found = ImportFiles.of(List.of(folder));

        assertThat(found.files()).containsExactly(first, second);
        assertThat(found.skipped()).containsExactlyInAnyOrder(folder.resolve(".hidden") + " (hidden)",
                folder.resolve("b/.git") + " (hidden)", folder.resolve("empty.txt") + " (empty)",
                folder.resolve("link") + " (no regular file)");
        assertThatThrownBy(() -> ImportFiles.of(List.of(folder.resolve("none")))).isInstanceOf(StackException.class)
                .hasMessageContaining("nothing was imported");
    }

    @Test
    void shouldKnowAFileThatWasImportedBefore() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), "{}");
        ImportPlace place = ImportPlace.of(folder.resolve("data"), file, "here");
        place.at(7);
        assertThat(place.records()).isEqualTo(7);
        assertThat(place.isThrough()).isFalse();

        place.end();

        assertThat(place.records()).isZero();
        assertThat(ImportPlace.of(folder.resolve("data"), file, "here").isThrough()).isTrue();
        assertThat(ImportPlace.of(folder.resolve("data"), file, "there").isThrough()).isFalse();
        Files.writeString(file, "{\"longer\":1}");
        assertThat(ImportPlace.of(folder.resolve("data"), file, "here").isThrough()).isFalse();
    }

    private Import.Result run(String name, String content) throws IOException {
        ApiClient intake = new ApiClient(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "key");
        return new Import(intake, "test", "ANY", declared, _ -> {}).run(
                Files.writeString(folder.resolve(name), content),
                0);
    }

    private ObjectNode answer(List<String> lines) throws IOException {
        Arrival arrival = Arrival.of("test", Instant.EPOCH).expecting(Expected.ANY);
        ObjectNode answer = Door.JSON.createObjectNode();
        ArrayNode items = answer.putArray("items");
        int accepted = 0;
        for (String line : lines) {
            byte[] record = Door.JSON.readTree(line).path("record").asText().getBytes(StandardCharsets.UTF_8);
            ObjectNode item = items.addObject().put("index", items.size() - 1);
            switch (observer.observe(new TenantId("acme"),
                    declared == null ? arrival : arrival.withMapping(declared), record, "here")) {
                case Observer.Observed.Observations found -> {
                    accepted++;
                    item.put("status", "accepted");
                    if (found.observations().getFirst().payload() instanceof Event event) {
                        event.first("error.message").ifPresent(damage -> item.put("reason", damage));
                    }
                }
                case Observer.Observed.Nothing nothing -> item.put("status", "ignored").put("reason", nothing.reason());
                case Observer.Observed.Refused refused -> item.put("status", "refused").put("reason", refused.reason());
            }
        }
        return answer.put("accepted", accepted);
    }
}
