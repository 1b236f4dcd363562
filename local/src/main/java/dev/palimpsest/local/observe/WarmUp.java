package dev.palimpsest.local.observe;

import dev.palimpsest.observables.Limits;
import dev.palimpsest.observables.Observables;
import java.util.List;

/**
 * Reads a little of everything before the first text is asked about, so that the first answer does not pay for loading the library and
 * its tables. A fixed amount of work: about half a second on one core, most of it for the public suffix list and ATT&amp;CK.
 */
final class WarmUp {

    private static final int TEXT_LENGTH = 400;

    /** One for every scanner, both as it succeeds and as it fails late. */
    private static final List<String> PATTERNS = List.of(
            "hxxps[:]//evil[.]example/a?b=c, 10.1.2.3:80 and mail@evil[dot]example; CVE-2021-44228 T1059.001 TLP:RED ",
            "a.b-c.example 1.2.3.4.5 2001:db8::1 00:11:22:33:44:55 d41d8cd98f00b204e9800998ecf8427e ssdeep 3:abcdef:abc ",
            "\"C:\\\\Program Files\\\\a b.exe\" HKLM\\Software\\A b\\c \\\\host\\share /etc/passwd %TEMP%\\x.dll mutex: abc ",
            "Mozilla/5.0 (X11; Linux) Gecko/1 User-Agent: curl/8 +1 555-123-4567 arn:aws:iam::1:user/a AS64500 UA-123456-1 ",
            "rule a { strings: $a = \"{\" condition: $a } 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa aHR0cDovL2EuZXhhbXBsZS9h ",
            "a.", "1.", "a@", "http://", "[.]", "\\", "%2F", "的a.example。", "( {[ ");

    private WarmUp() {}

    static void run() {
        for (String pattern : PATTERNS) {
            Observables.scan(pattern.repeat(TEXT_LENGTH / pattern.length()), Limits.DEFAULTS);
        }
    }
}
