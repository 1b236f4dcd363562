package dev.palimpsest.query.brief;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.query.brief.Briefing.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;

/** Whole briefings, word for word. After a wanted change of wording, read the new text before replacing the old. */
class GoldenBriefingTest {

    @ParameterizedTest
    @CsvSource({"alice-zh.md,user:alice,帮我看看最近的可疑活动。", "alice-en.md,user:alice,Show me recent suspicious activity.",
            "bob-en.md,user:bob,Show me recent suspicious activity.", "carol-zh.md,user:carol,今天有什么可疑活动？"})
    void shouldWriteTheBriefingOfEachAnalyst(String file, String asker, String question) throws IOException {
        String text = BriefingText.markdown(Plot.USUAL.remembered().ask(asker, question));

        assertThat(text).isEqualTo(golden(file));
    }

    @Test
    void shouldLeadWithTheLateralMovementAndSayWhatItResembles() {
        Briefing briefing = Plot.USUAL.remembered().ask("user:alice", "帮我看看最近的可疑活动。");

        assertThat(briefing.language()).isEqualTo(Language.CHINESE);
        assertThat(briefing.sections().getFirst().topic()).isEqualTo(Topic.LEAD);
        assertThat(briefing.sections().getFirst().groups().getFirst().lines()).extracting(Briefing.Line::text)
                .satisfiesExactly(
                        first -> assertThat(first).contains("10.120.8.21", "横向移动", "T1021.002", "dc01", "fs02"),
                        second -> assertThat(second).contains("Cobalt Strike", "4 项技术中有 4 项", "203[.]0[.]113[.]77"));
        assertThat(briefing.sections().get(1).groups()).extracting(Briefing.Group::key).containsExactly("execution",
                "credential-access", "lateral-movement", "command-and-control");
    }

    @Test
    void shouldGiveTheSameBriefingTwice() {
        Briefing one = Plot.USUAL.remembered().ask("user:alice", "最近");
        Briefing two = Plot.USUAL.remembered().ask("user:alice", "最近");

        assertThat(one).isEqualTo(two);
    }

    private static String golden(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(GoldenBriefingTest.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
