package dev.palimpsest.local.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.palimpsest.local.stack.StackException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines are sent in bounded batches to a door that refuses what says bad and stops at what says stop. */
class MemoryLinesImportTest {

    private final List<String> taken = new ArrayList<>();
    private final List<Long> places = new ArrayList<>();
    private HttpServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(MemoryLinesImport.PATH, exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] answer = answer(body.lines().toList()).getBytes(StandardCharsets.UTF_8);
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
    void shouldSendAllAndNameTheLinesThatAreRefused() throws IOException {
        Path file = file(2_500, 7, "bad");

        MemoryLinesImport.Result result = run(file, 0);

        assertThat(result.lines()).isEqualTo(2_500);
        assertThat(result.taken()).isEqualTo(2_499);
        assertThat(result.whole()).isFalse();
        assertThat(result.refused()).isEqualTo(1);
        assertThat(result.reasons().lines("refused")).containsExactly("1 refused: it is bad (record 8)");
        assertThat(places).containsExactly(1_000L, 2_000L, 2_500L);
    }

    @Test
    void shouldGoOnAtTheLineWhereItStopped() throws IOException {
        Path stopping = file(1_500, 1_200, "stop");

        assertThatThrownBy(() -> run(stopping, 0)).isInstanceOf(StackException.class)
                .hasMessageContaining("stopped at line 1201").hasMessageContaining("not durable");
        assertThat(places.getLast()).isEqualTo(1_200);
        MemoryLinesImport.Result rest = run(file(1_500, -1, ""), places.getLast());

        assertThat(rest.lines()).isEqualTo(1_500);
        assertThat(rest.taken()).isEqualTo(300);
        assertThat(taken).hasSize(1_500).doesNotHaveDuplicates();
    }

    @Test
    void shouldKnowAFileThatEndsAsAnExportDoes() throws IOException {
        Path file = Files.write(folder.resolve("whole.ndjson"), List.of("line 0", "{\"type\":\"end\",\"memories\":1}"));

        assertThat(run(file, 0).whole()).isTrue();
    }

    private MemoryLinesImport.Result run(Path file, long skip) throws IOException {
        return new MemoryLinesImport(new ApiClient(URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                "key"), places::add).run(file, skip);
    }

    private Path file(int lines, int special, String word) throws IOException {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            all.add(i == special ? word : "line " + i);
        }
        return Files.write(folder.resolve("memories" + word + ".ndjson"), all);
    }

    private String answer(List<String> lines) {
        StringBuilder answer = new StringBuilder();
        int refused = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.equals("stop")) {
                return answer + """
                        {"type":"durable","through":%d,"taken":0,"known":0,"refused":0}
                        {"type":"stopped","line":%d,"reason":"it is not durable: too fast"}
                        """.formatted(i, i + 1);
            }
            if (line.equals("bad")) {
                refused++;
                answer.append("{\"type\":\"refused\",\"line\":").append(i + 1).append(",\"reason\":\"it is bad\"}\n");
            } else {
                taken.add(line);
            }
        }
        return answer + """
                {"type":"end","lines":%d,"taken":%d,"known":0,"refused":%d}
                """.formatted(lines.size(), lines.size() - refused, refused);
    }
}
