package dev.palimpsest.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFileTest {

    private static final String HEAD = "title: A\nlogsource: {product: windows, category: process_creation}\n";

    /** What stands under {@code detection}, a bar for a new line, and what is said of it in which line. */
    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            s: {Image: a}¦  condition: s | count() > 5          ~ 5 ~ aggregations
            s: {Image: a}¦  condition: s near t                 ~ 5 ~ "near" is unexpected
            s: {Image: a}¦  condition: t                        ~ 5 ~ there is no search "t"
            s: {Image: a}¦  condition: (s                       ~ 5 ~ a parenthesis is not closed
            s: {Image: a}¦  condition: 2 of s*                  ~ 5 ~ "2 of" is not supported
            s: {Image: a}¦  condition: 1 of t*                  ~ 5 ~ no search fits "t*"
            s: {Image: a}¦  condition: not                      ~ 5 ~ it ends where a search is expected
            s: {Image: a}¦  timeframe: 5m¦  condition: s        ~ 5 ~ timeframe is not supported
            s: {Image: a}                                       ~ 4 ~ condition is missing
            s:¦    Image|soundslike: a¦  condition: s           ~ 5 ~ the modifier soundslike is not supported
            s:¦    Image|expand: '%x%'¦  condition: s           ~ 5 ~ placeholders have no values here
            s:¦    Image|re|contains: a¦  condition: s          ~ 5 ~ do not go together
            s:¦    Image|re: '(a'¦  condition: s                ~ 5 ~ malformed
            s:¦    Image|re: '(a)\\1'¦  condition: s            ~ 5 ~ linear time
            s:¦    Image|re: '((a{1,100}){1,100}){1,100}'¦  condition: s ~ 5 ~ counted repetitions
            s:¦    Ip|cidr: 10.0.0.0¦  condition: s             ~ 5 ~ is no address block
            s:¦    Port|gt: high¦  condition: s                 ~ 5 ~ gt compares numbers
            s:¦    Image: {a: b}¦  condition: s                 ~ 5 ~ a value of Image is a map
            s:¦    Image: a¦    Image: b¦  condition: s         ~ 6 ~ stands here twice
            s: []¦  condition: s                                ~ 4 ~ the search s is empty
            """)
    void shouldRefuseWhatIsNotSupportedWithLineAndReason(String detection, int line, String reason) {
        String text = HEAD + "detection:\n  " + detection.replace("¦", "\n");
        RuleFile file = RuleFile.read("bad.yml", text);
        assertThat(file.rules()).isEmpty();
        assertThat(file.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.reason()).contains(reason);
            assertThat(refusal.line()).isEqualTo(line);
            assertThat(refusal.toString()).startsWith("bad.yml:" + line + ": ");
        });
    }

    @Test
    void shouldLetEachRuleOfAFileStandByItself() {
        String good = HEAD + "detection: {s: {Image: a}, condition: s}\n";
        RuleFile file = RuleFile.read("two.yml", good + "---\ntitle: B\n---\ncorrelation: {}\n---\n" + good);
        assertThat(file.rules()).hasSize(2);
        assertThat(file.refusals()).hasSize(2).extracting(RuleFile.Refusal::line).containsExactly(5, 7);
    }

    @Test
    void shouldRefuseWhatIsNoYamlAndWhatBlowsUp() {
        assertThat(RuleFile.read("a.yml", "title: [").refusals()).hasSize(1);
        assertThat(RuleFile.read("a.yml", "").refusals()).hasSize(1);
        StringBuilder laughs = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 9; i++) {
            laughs.append("a").append(i).append(": &a").append(i).append(" [").append(("*a" + (i - 1) + ",").repeat(9))
                    .append("x]\n");
        }
        assertThat(RuleFile.read("a.yml", laughs.toString()).refusals()).hasSize(1);
        assertThat(RuleFile.read("a.yml", "[".repeat(30_000)).refusals()).hasSize(1);
        assertThat(RuleFile.read("a.yml", "&a [*a]").refusals()).hasSize(1);
    }

    @Test
    void shouldRefuseLogSourcesThatNoEventsHave() {
        RuleFile file = RuleFile.read("a.yml", HEAD.replace("windows", "beos")
                + "detection: {s: {Image: a}, condition: s}\n");
        assertThat(file.refusals()).singleElement().extracting(RuleFile.Refusal::reason).asString()
                .contains("no known events have the log source");
    }

    @Test
    void shouldKeepTheDigestWhenOnlyCommentsAndLayoutChange() {
        String one = HEAD + "detection:\n  s:\n    Image: a # why\n  condition: s\n";
        String other = "# a comment\n" + HEAD + "detection: {s: {Image: 'a'}, condition: s}\n";
        assertThat(rule(one).digest()).isEqualTo(rule(other).digest()).hasSize(16);
        assertThat(rule(one).digest()).isNotEqualTo(rule(one.replace("Image: a", "Image: b")).digest());
    }

    @Test
    void shouldReadWhoTheStoryIsAbout() {
        Rule rule = rule(HEAD + "level: high\ntags: [attack.t1059.001, attack.execution]\ndetection: {s: {Image: a}, "
                + "condition: s}\npalimpsest: {from: [source.ip, user.name], on: host.name, confidence: 0.9}\n");
        assertThat(rule.story().from()).isEqualTo(List.of(Party.SOURCE, Party.ACCOUNT));
        assertThat(rule.story().on()).containsExactly(Party.HOST);
        assertThat(rule.story().confidence()).isEqualTo(0.9);
        assertThat(rule.techniques()).containsExactly("T1059.001");
        RuleFile bad = RuleFile.read("a.yml", HEAD + "detection: {s: {Image: a}, condition: s}\npalimpsest: {to: x}\n");
        assertThat(bad.refusals()).singleElement().extracting(RuleFile.Refusal::line).isEqualTo(4);
    }

    private static Rule rule(String text) {
        RuleFile file = RuleFile.read("a.yml", text);
        assertThat(file.refusals()).isEmpty();
        return file.rules().getFirst();
    }
}
