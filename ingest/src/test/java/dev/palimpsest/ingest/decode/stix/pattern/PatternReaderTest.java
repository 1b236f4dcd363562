package dev.palimpsest.ingest.decode.stix.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternReaderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"[url:value = 'a'] | a*",
            "[url:value = 'a' OR url:value = 'b'] | a* b*", "[url:value = 'a' AND domain-name:value = 'b'] | a b",
            "[url:value = 'a' OR url:value = 'b' AND domain-name:value = 'c'] | a* b c",
            "[(url:value = 'a' OR url:value = 'b') AND domain-name:value = 'c'] | a b c",
            "[url:value = 'a'] OR [url:value = 'b'] AND [url:value = 'c'] | a* b c",
            "[url:value = 'a'] FOLLOWEDBY [url:value = 'b'] OR [url:value = 'c'] | a b c",
            "([url:value = 'a'] AND [url:value = 'b']) WITHIN 5 SECONDS | a b",
            "[url:value IN ('a', 'b')] START t'2026-01-01T00:00:00Z' STOP t'2026-02-01T00:00:00Z' | a* b*",
            "[url:value IN ('a')] START '2026-01-01T00:00:00Z' STOP '2026-02-01T00:00:00Z' | a*",
            "[file:hashes.'SHA-256' = 'a' AND file:hashes.MD5 = 'b' AND file:size = 5] | a* b*",
            "[file:hashes.SHA-256 = 'a' OR file:hashes.\"SHA-1\" = 'b'] | a* b*",
            "[ipv4-addr:value ISSUBSET '198.51.100.0/24'] | 198.51.100.0/24*",
            "[url:value NOT = 'a' OR url:value != 'b' OR url:value LIKE 'c%' OR url:value MATCHES '^d'] | ``",
            "[file:size > 5 AND file:size <= 9.5 AND file:name LIKE 'a.exe'] | a.exe*",
            "[x509-certificate:hashes.'SHA-1' = 'a' AND EXISTS x509-certificate:issuer] | a",
            "[network-traffic:extensions.'http-request-ext'.request_header['User-Agent'] = 'a'] | a*",
            "[windows-registry-key:values[*].data = h'00ff'] | 00ff*", "[url:value = 'it\\'s'] | it's*",
            "[url:value = 'a'] /* said so */ OR [url:value = 'b'] | a* b*", "[url:value = 'a' | !16",
            "url:value = 'a' | !0", "[url:value = 'a'] [url:value = 'b'] | !18", "[url:value ~ 'a'] | !11"})
    void shouldNameWhatAPatternLooksFor(String pattern, String expected) {
        assertThat(read(pattern)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[(", "[url:value = 'a'] AND ("})
    void shouldRefuseWhatIsNestedTooDeep(String deeper) {
        assertThat(PatternReader.read(deeper.repeat(5_000))).isInstanceOf(PatternOutcome.Unread.class);
        assertThat(PatternReader.read("[" + "(".repeat(20_000))).isInstanceOf(PatternOutcome.Unread.class);
    }

    @Test
    void shouldKeepQualifiersInOneForm() {
        PatternOutcome outcome = PatternReader.read("[url:value = 'a'] REPEATS 5 TIMES WITHIN 1.5 SECONDS");

        assertThat(PatternObservables.in(((PatternOutcome.Parsed) outcome).pattern()).getFirst().qualifiers())
                .containsExactlyInAnyOrder("REPEATS 5 TIMES", "WITHIN 1.5 SECONDS");
    }

    @Property(tries = 2_000)
    void shouldHaveAnOutcomeForEveryText(
            @ForAll @CharRange(from = ' ', to = '~') @StringLength(max = 200) String text) {
        assertThat(PatternReader.read(text)).isNotNull();
        assertThat(PatternReader.read("[url:value = '" + text + "']")).isNotNull();
    }

    private static String read(String pattern) {
        return switch (PatternReader.read(pattern)) {
            case PatternOutcome.Unread unread -> "!" + unread.position();
            case PatternOutcome.Parsed parsed -> {
                List<String> named = PatternObservables.in(parsed.pattern()).stream()
                        .map(one -> one.value() + (one.alone() ? "*" : "")).toList();
                yield String.join(" ", named);
            }
        };
    }
}
