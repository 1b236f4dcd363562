package dev.palimpsest.observables;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work is counted in characters read, of the source and of its folded form, never in time. */
class HostileTextTest {

    private static final int LENGTH = 15_000;
    private static final int READS_PER_CHARACTER_MAX = 120;

    @ParameterizedTest
    @ValueSource(strings = {"a.", "1.", "-", "@", "a@", "a@a.", ":", "1:", "a:", "[.]", "[", "(", "( ", " ", "{.",
            "http://", "http://a@",
            "hxxp[:]//", "://", "http://a.com/", "http://a.com/)", "http://a.com,", "http://[", "http://[1:", "%2F",
            "\\x", "\\", "\\\\",
            "&#", "&#4", "&amp;", "f", "0", "10.0.0.1/", "10.0.0.1-", "1.1.1.1.", "CVE-", "CVE-2021-", "T1059",
            "T1059.", "_", "._", "..",
            "-.", "a-.", "h**", "[dot", " .", " [", "example.com.", "a.com ", "xn--a.", "é.", "的.", "的", "\u200b",
            "\ud83d", ".", "a\\", "C:\\a ", "C:\\", "\\\\a\\", "%a%\\", "..\\", "/a", "/etc/", "~/", "HKLM\\a ",
            "hklm\\",
            "\\pipe\\", "mutex:", "mutex: a ", "user-agent: ", "curl/1 ", "curl/1 (", "Mozilla/5.0 (a) ", "rule a {",
            "rule a\n",
            "rule a{condition}", "rule a{\"", "3:aaa:", "3:a", "+1", "+1 ", "1-", "tel:", "a DOT ", " dot ", "a AT b",
            "-dot-a",
            "aDOTb", "aATb", "h[t", "http", "http__", "[http", "http ", "h_", "aHR0c", "68747470", "%3A%2F%2F",
            "http%3A%2F%2F", "arn:aws:", "arn:aws:a:", "UA-", "TLP:", "AS1", "ja3:", "imphash ", "a.exe ", "a.com/a,",
            "a.com/", "a.com:1/", "1.1.1.1/a,", "http://1,", "http://a,b", "a@[", "a@[1", "0x", "bc1", "4A", "\"", "<",
            "'", "http://a .", "http://a .b /", "hxxp__ ", "a].", "a.[b", "a[/b", "1,", "192,168,0,", "a@]", "a[]",
            "{a", "http://a.com/{",
            "http://a.com/{a}", "\"a\\\"", "rule a{=/", "hAA", "h_p", "TLPRED", "0x0", "a[.] com"})
    void shouldReadHostileTextInLinearTime(String pattern) {
        long single = reads(pattern, LENGTH);
        long twice = reads(pattern, 2 * LENGTH);

        assertThat(single).isLessThan((long) READS_PER_CHARACTER_MAX * LENGTH);
        assertThat(twice).isLessThan(single * 21 / 10 + 10_000);
    }

    private static long reads(String pattern, int length) {
        CountedText text = new CountedText(pattern.repeat(length / pattern.length() + 1).substring(0, length));
        TextScan scan = new TextScan(text, Limits.DEFAULTS, Options.DEFAULTS);
        scan.run();
        return text.reads() + scan.steps();
    }
}
