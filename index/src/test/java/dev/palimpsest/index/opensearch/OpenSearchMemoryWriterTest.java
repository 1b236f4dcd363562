package dev.palimpsest.index.opensearch;

import dev.palimpsest.peers.Login;
import dev.palimpsest.peers.Peer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.palimpsest.index.IndexUnavailable;
import dev.palimpsest.index.Memories;
import dev.palimpsest.index.MemoryFilter;
import dev.palimpsest.index.ScriptedServer;
import dev.palimpsest.index.WriteOutcome;
import dev.palimpsest.index.WriteOutcome.Overloaded;
import dev.palimpsest.index.WriteOutcome.Rejected;
import dev.palimpsest.index.WriteOutcome.Written;
import dev.palimpsest.index.embed.BilingualEmbedder;
import dev.palimpsest.index.embed.HashEmbedder;
import dev.palimpsest.index.embed.HttpEmbedder;
import dev.palimpsest.memory.Memory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real OpenSearch does too seldom to be tested with one. */
class OpenSearchMemoryWriterTest {

    private static final Memory ONE = Memories.of("host:a", "one").memory();
    private static final Memory TWO = Memories.of("host:b", "two").memory();
    private static final Memory THREE = Memories.of("host:c", "three").memory();

    private final ScriptedServer server = new ScriptedServer();
    private final IndexConfig config = IndexConfig.at(server.uri());
    private final OpenSearchMemoryWriter writer = new OpenSearchMemoryWriter(config, HashEmbedder.bilingual());

    @AfterEach
    void close() {
        writer.close();
        server.close();
    }

    @Test
    void shouldTellAppliedStaleAndRejectedApart() {
        server.then(200, items("{\"status\":201}", "{\"status\":409}", """
                {"status":400,"error":{"type":"mapper_parsing_exception",
                "reason":"failed to parse field [x]. Preview of field's value: 'the secret'",
                "caused_by":{"type":"illegal_argument_exception",
                "reason":"For input string: \\"the secret\\"; immense term whose prefix is 'the secret'"}}}"""));
        assertThat(writer.write(List.of(ONE, TWO, THREE))).isEqualTo(new Written(1, 1,
                List.of(new Rejected(THREE.id(), 1,
                        "mapper_parsing_exception by illegal_argument_exception in field x"))));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503})
    void shouldWaitAsLongAsABusyServerAsks(int status) {
        server.then(status, "{\"error\":{\"reason\":\"queue full\"}}", "7");
        WriteOutcome outcome = writer.write(List.of(ONE));
        assertThat(outcome).isEqualTo(new Overloaded(Duration.ofSeconds(7),
                "OpenSearch at " + server.uri() + " answers " + status + ": queue full"));
        assertThat(server.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 403, 500})
    void shouldBeOverloadedWhereOneItemCouldNotBeTaken(int status) {
        server.then(200, items("{\"status\":201}", "{\"status\":" + status + "}"));
        assertThat(writer.write(List.of(ONE, TWO))).isInstanceOf(Overloaded.class);
    }

    @Test
    void shouldBeOverloadedWhereNobodyAnswers() {
        server.close();
        assertThat(writer.write(List.of(ONE))).isInstanceOfSatisfying(Overloaded.class,
                outcome -> assertThat(outcome.reason()).contains("does not answer").doesNotContain("\n"));
    }

    @Test
    void shouldBeOverloadedWhereTheEmbedderDoesNotAnswer() {
        HttpEmbedder gone = new HttpEmbedder(HttpEmbedder.Endpoint.at(URI.create("http://127.0.0.1:1/v1"), "m", 2));
        try (OpenSearchMemoryWriter other = new OpenSearchMemoryWriter(config,
                new BilingualEmbedder(gone, gone, ""))) {
            assertThat(other.write(List.of(ONE))).isInstanceOf(Overloaded.class);
        }
    }

    @Test
    void shouldStopSendingOnceARequestWasNotTaken() {
        server.then(503, "");
        try (OpenSearchMemoryWriter small = new OpenSearchMemoryWriter(config.withBulk(new IndexConfig.Bulk(1, 1_000)),
                HashEmbedder.bilingual())) {
            assertThat(small.write(List.of(ONE, TWO, THREE))).isInstanceOf(Overloaded.class);
        }
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void shouldCutABatchByNumberAndBySize() {
        server.then(200, items("{\"status\":201}"));
        try (OpenSearchMemoryWriter byBytes = new OpenSearchMemoryWriter(
                config.withBulk(new IndexConfig.Bulk(100, 1)), HashEmbedder.bilingual())) {
            assertThat(byBytes.write(List.of(ONE, TWO, THREE))).isEqualTo(new Written(3, 0, List.of()));
        }
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void shouldThrowWhereTheWholeRequestIsRefused() {
        server.then(401, "Unauthorized");
        assertThatExceptionOfType(IndexUnavailable.class).isThrownBy(() -> writer.write(List.of(ONE)))
                .withMessage("OpenSearch at " + server.uri() + " answers 401: it takes another login");
    }

    @Test
    void shouldSendItsLogin() {
        server.then(200, items("{\"status\":201}"));
        try (OpenSearchMemoryWriter other = new OpenSearchMemoryWriter(
                IndexConfig.at(Peer.at(server.uri()).as(new Login("me", "secret"))), HashEmbedder.bilingual())) {
            other.write(List.of(ONE));
        }
        assertThat(server.asked().getFirst().authorization()).isEqualTo("Basic bWU6c2VjcmV0");
        assertThat(IndexConfig.at(Peer.at(server.uri()).as(new Login("me", "secret"))).toString())
                .doesNotContain("secret");
    }

    @Test
    void shouldRefuseAnIndexMadeForOtherModels() {
        server.then(200, "{\"palimpsest-memories-v1\":{\"mappings\":{\"_meta\":{\"english_model\":\"e5@2\"}}}}");
        assertThatExceptionOfType(IndexUnavailable.class).isThrownBy(writer::ensureIndex)
                .withMessageContaining("english_model e5@2, not hash@1");
    }

    @Test
    void shouldReadInOneLineThatNobodyAnswers() {
        server.close();
        try (OpenSearchMemoryReader reader = new OpenSearchMemoryReader(config, HashEmbedder.bilingual())) {
            assertThatExceptionOfType(IndexUnavailable.class)
                    .isThrownBy(() -> reader.list(Memories.TENANT, MemoryFilter.CURRENT, 1, null))
                    .withMessageMatching("OpenSearch at \\S+ does not answer: [^\\n]+");
        }
    }

    @Test
    void shouldTryAReadAgainWhileTheServerIsBusy() {
        server.then(503, "").then(200, "{\"hits\":{\"hits\":[]}}");
        try (OpenSearchMemoryReader reader = new OpenSearchMemoryReader(config, HashEmbedder.bilingual())) {
            assertThat(reader.list(Memories.TENANT, MemoryFilter.CURRENT, 1, null).memories()).isEmpty();
        }
    }

    private static String items(String... items) {
        return "{\"items\":[" + String.join(",", List.of(items).stream().map(item -> "{\"index\":" + item + "}")
                .toList()) + "]}";
    }
}
