package dev.palimpsest.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.Pap;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyLineTest {

    private static final Hash HASH = Hash.of("key");

    @Test
    void shouldReadBackWhatItWrites() {
        Sight sight = new Sight(Tlp.AMBER_STRICT, Pap.GREEN,
                Set.of(Subject.parse("user:Ann Lee, 50%"), Subject.parse("agent:triage")));
        KeyLine line = new KeyLine(HASH,
                new Caller(new TenantId("acme"), "ann", Set.of(Role.WRITER, Role.AUDITOR), sight),
                Instant.parse("2027-01-01T00:00:00Z"));

        assertThat(KeyLine.parse(line.text())).isEqualTo(line);
        assertThat(KeyLine.parse(new KeyLine(HASH, Caller.admin(new TenantId("acme"), "root"), null).text()).caller())
                .isEqualTo(Caller.admin(new TenantId("acme"), "root"));
    }

    @Test
    void shouldGiveTheLeastWhereALineSaysNothing() {
        Caller caller = KeyLine.parse(HASH + " acme bot").caller();

        assertThat(caller.roles()).containsExactly(Role.READER);
        assertThat(caller.sight()).isEqualTo(Sight.USUAL);
        assertThat(caller.may(Right.WRITE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "acme bot", "acme bot roles=root", "acme bot tlp=purple", "acme bot for=host:dc01",
            "acme bot expires=tomorrow", "acme bot extra"})
    void shouldRefuseWhatIsNoLine(String rest) {
        String line = rest.startsWith("acme bot") && !rest.equals("acme bot") ? HASH + " " + rest : rest;
        assertThatThrownBy(() -> KeyLine.parse(line)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(HASH.hex());
    }
}
