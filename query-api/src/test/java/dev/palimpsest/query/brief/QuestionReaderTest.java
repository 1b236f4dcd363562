package dev.palimpsest.query.brief;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.observables.attack.Tactic;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionReaderTest {

    /** A Sunday. */
    private static final Instant NOW = Instant.parse("2026-11-22T15:00:00Z");

    private final QuestionReader reader = new QuestionReader(
            Set.of(Subject.parse("host:dc01"), Subject.parse("host:web"), Subject.parse("host:fs-02"))::contains);

    @ParameterizedTest
    @CsvSource({"anything new?,2026-11-15T15:00:00Z,2026-11-22T15:00:00Z",
            "最近怎么样,2026-11-15T15:00:00Z,2026-11-22T15:00:00Z",
            "what happened today,2026-11-22T00:00:00Z,2026-11-22T15:00:00Z",
            "今天的告警,2026-11-22T00:00:00Z,2026-11-22T15:00:00Z", "昨天呢,2026-11-21T00:00:00Z,2026-11-22T00:00:00Z",
            "yesterday's detections,2026-11-21T00:00:00Z,2026-11-22T00:00:00Z",
            "yesterday and today,2026-11-21T00:00:00Z,2026-11-22T15:00:00Z",
            "the last 24 hours,2026-11-21T15:00:00Z,2026-11-22T15:00:00Z",
            "past three days,2026-11-19T15:00:00Z,2026-11-22T15:00:00Z",
            "过去24小时,2026-11-21T15:00:00Z,2026-11-22T15:00:00Z", "最近三天,2026-11-19T15:00:00Z,2026-11-22T15:00:00Z",
            "近十二个小时,2026-11-22T03:00:00Z,2026-11-22T15:00:00Z", "最近两周,2026-11-08T15:00:00Z,2026-11-22T15:00:00Z",
            "this week,2026-11-16T00:00:00Z,2026-11-22T15:00:00Z", "这周的情况,2026-11-16T00:00:00Z,2026-11-22T15:00:00Z",
            "last week,2026-11-09T00:00:00Z,2026-11-16T00:00:00Z", "上周,2026-11-09T00:00:00Z,2026-11-16T00:00:00Z",
            "本月,2026-11-01T00:00:00Z,2026-11-22T15:00:00Z", "last 9999 days,2025-11-21T15:00:00Z,2026-11-22T15:00:00Z"})
    void shouldReadThePeriodOutOfTheWords(String text, Instant from, Instant to) {
        Window window = reader.read(text, NOW).window();

        assertThat(window.from()).isEqualTo(from);
        assertThat(window.to()).isEqualTo(to);
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3的告警,ip:10.1.2.3", "what about 198[.]51[.]100[.]7?,ip:198.51.100.7",
            "DC01 上有什么,host:dc01", "anything on host web,host:web", "anything on the web,''",
            "fs-02.corp.example.com,host:fs-02 domain:fs-02.corp.example.com",
            "DC99 now,''", "CVE-2024-3400 again,cve:CVE-2024-3400"})
    void shouldFindTheThingsAQuestionNames(String text, String expected) {
        Set<String> things = reader.read(text, NOW).things().stream().map(Subject::toString)
                .collect(Collectors.toSet());

        assertThat(things).isEqualTo(expected.isEmpty()
                ? Set.of()
                : Set.of(expected.split(" ", -1)).stream().map(each -> Subject.parse(each).toString())
                        .collect(Collectors.toSet()));
    }

    @Test
    void shouldFindTechniquesTacticsAndThreats() {
        Question question = reader.read("T1021.002 or 横向移动 by Cobalt Strike or APT29, 有什么发现", NOW);

        assertThat(question.techniques()).containsExactly("T1021.002");
        assertThat(question.tactics()).containsExactly(Tactic.LATERAL_MOVEMENT);
        assertThat(question.threats()).extracting(Subject::toString).containsExactly("malware:cobalt-strike",
                "actor:apt29");
    }

    @ParameterizedTest
    @CsvSource({"帮我看看最近的可疑活动。,CHINESE", "10.120.8.21 最近有 lateral movement 吗,CHINESE", "show me recent activity,ENGLISH",
            "10.1.2.3,ENGLISH", "'',ENGLISH", "what does 横向移动 mean in this alert,ENGLISH"})
    void shouldTellTheLanguageOfAQuestion(String text, Language language) {
        assertThat(Language.of(text)).isEqualTo(language);
    }
}
