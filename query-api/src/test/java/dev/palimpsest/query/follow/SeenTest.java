package dev.palimpsest.query.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Role;
import dev.palimpsest.access.Sight;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.ledger.Ledger;
import dev.palimpsest.memory.ledger.MemoryEvent;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SeenTest {

    private static final MemoryEvent.Created OPEN = Happened.created(Happened.ACME, "ip:10.0.0.1", "open", Tlp.GREEN);
    private static final MemoryEvent.Created STRICT = Happened.created(Happened.ACME, "ip:10.0.0.1", "strict",
            Tlp.RED);
    private static final MemoryEvent.Created ALICES = Happened.created(Happened.ACME, "user:alice", "hers", Tlp.CLEAR);

    @Test
    void shouldTellNothingOfOtherTenants() {
        assertThat(seen(Sight.ALL, null).test(Happened.created(Happened.OTHER, "ip:10.0.0.1", "x", Tlp.CLEAR)))
                .isFalse();
    }

    @Test
    void shouldTellOfWhatIsNewByItsOwnWordsBeforeTheIndexHasIt() {
        assertThat(seen(Sight.USUAL, null).test(OPEN)).isTrue();
        assertThat(seen(Sight.USUAL, null).test(STRICT)).isFalse();
        assertThat(seen(Sight.USUAL.with("for=user%3Abob"), null).test(ALICES)).isFalse();
        assertThat(seen(Sight.USUAL.with("for=user%3Aalice"), null).test(ALICES)).isTrue();
        assertThat(seen(Sight.ALL, null).test(STRICT)).isTrue();
    }

    @Test
    void shouldNotTellOfThePastOfWhatIsHiddenToday() {
        Memory today = Ledger.apply(Ledger.apply(null, OPEN),
                Happened.revised(Happened.ACME, "ip:10.0.0.1", "open", 2, Tlp.RED));
        assertThat(seen(Sight.USUAL, today).test(OPEN)).isFalse();
        assertThat(seen(Sight.ALL, today).test(OPEN)).isTrue();
    }

    @Test
    void shouldNotTellOfAMildWordAboutAStrictMemory() {
        Memory head = Ledger.apply(null, STRICT);
        MemoryEvent mild = Happened.revised(Happened.ACME, "ip:10.0.0.1", "strict", 2, Tlp.CLEAR);
        assertThat(seen(Sight.USUAL, Ledger.apply(head, mild)).test(mild)).isFalse();
    }

    @Test
    void shouldNotTellWhereItCannotBeTold() {
        assertThat(seen(Sight.USUAL, null)
                .test(Happened.revised(Happened.ACME, "ip:10.0.0.1", "open", 2, Tlp.CLEAR))).isFalse();
    }

    @Test
    void shouldNotTellOfWhatIsOldAndNotInTheIndex() {
        assertThat(seen(Sight.USUAL, null, false).test(OPEN)).isFalse();
        assertThat(seen(Sight.ALL, null, false).test(OPEN)).isTrue();
    }

    private static Seen seen(Sight sight, @Nullable Memory head) {
        return seen(sight, head, true);
    }

    private static Seen seen(Sight sight, @Nullable Memory head, boolean fresh) {
        return new Seen(new Caller(Happened.ACME, "test", Set.of(Role.READER), sight), new GivenHeads(head, fresh));
    }
}
