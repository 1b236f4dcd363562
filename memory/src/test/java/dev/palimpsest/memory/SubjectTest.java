package dev.palimpsest.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            user:Alice,                user:Alice
            ' user: Alice ',           user:Alice
            HOST:x,                    -
            host:DC01,                 host:dc01
            domain:EVIL.Example,       domain:evil.example
            ip:FE80::1,                ip:fe80::1
            technique:t1021.002,       technique:T1021.002
            url:https://A.b/Path?Q=1,  url:https://A.b/Path?Q=1
            account:ACME\\Bob,         account:acme\\bob
            sha256:ABCDEF,             sha256:abcdef
            """)
    void shouldHaveOneSpellingForOneThing(String text, String expected) {
        if (expected.equals("-")) {
            assertThatThrownBy(() -> Subject.parse(text)).isInstanceOf(IllegalArgumentException.class);
        } else {
            assertThat(Subject.parse(text.strip())).hasToString(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "alice", ":alice", "user:", "user: ", "us er:alice", "user:a\u001fb", "user:a\nb",
            "user:a\u0000"})
    void shouldRefuseWhatNamesNothing(String text) {
        assertThatThrownBy(() -> Subject.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void shouldReadWhatItWrites(@ForAll @NotBlank @StringLength(max = 40) String name) {
        Assume.that(name.chars().noneMatch(Character::isISOControl) && !name.strip().isEmpty());
        for (String type : new String[]{"user", "host", "technique", "url"}) {
            Subject subject = new Subject(type, name);

            assertThat(Subject.parse(subject.toString())).isEqualTo(subject);
        }
    }
}
