package dev.palimpsest.trust.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms("0123456789abcdef".getBytes(StandardCharsets.UTF_8));

    private static Redactor redactor(PersonalData... kinds) {
        return new Redactor(PSEUDONYMS, Secrets.EVERYWHERE, Set.of(kinds));
    }

    @Test
    void shouldGiveSameValueSamePseudonymWhereverItStands() {
        String token = Fakes.of(TokenFormat.ALL.getFirst(), 16);

        String one = redactor().redact("key " + token + " used");
        String other = redactor().redact("{\"k\":\"" + token + "\"}");

        assertThat(one).matches("key «secret:aws-access-key-id:[0-9a-f]{12}» used").doesNotContain(token);
        assertThat(other).contains(one.substring(4, one.length() - 5));
    }

    @Test
    void shouldGiveOtherPseudonymUnderAnotherKey() {
        Redactor other = new Redactor(new Pseudonyms("another key of 16".getBytes(StandardCharsets.UTF_8)),
                Secrets.EVERYWHERE, Set.of());

        assertThat(other.redact("password=hunter2x")).isNotEqualTo(redactor().redact("password=hunter2x"));
    }

    @Test
    void shouldCountDifferentValuesByKind() {
        Redactor redactor = redactor();
        redactor.redact("password=hunter2x password=hunter2x password=hunter3x https://a:b3c@h/");

        assertThat(redactor.counts()).containsExactly("password:2", "url-password:1");
    }

    @Test
    void shouldCarryWhatOnePartGaveAwayToOthers() {
        Redactor redactor = redactor();
        redactor.redact("password=pa\\ss\"w0rd!");
        redactor.redact("password='hunter2\"xyz'");

        assertThat(redactor.carry("typed hunter2\"xyz and hunter2\\\"xyz")).doesNotContain("hunter2");
    }

    @Property(tries = 1_000)
    void shouldLeaveRedactedTextAsItIs(@ForAll String text) {
        String once = redactor(PersonalData.values())
                .redact(text + " password=x" + text + " net use \\\\a\\b hunter2 Cookie: a=0123456789");

        assertThat(redactor(PersonalData.values()).redact(once)).isEqualTo(once);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4111 1111 1111 1111", "4111111111111111", "378282246310005", "DE89 3704 0044 0532 0130 00",
            "GB82WEST12345698765432", "078-05-1120", "+49 30 901820", "+1 (555) 010-9999", "bob.smith+x@mail.example"})
    void shouldReplacePersonalDataWhereAsked(String value) {
        assertThat(redactor(PersonalData.values()).redact("is " + value + ", said")).matches("is «pii:.*», said");
        assertThat(redactor().redact("is " + value + ", said")).isEqualTo("is " + value + ", said");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4111 1111 1111 1112", "1234567890123456", "DE89 3704 0044 0532 0130 02", "000-05-1120",
            "2026-11-22", "10.120.8.21", "+12", "user@", "@handle", "12:34:56", "1111111111111111",
            "T1021.002", "S-1-5-21-3623811015-3361044348-30300820-1013"})
    void shouldLeaveWhatIsNoPersonalData(String value) {
        assertThat(new Redactor(PSEUDONYMS, Secrets.EVERYWHERE, EnumSet.of(PersonalData.CARD, PersonalData.IBAN,
                PersonalData.SSN, PersonalData.EMAIL)).redact(value)).isEqualTo(value);
    }
}
