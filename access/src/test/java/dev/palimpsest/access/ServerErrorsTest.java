package dev.palimpsest.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server refuses by itself, byte by byte, since no client would send it. */
class ServerErrorsTest {

    private static Door door;

    @BeforeAll
    static void open() {
        door = Door.open(DoorConfig.local(0), _ -> Optional.empty(), new Health(Map.of()), _ -> {});
    }

    @AfterAll
    static void close() {
        door.close();
    }

    /** The answer is read until the server ends the connection: without that this would not return. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"GET /%00 HTTP/1.1#Host: a|400", "POST /a/%00/b?c=%00 HTTP/1.1#Host: a|400",
            "GET /%zz HTTP/1.1#Host: a|400", "GET / HTTP/1.1|400", "GET / HTTP/9.9#Host: a|505",
            "GET / HTTP/1.1#Host: a#Content-Length: x|400", "GET / HTTP/1.1#Host: a#Big: LONG|431", "nonsense|400",
            "GET /a/../../b HTTP/1.1#Host: a|400", "TRACE / HTTP/1.1#Host: a#Transfer-Encoding: what|400"})
    void shouldAnswerAsProblemDetailsAndSayThatTheConnectionEnds(String request, int status) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
            socket.getOutputStream().write((request.replace("#", "\r\n").replace("LONG", "x".repeat(40_000))
                    + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String head = answer.substring(0, answer.indexOf("\r\n\r\n"));
            JsonNode problem = Door.JSON.readTree(answer.substring(head.length()));

            assertThat(head).startsWith("HTTP/1.1 " + status).containsIgnoringCase("Connection: close")
                    .containsIgnoringCase("Content-Type: application/problem+json").doesNotContain("Jetty");
            assertThat(problem.path("status").asInt()).isEqualTo(status);
            assertThat(problem.path("detail").asText()).isNotBlank().isEqualTo(problem.path("error").asText());
        }
    }
}
