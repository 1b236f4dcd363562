package dev.palimpsest.trust.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts what is looked at, not time: the same on every machine. */
class WorkTest {
    private static final int LENGTH = 1 << 20;
    /** Looks at one character, all keywords together. */
    private static final int LOOKS_MAX = 24;

    @ParameterizedTest
    @ValueSource(strings = {"cookie=", "cookie:", "cookie=x", "cookie=«secret:a:000000000000»", "password=",
            "password=$a", "password=%%", "token=", "token=a1", "_token=\"", "token='token=\"", "token=\\\"", "eyJ",
            "eyJ-", "eyJhbGciOiJI.", "eyJhbGciOiJI.eyJhbGciOiJI-", "Authorization: ", "Authorization:",
            "authorization: digest ", "bearer ", "bearer a1b2c3d4", "://", "://a:", "://a:b@", "-----BEGIN",
            "-----BEGIN ", "-----BEGIN PRIVATE KEY-----", "-----BEGIN PRIVATE KEY----", "putty-user-key-file-",
            "net use ", "net use \"", "mysql -p ", "mysql x", "mysql 'a ", "xoxb-", "sk-", "ghp_a", "hvs.", "8Q~",
            ":AA", "-us", "<password ", "<a-password:", "password 'a", "password 7 ", "--password ", "-token",
            "password", "password\\n", "password      ", "\\\"", "\\\\\\\\\"", "\\u0022", "%22", "&sig=", "AKIA", "@"})
    void shouldLookAtNoStretchForEachKeywordInIt(String part) {
        Reading reading = new Reading(part.repeat(LENGTH / part.length()));

        Secrets.EVERYWHERE.find(reading);

        assertThat(reading.steps()).isLessThan((long) LOOKS_MAX * LENGTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cookie=", "token=", "eyJ-", "mysql ", "password=$", "xoxb-",
            "-----BEGIN PRIVATE KEY-----"})
    void shouldLookAtLongStretchesOnce(String part) {
        String text = (part.repeat(20_000 / part.length()) + "a".repeat(20_000) + "\n")
                .repeat(LENGTH / 40_000);
        Reading reading = new Reading(text);

        Secrets.EVERYWHERE.find(reading);

        assertThat(reading.steps()).isLessThan((long) LOOKS_MAX * text.length());
    }
}
