package dev.palimpsest.observables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ObservablesPropertiesTest {

    private static final Options EVERYTHING = new Options(EnumSet.allOf(ObservableType.class),
            EnumSet.allOf(Choice.class));

    @Property
    void findingWhatWasDefangedFindsTheSame(@ForAll("indicators") String indicator) {
        List<Observable> found = Observables.find(indicator);

        assertThat(found).hasSize(1);
        assertThat(Observables.find(found.getFirst().defanged())).singleElement().satisfies(again -> {
            assertThat(again.type()).isEqualTo(found.getFirst().type());
            assertThat(again.value()).isEqualTo(found.getFirst().value());
        });
        assertThat(Observables.find(Observables.defang(indicator))).extracting(Observable::value)
                .containsExactly(found.getFirst().value());
    }

    @Property
    void normalFormsAreFoundAsTheyAre(@ForAll("indicators") String indicator) {
        String value = Observables.find(indicator).getFirst().value();

        assertThat(Observables.find(value)).extracting(Observable::value).containsExactly(value);
    }

    @Property
    void spansAreValidInAnyText(@ForAll("texts") String text) {
        int end = 0;
        for (Observable each : Observables.find(text)) {
            assertThat(each.start()).isGreaterThanOrEqualTo(end);
            assertThat(each.end()).isGreaterThan(each.start());
            assertThat(text.substring(each.start(), each.end())).isEqualTo(each.raw());
            assertThat(text.codePointCount(0, each.start())).isEqualTo(each.span().codePointStart());
            assertThat(text.codePointCount(0, each.end())).isEqualTo(each.span().codePointEnd());
            assertThat(each.derived()).allSatisfy(derived -> assertThat(derived.span()).isEqualTo(each.span()));
            end = each.end();
        }
    }

    @Property
    void noTextMakesItThrow(@ForAll String text) {
        Observables.scan(text, Limits.DEFAULTS, EVERYTHING);
        Observables.defang(text);
        Observables.refangText(text);
    }

    @Property
    void refangingTwiceChangesNothingMore(@ForAll("texts") String text) {
        String once = Observables.refang(text);

        assertThat(Observables.refang(once)).isEqualTo(once);
    }

    @Property
    void defangingTwiceChangesNothingMore(@ForAll("indicators") String indicator) {
        String once = Observables.defang(indicator);

        assertThat(Observables.defang(once)).isEqualTo(once);
        assertThat(Observables.refang(once)).isEqualTo(Observables.refang(indicator));
    }

    @Provide
    Arbitrary<String> indicators() {
        Arbitrary<String> label = Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8);
        Arbitrary<String> suffix = Arbitraries.of("com", "co.uk", "example", "xn--p1ai", "zip", "com.cn");
        Arbitrary<String> domain = Combinators.combine(label, label, suffix)
                .as((a, b, s) -> "www." + a + "1." + b + "2." + s)
                .filter(name -> !name.endsWith("zip"));
        Arbitrary<String> ipv4 = Arbitraries.integers().map(Ipv4::format);
        Arbitrary<String> ipv6 = Arbitraries.integers().between(0, 0xffff).array(int[].class).ofSize(8)
                .filter(groups -> groups[0] != 0 && groups[7] != 0).map(Ipv6::format);
        Arbitrary<String> path = Arbitraries.of("", "/", "/a.php", "/a/b.c?d=e&f=g.h", ":8080/x#y");
        Arbitrary<String> url = Combinators.combine(Arbitraries.of("http", "https", "ftp", "ldap", "HXXP"),
                Arbitraries.oneOf(domain, ipv4), path).as((scheme, host, rest) -> scheme + "://" + host + rest);
        Arbitrary<String> email = Combinators.combine(label, label, domain)
                .as((a, b, host) -> a + "." + b + "@" + host);
        Arbitrary<String> network = Combinators.combine(ipv4, Arbitraries.integers().between(0, 32))
                .as((ip, n) -> ip + "/" + n);
        return Arbitraries.oneOf(domain, ipv4, ipv6.filter(each -> each.matches(".*[0-9].*")), url, email, network);
    }

    /** Texts of the pieces that indicators and marks are made of. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries
                .of("a", "1", ".", "..", "@", ":", "/", "//", "://", "[", "]", "(", ")", "{", "}", "[.]", "(dot)",
                        "[at]",
                        "[:]", "http", "hxxp", "h**p", "evil.example", "10.0.0.1", "2001:db8::1", " ", "\n", "\\",
                        "\\/", "\\n", "&amp;", "&#46;",
                        "-", "_", "%", "CVE-2021-44228", "T1059", "d41d8cd98f00b204e9800998ecf8427e", "的", "é",
                        "\u200b", "．", "ａ", "\ud83d\ude00",
                        "*", ",", "'", "\"", "{\"", "dot", "at", "com", " DOT ", " AT ", "-dot-", "C:\\", "HKLM\\",
                        "/etc/", "x.exe",
                        "\\\\", "\\pipe\\", "mutex: ", "rule x { condition: ", "}", "Mozilla/5.0 (", "+1 555", "3:abc:",
                        "TLP:",
                        "RED", "AS12", "http%3A%2F%2F", "aHR0cDovL2V2aWwuY29t", "68747470", "arn:aws:a:b:c:d",
                        "imphash ",
                        "[http", "http__", "h[tt]p", "&", "<", ">", "^.", "\u202e", "\u0000", "\ud83d")
                .list().ofMaxSize(30).map(parts -> String.join("", parts));
    }
}
