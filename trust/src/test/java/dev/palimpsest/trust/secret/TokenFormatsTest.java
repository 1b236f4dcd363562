package dev.palimpsest.trust.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TokenFormatsTest {
    static Stream<TokenFormat> formats() {
        return TokenFormat.ALL.stream();
    }

    @Test
    void shouldKnowAtLeastFortyFormats() {
        assertThat(formats().map(TokenFormat::kind).distinct().count()).isGreaterThan(90);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void shouldFindTokenWhereverItStands(TokenFormat format) {
        for (int length : new int[]{format.min(), format.max()}) {
            String token = Fakes.of(format, length);
            for (String around : new String[]{"%s", "key %s, and", "{\"a\":\"%s\"}", "a\\n%s\\n", "KEY_%s", "值为%s。"}) {
                String text = around.replace("%s", token);

                assertThat(Secrets.BY_FORM.find(text)).as(text)
                        .anyMatch(found -> found.kind().equals(format.kind())
                                && text.substring(found.start(), found.end()).equals(token));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void shouldNotFindWhatIsNoToken(TokenFormat format) {
        String token = Fakes.of(format, format.min());

        assertThat(Secrets.BY_FORM.find(Fakes.of(format, format.min() - 1) + " end")).as("too short")
                .noneMatch(found -> found.kind().equals(format.kind()));
        assertThat(Secrets.BY_FORM.find("x" + token)).as("within a word")
                .noneMatch(found -> found.kind().equals(format.kind()));
        assertThat(Secrets.BY_FORM.find(format.prefix() + "x".repeat(format.min()))).as("a placeholder").isEmpty();
        assertThat(Secrets.BY_FORM.find(Fakes.of(format, format.max() + 1))).as("too long")
                .noneMatch(found -> found.kind().equals(format.kind()));
    }
}
