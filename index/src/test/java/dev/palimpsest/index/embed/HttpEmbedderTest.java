package dev.palimpsest.index.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.palimpsest.index.ScriptedServer;
import dev.palimpsest.index.http.JsonHttp;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEmbedderTest {

    private final ScriptedServer server = new ScriptedServer();
    private final HttpEmbedder embedder = new HttpEmbedder(new HttpEmbedder.Endpoint(
            URI.create(server.uri() + "/v1/"), "some-model", "secret", 2, Duration.ofSeconds(5)));

    @AfterEach
    void close() {
        embedder.close();
        server.close();
    }

    @Test
    void shouldAskAsOpenAiDoesAndScaleToLengthOne() {
        server.then(200, "{\"data\":[{\"index\":0,\"embedding\":[3,4]}]}");
        assertThat(embedder.embed("hello")).containsExactly(0.6f, 0.8f);
        assertThat(server.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.path()).isEqualTo("/v1/embeddings");
            assertThat(asked.authorization()).isEqualTo("Bearer secret");
            assertThat(asked.body())
                    .isEqualTo("{\"model\":\"some-model\",\"encoding_format\":\"float\",\"input\":[\"hello\"]}");
        });
    }

    @Test
    void shouldPutVectorsInTheOrderOfTheTexts() {
        server.then(200, "{\"data\":[{\"index\":1,\"embedding\":[0,1]},{\"index\":0,\"embedding\":[1,0]}]}");
        assertThat(embedder.embedAll(List.of("a", "b"))).containsExactly(new float[]{1, 0}, new float[]{0, 1});
    }

    @Test
    void shouldCutManyTextsIntoSeveralRequests() {
        server.then(500, "");
        assertThatExceptionOfType(EmbedderUnavailable.class)
                .isThrownBy(() -> embedder.embedAll(Collections.nCopies(1_000, "a")));
        assertThat(server.asked().getFirst().body().split("\"a\"", -1)).hasSize(HttpEmbedder.TEXTS_MAX + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void shouldTryAgainWhereTheServerIsBusy(int status) {
        server.then(status, "slow down").then(200, "{\"data\":[{\"index\":0,\"embedding\":[1,0]}]}");
        assertThat(embedder.embed("a")).containsExactly(1, 0);
    }

    @Test
    void shouldGiveUpWhereTheServerStaysBusy() {
        server.then(503, "");
        assertThatExceptionOfType(EmbedderUnavailable.class).isThrownBy(() -> embedder.embed("a"))
                .withMessageEndingWith("answers 503").withMessageNotContaining("secret");
        assertThat(server.asked()).hasSize(JsonHttp.ATTEMPTS_MAX);
    }

    @Test
    void shouldNotTryAgainWhereTheServerRefuses() {
        server.then(401, "{\"error\":{\"message\":\"bad key\"}}");
        assertThatExceptionOfType(EmbedderUnavailable.class).isThrownBy(() -> embedder.embed("a"));
        assertThat(server.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"data\":[]}", "{\"data\":[{\"index\":0,\"embedding\":[1]}]}",
            "{\"data\":[{\"index\":1,\"embedding\":[1,0]}]}", "{\"data\":[{\"embedding\":[1,0]}]}"})
    void shouldRefuseAnAnswerThatIsNoVector(String body) {
        server.then(200, body);
        assertThatExceptionOfType(EmbedderUnavailable.class).isThrownBy(() -> embedder.embed("a"));
    }

    @Test
    void shouldSayThatNobodyAnswers() {
        server.close();
        assertThatExceptionOfType(EmbedderUnavailable.class).isThrownBy(() -> embedder.embed("a"))
                .withMessageContaining("does not answer");
    }
}
