package dev.palimpsest.query.brief;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WordingTest {

    private static final Pattern NAME = Pattern.compile("\\{[a-z]+}");

    @Test
    void shouldSayTheSameThingsInBothLanguages() throws IOException {
        Properties english = templates(Language.ENGLISH);
        Properties chinese = templates(Language.CHINESE);

        assertThat(chinese.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        assertThat(english.stringPropertyNames())
                .allSatisfy(key -> assertThat(names(chinese, key)).as(key).isEqualTo(names(english, key)));
    }

    @Test
    void shouldNotReadValuesAsTemplates() {
        assertThat(Wording.in(Language.ENGLISH).say("asker.watch", "target", "{machine} $1 \\")).isEqualTo(
                "You watch {machine} $1 \\.");
    }

    @Test
    void shouldCountWhatIsNotListed() {
        assertThat(Wording.in(Language.ENGLISH).list(List.of("a", "b", "c"), 2)).isEqualTo("a, b and 1 more");
        assertThat(Wording.in(Language.CHINESE).list(List.of("a", "b"), 2)).isEqualTo("a、b");
    }

    @Test
    void shouldSayNoMoreOfAPeriodThanNeeded() {
        Wording wording = Wording.in(Language.ENGLISH);
        Instant noon = Instant.parse("2026-03-01T12:00:30Z");

        assertThat(wording.period(noon, noon.plusSeconds(20))).isEqualTo("2026-03-01 12:00 UTC");
        assertThat(wording.period(noon, noon.plusSeconds(60))).isEqualTo("2026-03-01 12:00 to 12:01 UTC");
        assertThat(wording.period(noon, noon.plusSeconds(86_400)))
                .isEqualTo("2026-03-01 12:00 to 2026-03-02 12:00 UTC");
    }

    private static Set<String> names(Properties templates, String key) {
        return NAME.matcher(templates.getProperty(key)).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    private static Properties templates(Language language) throws IOException {
        Properties templates = new Properties();
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(WordingTest.class.getResourceAsStream(language.tag() + ".properties")),
                StandardCharsets.UTF_8)) {
            templates.load(in);
        }
        return templates;
    }
}
