package dev.palimpsest.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.memory.Pap;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerTest {

    private static final Subject ALICE = Subject.parse("user:alice");
    private static final Subject BOB = Subject.parse("user:bob");
    private static final Subject TRIAGE = Subject.parse("agent:triage");

    @ParameterizedTest
    @CsvSource({"READER,READ", "WRITER,READ WRITE", "CURATOR,READ WRITE CURATE", "AUDITOR,READ AUDIT", "FEED,FEED",
            "ADMIN,READ WRITE CURATE AUDIT FEED ADMIN"})
    void shouldDoWhatItsRolesMay(Role role, String rights) {
        List<String> may = Arrays.stream(Right.values()).filter(right -> right != Right.ANY && caller(role).may(right))
                .map(Right::name).toList();
        assertThat(may).containsExactly(rights.split(" ", -1));
        assertThat(caller(role).may(Right.ANY)).isTrue();
    }

    @Test
    void shouldSaySoWhereARoleIsMissing() {
        assertThatThrownBy(() -> caller(Role.READER).require(Right.CURATE)).isInstanceOf(Refusal.class)
                .hasMessage("this key may not do that: it takes the role curator or admin");
    }

    @Test
    void shouldWriteForThoseItIsGrantedAndNobodyElseOfTheirType() {
        Caller granted = caller(Role.WRITER, ALICE);

        assertThatCode(() -> granted.requireOpen(List.of(ALICE, TRIAGE))).doesNotThrowAnyException();
        assertThatThrownBy(() -> granted.requireOpen(List.of(BOB))).hasMessageContaining("user:bob");
        assertThatThrownBy(() -> granted.requireOpen(List.of(ALICE, BOB))).hasMessageContaining("user:bob");
        assertThatThrownBy(() -> granted.requireOpen(List.of(TRIAGE))).hasMessageContaining("agent:triage");
        assertThatCode(() -> caller(Role.WRITER).requireOpen(List.of(BOB))).doesNotThrowAnyException();
    }

    @Test
    void shouldSeeWhatBelongsToItsOwnOrToNobodyWithinItsClearance() {
        Sight sight = new Sight(Tlp.GREEN, Pap.AMBER, Set.of(ALICE));

        assertThat(sight.isOpen(List.of(ALICE, BOB))).isTrue();
        assertThat(sight.isOpen(List.of(BOB))).isFalse();
        assertThat(sight.isOpen(List.of())).isTrue();
        assertThat(sight.isCleared(Tlp.GREEN, Pap.AMBER)).isTrue();
        assertThat(sight.isCleared(Tlp.AMBER, Pap.CLEAR)).isFalse();
        assertThat(sight.isCleared(Tlp.CLEAR, Pap.RED)).isFalse();
    }

    @Test
    void shouldHandOnNoKeyThatOutlivesItsOwn() {
        Instant end = Instant.parse("2026-06-01T00:00:00Z");
        Caller ending = caller(Role.ADMIN).until(end);

        assertThatCode(() -> ending.requireOutlives(end)).doesNotThrowAnyException();
        assertThatThrownBy(() -> ending.requireOutlives(end.plusSeconds(1))).isInstanceOf(Refusal.class)
                .hasMessage("a key lives no longer than the key that makes it: until 2026-06-01T00:00:00Z");
        assertThatThrownBy(() -> ending.requireOutlives(null)).isInstanceOf(Refusal.class);
        assertThatCode(() -> caller(Role.ADMIN).requireOutlives(null)).doesNotThrowAnyException();
        assertThat(ending).as("who they are does not change with it").isEqualTo(caller(Role.ADMIN));
    }

    private static Caller caller(Role role, Subject... persons) {
        return new Caller(new TenantId("acme"), "bot", Set.of(role), new Sight(Tlp.RED, Pap.RED, Set.of(persons)));
    }
}
