package dev.palimpsest.trust.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.observation.Conversation;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.ObservationId;
import dev.palimpsest.memory.observation.Payload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmissionTest {
    private static final byte[] KEY = "a key for tests, nothing else".getBytes(StandardCharsets.UTF_8);
    private static final TenantId ACME = new TenantId("acme");
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String SECRET = "Tr0ub4dor-and-3";

    private final Admission usual = new Admission(KEY, SourcePolicy.USUAL);

    private static Observation event(String source, TrustTier trust, Map<String, String> fields, String raw) {
        return new Observation(ObservationId.of(ACME, "t", raw), ACME, source, trust, Tlp.AMBER, NOW, NOW,
                new Payload.Event("sysmon", Content.attributes(fields), raw));
    }

    @Test
    void shouldKeepSecretNeitherInFieldsNorInOriginal() {
        Observation admitted = usual.apply(event("edr", TrustTier.SENSOR_STRUCTURED,
                Map.of("process.command_line", "net use \\\\files\\c$ /user:bob " + SECRET,
                        "winlog.event_data.Password",
                        SECRET, "note", "it is " + SECRET),
                "{\"CommandLine\":\"net use \\\\\\\\files\\\\c$ /user:bob " + SECRET + "\",\"n\":\"" + SECRET + "\"}"));

        assertThat(admitted.toString()).doesNotContain(SECRET).contains("«secret:command-line-password:");
        assertThat(((Payload.Event) admitted.payload()).fields().get(Admission.REDACTED))
                .containsExactly("command-line-password:1");
    }

    @Test
    void shouldGiveRedeliveryTheSameIdAndOneThatTellsNothing() {
        Observation observation = event("edr", TrustTier.SENSOR_STRUCTURED, Map.of(), "password=" + SECRET);

        assertThat(usual.apply(observation)).isEqualTo(usual.apply(observation));
        assertThat(usual.apply(observation).id()).isNotEqualTo(observation.id());
        assertThat(new Admission("another key, for another place".getBytes(StandardCharsets.UTF_8), SourcePolicy.USUAL)
                .apply(observation).id()).isNotEqualTo(usual.apply(observation).id());
    }

    @Test
    void shouldLeaveObservationWithoutSecretsAsItIs() {
        Observation observation = event("edr", TrustTier.SENSOR_STRUCTURED, Map.of("host.name", "dc01"), "{}");

        assertThat(usual.apply(observation)).isEqualTo(observation);
    }

    @Test
    void shouldRedactConversationsOrdersAndBytes() {
        Conversation conversation = new Conversation(Subject.parse("user:alice"), List.of(), null,
                List.of(new Conversation.Turn(Payload.Role.USER, "the password is: x, password=" + SECRET, null)),
                Map.of("note", "pwd=" + SECRET), true, null);
        Observation turn = usual.apply(conversation.observations(ACME, "console", NOW).getFirst());

        assertThat(turn.toString()).doesNotContain(SECRET).contains(Admission.REDACTED);
        byte[] binary = {(byte) 0xff, 0, 1, 'x'};
        assertThat(Arrays.equals(usual.redacted(ACME, "edr", binary), binary)).isTrue();
    }

    @Test
    void shouldRedactBytesHoweverTheyAreWritten() {
        for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            for (String before : List.of(Character.toString(0xFEFF), "用户登录失败，请再试一次。".repeat(20), "<13>x ")) {
                byte[] bytes = "%spassword=%s end".formatted(before, SECRET).getBytes(charset);
                byte[] shifted = new byte[bytes.length + 1];
                System.arraycopy(bytes, 0, shifted, 1, bytes.length);
                shifted[0] = 'x';

                assertThat(new String(usual.redacted(ACME, "edr", bytes), charset)).startsWith(before)
                        .endsWith(" end").contains("«secret:password:").doesNotContain(SECRET);
                byte[] kept = usual.redacted(ACME, "edr", shifted);
                assertThat(before.endsWith(" ") && new String(kept, 1, kept.length - 1, charset).contains(SECRET))
                        .as("at an odd place behind a Latin sign").isFalse();
            }
        }
    }

    @Test
    void shouldKeepNoPersonalDataOfSourceInBytes() {
        Admission admission = new Admission(KEY,
                SourcePolicy.parse("policy", List.of("redact acme mail-* email", "redact other * card")));
        byte[] bytes = "bob@corp.example paid by 4111 1111 1111 1111".getBytes(StandardCharsets.UTF_16BE);

        assertThat(new String(admission.redacted(ACME, "mail-1", bytes), StandardCharsets.UTF_16BE))
                .doesNotContain("bob@corp").contains("4111");
        assertThat(admission.redacted(ACME, "edr", bytes)).isEqualTo(bytes);
        assertThat(new String(admission.redacted(null, null, bytes), StandardCharsets.UTF_16BE))
                .as("nobody knows whose it is").doesNotContain("bob@corp").doesNotContain("4111");
    }

    @Test
    void shouldReplaceFieldWhoseNameSaysSecretWhateverItsLength() {
        String token = "IQoJb3JpZ2lu" + "aB3/xY7+".repeat(150);
        Observation seen = usual.apply(event("cloud", TrustTier.CONTROL_PLANE,
                Map.of("responseElements.credentials.sessionToken", token, "session.id", "a1b2c3d4e5f6a7b8c9"),
                "{\"credentials\":{\"sessionToken\":\"" + token + "\"}}"));

        assertThat(seen.toString()).doesNotContain("aB3/xY7+").contains("aws-session-token:1", "a1b2c3d4e5f6a7b8c9");
    }

    @Test
    void shouldLeaveIndicatorsAsTheFeedListsThem() {
        Observation feed = new Observation(ObservationId.of(ACME, "t", "x"), ACME, "feed", TrustTier.CURATED_FEED,
                Tlp.AMBER, NOW, NOW, new Payload.IntelligenceObject("list", "indicator",
                        Content.attributes(Map.of("indicator.value", "http://a:b@evil.example/?token=" + SECRET)), ""));

        assertThat(usual.apply(feed)).isEqualTo(feed);
    }

    @Test
    void shouldFollowPolicyOfSources() {
        Admission admission = new Admission(KEY, SourcePolicy.parse("policy", List.of("# who", "",
                "tier * cloud-* control-plane", "tier acme bot assistant  # writes itself",
                "redact acme mail-* email")));

        assertThat(admission.apply(event("cloud-trail", TrustTier.SENSOR_STRUCTURED, Map.of(), "")).trust())
                .isEqualTo(TrustTier.CONTROL_PLANE);
        assertThat(admission.apply(event("cloud-x", TrustTier.SENSOR_FREE_TEXT, Map.of(), "")).trust())
                .isEqualTo(TrustTier.SENSOR_FREE_TEXT);
        assertThat(admission.apply(event("other", TrustTier.SENSOR_STRUCTURED, Map.of(), "")).trust())
                .isEqualTo(TrustTier.SENSOR_STRUCTURED);
        assertThat(admission.apply(event("mail-1", TrustTier.SENSOR_STRUCTURED, Map.of("email.to", "bob@corp.example"),
                "bob@corp.example")).toString()).doesNotContain("bob@corp").contains("«pii:email:");
        Conversation said = new Conversation(Subject.parse("user:alice"), List.of(), null,
                List.of(new Conversation.Turn(Payload.Role.USER, "I work nights", null)), Map.of(), true, null);
        assertThat(admission.apply(said.observations(ACME, "bot", NOW).getFirst()).trust())
                .isEqualTo(TrustTier.ASSISTANT);
        assertThat(admission.apply(said.observations(ACME, "console", NOW).getFirst()).trust())
                .isEqualTo(TrustTier.ANALYST);
    }

    @Test
    void shouldGainNothingByALabelOfTheSendersOwn() {
        Admission admission = new Admission(KEY, SourcePolicy.parse("policy", List.of("tier * cloud-* control-plane",
                "tier acme bot/raise* control-plane", "tier acme bot/low* sensor-free-text",
                "redact acme bot/mail email",
                "redact acme shy email", "redact acme shy/* phone")));

        assertThat(tier(admission, "bot/cloud-x")).isEqualTo(TrustTier.SENSOR_STRUCTURED);
        assertThat(tier(admission, "bot/raised")).isEqualTo(TrustTier.SENSOR_STRUCTURED);
        assertThat(tier(admission, "bot/lowered")).isEqualTo(TrustTier.SENSOR_FREE_TEXT);
        assertThat(tier(admission, "cloud-x/bot")).isEqualTo(TrustTier.CONTROL_PLANE);
        assertThat(mailKept(admission, "bot/mail")).isFalse();
        assertThat(mailKept(admission, "bot")).isTrue();
        assertThat(mailKept(admission, "shy/none")).isFalse();
    }

    private static TrustTier tier(Admission admission, String source) {
        return admission.apply(event(source, TrustTier.SENSOR_STRUCTURED, Map.of(), "")).trust();
    }

    private static boolean mailKept(Admission admission, String source) {
        return admission.apply(event(source, TrustTier.SENSOR_STRUCTURED, Map.of(), "to bob@corp.example")).toString()
                .contains("bob@corp");
    }

    @Test
    void shouldSayWhichLineOfThePolicyIsWrong() {
        assertThatThrownBy(() -> SourcePolicy.parse("p.conf", List.of("tier * x curated-feed", "tier * y analyst")))
                .hasMessageStartingWith("p.conf:2: a source's tier is one of unknown,");
        assertThatThrownBy(() -> SourcePolicy.parse("p.conf", List.of("redact * x shoe")))
                .hasMessage("p.conf:1: personal data is card, iban, ssn, phone or email; got: shoe");
    }

    @Test
    void shouldMakeKeyOnceAndForItsOwnerOnly(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("data").resolve("redaction-key");

        byte[] made = InstallationKey.at(file);

        assertThat(InstallationKey.at(file)).isEqualTo(made).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        try (Stream<Path> beside = Files.list(file.getParent())) {
            assertThat(beside).hasSize(1);
        }
    }
}
