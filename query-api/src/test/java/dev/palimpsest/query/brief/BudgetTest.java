package dev.palimpsest.query.brief;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.query.brief.Briefing.Section;
import dev.palimpsest.query.brief.Briefing.Topic;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {

    @ParameterizedTest
    @ValueSource(ints = {400, 450, 500, 600, 800, 1_000, 1_500, 2_000, 3_000, 8_000})
    void shouldKeepToTheTokensInEveryFormAndLanguage(int tokens) {
        Remembered all = busy();
        for (String asker : List.of("user:alice", "user:bob", "user:" + "字".repeat(500))) {
            for (Language language : Language.values()) {
                Briefing briefing = all.ask(asker, "最近 recent", tokens, Optional.of(language));

                assertThat(Tokens.in(BriefingText.markdown(briefing))).isLessThanOrEqualTo(tokens);
                assertThat(Tokens.in(BriefingText.plain(briefing))).isLessThanOrEqualTo(tokens);
            }
        }
    }

    @Test
    void shouldDropWholeLinesAndCountThem() {
        Remembered all = busy();
        Section whole = section(all.ask("user:alice", "recent", BriefRequest.TOKENS_MAX, Optional.empty()));

        Section cut = section(all.ask("user:alice", "recent", 1_200, Optional.empty()));

        assertThat(lines(cut)).isNotEmpty().isSubsetOf(lines(whole)).hasSizeLessThan(lines(whole).size());
        assertThat(cut.omitted()).isEqualTo(lines(whole).size() - lines(cut).size());
        assertThat(BriefingText.plain(all.ask("user:alice", "recent", 1_200, Optional.empty())))
                .contains(cut.omitted() + " more");
    }

    @Test
    void shouldKeepTheHeadlineLongest() {
        Briefing briefing = busy().ask("user:alice", "recent", 500, Optional.empty());

        assertThat(briefing.sections().getFirst().topic()).isEqualTo(Topic.LEAD);
        assertThat(briefing.sections().getFirst().groups()).isNotEmpty();
    }

    @Test
    void shouldEstimateAWholeAtNoMoreThanItsParts() {
        String text = "10.1.2.3 横向移动 to dc01 (T1021) \n";
        for (int i = 0; i <= text.length(); i++) {
            assertThat(Tokens.in(text))
                    .isLessThanOrEqualTo(Tokens.in(text.substring(0, i)) + Tokens.in(text.substring(i)));
        }
        assertThat(Tokens.in("横向移动")).isEqualTo(4);
        assertThat(Tokens.in("")).isZero();
    }

    private static Remembered busy() {
        Remembered all = Plot.USUAL.remembered();
        for (int i = 0; i < 60; i++) {
            all.detection(i % 2 == 0 ? "T1047" : "T1018", "ip:10.120.8.21", "host:ws-" + i, "Rule " + i,
                    Remembered.seen("11-21 0" + i % 10 + ":00", "11-21 1" + i % 10 + ":00", 1 + i));
            all.detection("T1110", "ip:10.9.0." + i, "ip:10.120.8.21", "Guessing", Remembered.seen("11-20 03:00",
                    "11-20 04:00", 100));
        }
        return all;
    }

    private static Section section(Briefing briefing) {
        return briefing.sections().stream().filter(each -> each.topic() == Topic.FOCUS).findFirst().orElseThrow();
    }

    private static List<String> lines(Section section) {
        return section.groups().stream().flatMap(group -> group.lines().stream()).map(Briefing.Line::text).toList();
    }
}
