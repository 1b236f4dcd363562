package dev.palimpsest.schemas.registry;

import dev.palimpsest.peers.Peer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import org.apache.avro.Schema;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpSchemaRegistryTest {

    private static final Schema SCHEMA = Schema.create(Schema.Type.STRING);

    private ScriptedRegistry server;
    private HttpSchemaRegistry registry;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedRegistry();
        registry = new HttpSchemaRegistry(Peer.at(server.base()), Duration.ZERO);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldRegisterOnceAndKeepTheNumber() {
        server.answers(200, "{\"id\":42}");

        assertThat(registry.register("a topic-value", SCHEMA)).isEqualTo(42);
        assertThat(registry.register("a topic-value", SCHEMA)).isEqualTo(42);

        assertThat(server.asked()).containsExactly("POST /apis/ccompat/v7/subjects/a+topic-value/versions "
                + "{\"schema\":\"\\\"string\\\"\",\"schemaType\":\"AVRO\"}");
    }

    @Test
    void shouldFetchASchemaOnce() {
        server.answers(200, "{\"schema\":\"\\\"string\\\"\"}");

        assertThat(registry.byId(7)).isEqualTo(SCHEMA);
        assertThat(registry.byId(7)).isEqualTo(SCHEMA);

        assertThat(server.asked()).containsExactly("GET /apis/ccompat/v7/schemas/ids/7 ");
    }

    @Test
    void shouldSayWhatTheRegistrySaysWhenItRefuses() {
        server.answers(409, "{\"error_code\":409,\"message\":\"Incompatible\"}");

        assertRefused(() -> registry.register("t", SCHEMA),
                "cannot register the schema of t: the registry answers 409 Incompatible");
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void shouldNotKeepARefusal() {
        server.answers(422, "{\"error_code\":42201,\"message\":\"Invalid\"}").answers(200, "{\"id\":1}");

        assertRefused(() -> registry.register("t", SCHEMA),
                "cannot register the schema of t: the registry answers 422 Invalid");
        assertThat(registry.register("t", SCHEMA)).isEqualTo(1);
    }

    @Test
    void shouldTryAgainWhenTheRegistryStumbles() {
        server.answers(503, "").answers(500, "{}").answers(200, "{\"id\":5}");

        assertThat(registry.register("t", SCHEMA)).isEqualTo(5);
    }

    @Test
    void shouldGiveUpAfterFiveTries() {
        server.answers(503, "{\"message\":\"starting\"}");

        assertRefused(() -> registry.byId(1), "cannot fetch schema 1: the registry answers 503 starting");
        assertThat(server.asked()).hasSize(5);
    }

    @Test
    void shouldSayInOneLineThatNobodyAnswers() {
        server.close();

        assertRefused(() -> registry.byId(1),
                "cannot fetch schema 1: the registry at " + server.base() + " does not answer: ConnectException");
    }

    @Test
    void shouldTellAnUnknownNumberFromAWrongAddress() {
        server.answers(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}")
                .answers(404, "{\"message\":\"no such page\"}").answers(404, "<html>");

        assertThatIllegalArgumentException().isThrownBy(() -> registry.byId(9))
                .withMessage("no schema has the id 9");
        assertRefused(() -> registry.byId(9), "cannot fetch schema 9: the registry answers 404 no such page");
        assertRefused(() -> registry.byId(9), "cannot fetch schema 9: what answers at " + server.base()
                + " is no schema registry (status 404)");
    }

    @Test
    void shouldNotTakeAnAnswerWithoutItsPart() {
        server.answers(200, "{}");

        assertRefused(() -> registry.register("t", SCHEMA),
                "cannot register the schema of t: the registry at " + server.base() + " gives it no id");
        assertRefused(() -> registry.byId(3), "cannot fetch schema 3: it is no Avro schema");
    }

    @Test
    void shouldNotWaitForASchemaThatIsOfAnotherKind() {
        server.answers(200, "{\"schemaType\":\"JSON\",\"schema\":\"{\\\"type\\\":\\\"object\\\"}\"}");

        assertThatIllegalArgumentException().isThrownBy(() -> registry.byId(4))
                .withMessage("schema 4 is no Avro schema");
    }

    @Test
    void shouldDemandThatAllOlderRecordsStayReadable() {
        server.answers(200, "{\"compatibility\":\"BACKWARD_TRANSITIVE\"}");

        registry.requireBackwardTransitive("t-value");

        assertThat(server.asked())
                .containsExactly("PUT /apis/ccompat/v7/config/t-value {\"compatibility\":\"BACKWARD_TRANSITIVE\"}");
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatExceptionOfType(RegistryException.class).isThrownBy(call).withMessage(message);
    }
}
