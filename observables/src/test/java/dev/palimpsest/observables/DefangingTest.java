package dev.palimpsest.observables;

import static dev.palimpsest.observables.Texts.found;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefangingTest {

    @ParameterizedTest
    @ValueSource(strings = {"evil[.]example", "evil(.)example", "evil{.}example", "evil[dot]example",
            "evil(DOT)example",
            "evil [.] example", "evil[ . ]example", "evil[.example", "evil\\.example", "evil[,]example",
            "evil&#46;example"})
    void shouldFindDefangedDomains(String text) {
        assertThat(found("to " + text + " and")).containsExactly("DOMAIN evil.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hxxps://evil.example/a", "hXXps[:]//evil[.]example/a", "https[://]evil(.)example[/]a",
            "h**ps://evil[.]example/a", "meows://evil.example/a", "https:\\\\evil[.]example/a",
            "xhttps:\\/\\/evil.example\\/a"})
    void shouldFindDefangedUrls(String text) {
        assertThat(found("to " + text + " and")).containsExactly("URL https://evil.example/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a[@]evil.example", "a(at)evil[.]example", "a [at] evil [dot] example", "a@evil[.]example"})
    void shouldFindDefangedEmails(String text) {
        assertThat(found("to " + text + ", and")).containsExactly("EMAIL a@evil.example");
    }

    @Test
    void shouldNotJoinProseAroundMarks() {
        assertThat(found("visit evil[.]example. Next stop")).containsExactly("DOMAIN evil.example");
        assertThat(found("see (10.0.0.1.) Then 5 . 3 of 2.2.2 . 2")).containsExactly("IPV4 10.0.0.1", "IPV4 2.2.2.2");
    }

    @ParameterizedTest
    @CsvSource({"evil . example, evil.example", "1.)1[.1.)1, 1.1.1.1", "hxxps[:]//a[.)b[/]c, https://a.b/c",
            "hxxpfoo, hxxpfoo",
            "h**pfoo, h**pfoo", "[[.]], .", "a[at]b(dot)c, a@b.c"})
    void shouldRefangOneIndicator(String defanged, String plain) {
        assertThat(Observables.refang(defanged)).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource({"https://evil.example/a.b?c=d.e, hxxps[:]//evil[.]example/a.b?c=d.e", "10.0.0.1, 10[.]0[.]0[.]1",
            "a@evil.example, a[@]evil[.]example", "hxxp://evil[.]example, hxxp[:]//evil[.]example",
            "2001:db8::1, 2001[:]db8[:][:]1",
            "ldap://evil.example:389/x, ldap[:]//evil[.]example:389/x"})
    void shouldDefangInOneForm(String indicator, String defanged) {
        assertThat(Observables.defang(indicator)).isEqualTo(defanged);
        assertThat(Observables.defang(defanged)).isEqualTo(defanged);
    }
}
