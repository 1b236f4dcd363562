package dev.palimpsest.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSetTest {

    /** An item of a search, a value it passes and one it does not. An empty value is an absent field. */
    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            CommandLine: abc                          ~ ABC                    ~ abcd
            CommandLine: [abc, xyz]                   ~ xyz                    ~ x
            CommandLine|cased: Abc                    ~ Abc                    ~ abc
            CommandLine|contains: Bc                  ~ xabcx                  ~ xacbx
            CommandLine|contains|all: [a, b]          ~ b and a                ~ a only
            CommandLine|startswith: ab                ~ ABx                    ~ xab
            CommandLine|endswith: '\\a.exe'           ~ C:\\x\\A.EXE           ~ C:\\x\\ba.exe
            CommandLine: 'a*c'                        ~ abbbc                  ~ abcd
            CommandLine: 'a?c'                        ~ abc                    ~ ac
            CommandLine|contains: 'a*c?e'             ~ xxabbcdexx             ~ xxacexx
            CommandLine: '*'                          ~ x                      ~ ``
            CommandLine: 'a\\*c'                      ~ a*c                    ~ abc
            CommandLine: 'a\\\\*'                     ~ a\\bc                  ~ a*
            CommandLine: 'a\\\\b'                     ~ a\\b                   ~ a\\\\b
            CommandLine: 'a\\b'                       ~ a\\b                   ~ ab
            CommandLine|contains|windash: ' -enc '    ~ x /ENC y               ~ x enc y
            CommandLine|contains|windash: ' -a-b'     ~ x –a-b                 ~ x –a/b
            CommandLine|re: '^a.c$'                   ~ abc                    ~ ABC
            CommandLine|re|i: '^a.c$'                 ~ ABC                    ~ abcd
            CommandLine|lt: 10                        ~ 9.5                    ~ 10
            CommandLine|gte: 10                       ~ 10                     ~ ten
            CommandLine|exists: true                  ~ x                      ~ ``
            CommandLine|exists: false                 ~ ``                     ~ x
            CommandLine: null                         ~ ``                     ~ x
            CommandLine: ''                           ~ ``                     ~ x
            CommandLine|base64: ping                  ~ cGluZw==               ~ cGluZw
            CommandLine|base64offset|contains: ping   ~ eHhwaW5neHg=           ~ ping
            CommandLine|wide|base64offset|contains: ping ~ eABwAGkAbgBnAHgA    ~ eHBpbmd4
            CommandLine|cidr: 10.0.0.0/8              ~ 10.255.0.1             ~ 11.0.0.1
            CommandLine|cidr: 'fe80::/10'             ~ fe80::1                ~ ::1
            CommandLine|cidr: [10.0.0.0/9, 11.0.0.0/8] ~ 11.1.2.3              ~ 10.128.0.0
            CommandLine|fieldref: ParentCommandLine   ~ PARENT                 ~ other
            CommandLine|fieldref|startswith: ParentCommandLine ~ parent -x     ~ -x parent
            """)
    void shouldTellValuesApart(String item, String passes, String fails) {
        RuleSet rules = rules("search: {" + item + "}\n  condition: search");
        assertThat(rules.matching(event(passes))).as(passes).hasSize(1);
        assertThat(rules.matching(event(fails))).as(fails).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            a and b              ~ ab      ~ a
            a or b and c         ~ a       ~ b
            (a or b) and c       ~ bc      ~ ab
            not a and b          ~ b       ~ ab
            not (a or b)         ~ c       ~ b
            a AND NOT b          ~ a       ~ ab
            1 of sel*            ~ d       ~ a
            all of sel*          ~ de      ~ d
            any of them          ~ c       ~ x
            all of them          ~ abcde   ~ abcd
            a and not 1 of sel*  ~ a       ~ ad
            """)
    void shouldJoinSearches(String condition, String holds, String fails) {
        RuleSet rules = rules("a: {CommandLine|contains: a}\n  b: {CommandLine|contains: b}\n"
                + "  c: {CommandLine|contains: c}\n  sel_d: {CommandLine|contains: d}\n"
                + "  sel_e: {CommandLine|contains: e}\n  _f: {CommandLine|contains: f}\n  condition: " + condition);
        assertThat(rules.matching(event(holds))).hasSize(1);
        assertThat(rules.matching(event(fails))).isEmpty();
    }

    @Test
    void shouldLookForWordsInEveryField() {
        RuleSet words = rules("words: [needle, 'other*thing']\n  condition: words");
        assertThat(words.matching(event("a haystack with a Needle"))).hasSize(1);
        assertThat(words.matching(event("an other small thing"))).hasSize(1);
        assertThat(words.matching(event("hay"))).isEmpty();
        RuleSet all = rules("words: {'|all': [one, two]}\n  condition: words");
        assertThat(all.matching(event("two and one"))).hasSize(1);
        assertThat(all.matching(event("two"))).isEmpty();
    }

    @Test
    void shouldTakeAnyMapOfAList() {
        RuleSet rules = rules("s: [{CommandLine: a, Image: b}, {CommandLine: c}]\n  condition: s");
        assertThat(rules.matching(event("c"))).hasSize(1);
        assertThat(rules.matching(event("a"))).isEmpty();
    }

    @Test
    void shouldAskOnlyRulesOfTheEventsSource() {
        RuleSet rules = rules("s: {CommandLine: a}\n  condition: s");
        assertThat(rules.matching(Events.of("palimpsest.format", "sysmon", "event.code", "3", "process.command_line",
                "a"))).isEmpty();
        assertThat(rules.matching(Events.of("palimpsest.format", "windows", "event.code", "4688",
                "winlog.event_data.CommandLine", "a"))).hasSize(1);
    }

    @Test
    void shouldLetALaterRuleReplaceTheOneWithItsId() {
        String id = "id: 11111111-2222-3333-4444-555555555555\n";
        Rule first = rule(id, "s: {CommandLine: a}\n  condition: s");
        Rule second = rule(id, "s: {CommandLine: b}\n  condition: s");
        Rule retired = rule(id + "status: deprecated\n", "s: {CommandLine: a}\n  condition: s");
        assertThat(RuleSet.of(List.of(first, second)).matching(event("b"))).containsExactly(second);
        assertThat(RuleSet.of(List.of(first, retired)).rules()).isEmpty();
    }

    private static RuleSet rules(String detection) {
        return RuleSet.of(List.of(rule("", detection)));
    }

    private static Rule rule(String head, String detection) {
        RuleFile file = RuleFile.read("a.yml", head + "title: A\nlogsource: {category: process_creation}\n"
                + "detection:\n  " + detection + "\n");
        assertThat(file.refusals()).isEmpty();
        return file.rules().getFirst();
    }

    private static Events event(String commandLine) {
        return commandLine.isEmpty()
                ? Events.of("palimpsest.format", "sysmon", "event.code", "1", "process.parent.command_line", "Parent")
                : Events.of("palimpsest.format", "sysmon", "event.code", "1", "process.command_line", commandLine,
                        "process.parent.command_line", "Parent");
    }
}
