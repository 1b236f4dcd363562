package dev.palimpsest.trust.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearTimeTest {
    /** A quadratic search would need hours for a mebibyte; the bound only tells it from one that never ends. */
    @ParameterizedTest
    @ValueSource(strings = {"password=", "-----BEGIN PRIVATE KEY-----", "eyJ", "eyJhbGciOiJI.", "://a:", "net use ",
            "Cookie: ", "Authorization: ", "mysql -p ", "putty-user-key-file-", "@", "4", "A1", "+1 ", "\\\"", "AKIA",
            "password=\"", "8Q~", "?token="})
    void shouldEndOnHostileText(String part) {
        String text = part.repeat((1 << 20) / part.length());

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            assertThat(Secrets.EVERYWHERE.find(text)).isNotNull();
            assertThat(PersonalData.find(text, EnumSet.allOf(PersonalData.class))).isNotNull();
        });
    }
}
