package dev.palimpsest.observables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"URLS_WITHOUT_SCHEME | evil.example/a | URL evil.example/a",
            "ENCODED_URLS | http%3A%2F%2Fevil.example%2Fa | URL http://evil.example/a",
            "HOSTS_OF_ADDRESSES | a@evil.example | DOMAIN evil.example",
            "ADDRESS_OF_NETWORK | 10.0.0.0/8 | IPV4 10.0.0.0",
            "INSIDE_OTHERS | https://evil.example/CVE-2021-44228 | CVE CVE-2021-44228",
            "URLS_INSIDE_URLS | http://evil.example/?u=http://b.example/ | URL http://b.example/",
            "INSIDE_RULES_AND_AGENTS | rule a { strings: $a = \"evil.example\" condition: $a } | DOMAIN evil.example",
            "FILE_NAMES_AS_DOMAINS | setup.py | DOMAIN setup.py", "UNKNOWN_SUFFIXES | evil.nope | DOMAIN evil.nope",
            "UNDERSCORES_IN_NAMES | foo_bar.example | DOMAIN foo_bar.example",
            "LEADING_ZEROS | 010.001.2.3 | IPV4 10.1.2.3", "VERSIONS_AS_ADDRESSES | version 1.2.3.4 | IPV4 1.2.3.4",
            "HASHES_IN_WORDS | d41d8cd98f00b204e9800998ecf8427ehash | MD5 d41d8cd98f00b204e9800998ecf8427e",
            "HASHES_OF_DIGITS | 12345678901234567890123456789012 | MD5 12345678901234567890123456789012"})
    void shouldAnswerAContestedQuestionEitherWay(Choice choice, String text, String expected) {
        assertThat(found(text, Options.DEFAULTS.with(choice))).contains(expected);
        assertThat(found(text, Options.DEFAULTS.without(choice))).doesNotContain(expected);
    }

    @Test
    void shouldNotLetATypeNobodyWantsTakeAPlace() {
        String text = "\\\\fs.corp.local\\share";

        assertThat(found(text, Options.DEFAULTS.only(Set.of(ObservableType.DOMAIN))))
                .containsExactly("DOMAIN fs.corp.local");
        assertThat(found(text, Options.DEFAULTS.only(Set.of()))).isEmpty();
    }

    @Test
    void shouldBeStrictWhereRecordsAreKept() {
        assertThat(
                found("evil.example/a aHR0cDovL2V2aWwuY29tL2E= x.exe http://a.example/d41d8cd98f00b204e9800998ecf8427e",
                        Options.PLAIN))
                .containsExactly("DOMAIN evil.example",
                        "URL http://a.example/d41d8cd98f00b204e9800998ecf8427e", "DOMAIN a.example");
    }

    private static List<String> found(String text, Options options) {
        return Observables.find(text, options).stream().flatMap(Observable::withDerived)
                .map(each -> each.type() + " " + each.value()).toList();
    }
}
