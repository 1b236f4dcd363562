package dev.palimpsest.trust.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RedactionCasesTest {
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms("0123456789abcdef".getBytes(StandardCharsets.UTF_8));

    static List<Cases> withSecrets() {
        return Cases.read("must-go.txt");
    }

    static List<Cases> withoutSecrets() {
        return Cases.read("must-stay.txt");
    }

    private static String redacted(String text) {
        return new Redactor(PSEUDONYMS, Secrets.EVERYWHERE, Set.of()).redact(text);
    }

    @ParameterizedTest
    @MethodSource("withSecrets")
    void shouldLeaveNothingOfTheSecret(Cases line) {
        String once = redacted(line.text());

        assertThat(line.isLeftIn(once)).as(once).isFalse();
        assertThat(redacted(once)).isEqualTo(once);
    }

    @ParameterizedTest
    @MethodSource("withoutSecrets")
    void shouldLeaveLineAsItIs(Cases line) {
        assertThat(redacted(line.text())).isEqualTo(line.text());
    }
}
