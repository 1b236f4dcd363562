package dev.palimpsest.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.local.stack.OnSharedStack;
import dev.palimpsest.processor.checkpoint.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What an auditor does, on real parts: checkpoints, witness, bundle, verifier. */
@OnSharedStack
@ExtendWith(SystemExtension.class)
class AuditIT {

    private static TestSystem system;

    @TempDir
    Path folder;

    @BeforeAll
    static void take(TestSystem given) {
        system = given;
    }

    @Test
    void shouldProveTheLogThroughAKillAndARotationToSomebodyWithAJdkAlone() throws Exception {
        String memory = say("audited", "I often handle Emotet cases.");
        say("another", "I often handle TrickBot cases.");
        awaitSigned();
        system.processor().kill();
        system.processor().startAgain();
        system.processor().awaitReady();
        SigningKey rotated = SigningKey.rotate(RunningProcessor.CHECKPOINT_KEY, Instant.now());
        say("audited", "I often handle QakBot cases.");
        awaitSigned();
        TestSystem.await("the new key signs", () -> report().path("attested").path("keys").toString()
                .contains(rotated.id()));

        JsonNode report = report();
        JsonNode witnessed = system.api("audited").post("/api/v1/verify",
                Files.readAllBytes(RunningProcessor.CHECKPOINT_WITNESS));
        Path bundle = folder.resolve("bundle.jsonl");
        system.api("audited").download("/api/v1/export?memory=" + memory, bundle);
        String first = report.path("attested").path("keys").path(0).asText();

        assertThat(report.path("faults")).isEmpty();
        assertThat(report.path("agrees").asBoolean()).isTrue();
        assertThat(report.path("attested").path("checkpoints").asLong()).isGreaterThan(2);
        assertThat(witnessed.path("attested").path("witnessed").asLong()).isPositive();
        assertThat(witnessed.path("faults")).isEmpty();
        assertThat(verify(bundle, first)).contains("HOLDS: a bundle of tenant audited", "of memory " + memory,
                "the key you trust is among them");
        assertThat(Files.readString(bundle)).doesNotContain(hex("TrickBot"), hex("Emotet"), "Emotet")
                .contains(hex(memory));
        assertThat(verify(changed(bundle), first)).startsWith("DOES NOT HOLD").contains("record ");
    }

    @Test
    void shouldProveChosenMemoriesAlone() throws Exception {
        String memory = say("chosen", "I often handle IcedID cases.");
        say("chosen", "I often handle Dridex cases.");
        awaitSigned();
        Path bundle = folder.resolve("bundle.jsonl");

        system.api("chosen").download("/api/v1/export?only=true&memory=" + memory, bundle);

        assertThat(verify(bundle, "")).contains("HOLDS", "of memory " + memory);
        assertThat(Files.readString(bundle)).doesNotContain(hex("Dridex"));
    }

    private static String say(String tenant, String text) {
        JsonNode said = system.api(tenant).post("/api/v1/memories?wait=true",
                Map.of("user", "erin", "messages", List.of(Map.of("role", "user", "content", text))));
        return said.path("memories").path(0).path("id").asText();
    }

    private static JsonNode report() {
        return system.api("audited").get("/api/v1/verify");
    }

    private static void awaitSigned() {
        TestSystem.await("all is signed", () -> {
            JsonNode attested = report().path("attested");
            return attested.path("records").asLong() > 0 && attested.path("unsigned").asLong() == 0;
        });
    }

    private static Path changed(Path bundle) throws IOException {
        String text = Files.readString(bundle);
        int at = text.indexOf("\"canonical\":\"") + 40;
        return Files.writeString(bundle.resolveSibling("changed"),
                text.substring(0, at) + (text.charAt(at) == '0' ? '1' : '0') + text.substring(at + 1));
    }

    private String verify(Path bundle, String trusted) throws Exception {
        Path said = folder.resolve("said");
        Path root = Path.of(System.getProperty("palimpsest.script", "../palimpsest")).toAbsolutePath().getParent();
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                root.resolve("docs/verifier/Verify.java").toString(), bundle.toString());
        if (!trusted.isEmpty()) {
            command.command().add(trusted);
        }
        int status = command.redirectErrorStream(true).redirectOutput(said.toFile()).start().waitFor();
        String text = Files.readString(said);
        assertThat(status).as(text).isEqualTo(text.startsWith("HOLDS") ? 0 : 1);
        return text;
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
