package dev.palimpsest.query.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ledger.EventHeader;
import dev.palimpsest.memory.ledger.Ledger;
import dev.palimpsest.memory.ledger.MemoryEvent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WordsTest {

    private static final MemoryEvent.Created OPEN = Happened.created(Happened.ACME, "ip:10.0.0.1", "open", Tlp.CLEAR);
    private static final MemoryEvent.Created ORDER = held(OPEN, TrustTier.SENSOR_STRUCTURED);

    @Test
    void shouldHoldWhatCameIntoBeingHeldUntilItIsReleased() {
        Memory begun = Ledger.apply(null, ORDER);
        Memory kept = Ledger.apply(begun, new MemoryEvent.Quarantined(at(ORDER, 2), "reads like an order"));
        Memory released = Ledger.apply(kept, new MemoryEvent.Released(at(ORDER, 3), "harmless"));
        assertThat(words(ORDER, null)).isEqualTo(Words.HELD);
        assertThat(words(ORDER, begun)).isEqualTo(Words.HELD);
        assertThat(words(ORDER, kept)).isEqualTo(Words.HELD);
        assertThat(words(ORDER, released)).isEqualTo(Words.TOLD);
        assertThat(words(ORDER, Ledger.apply(kept, new MemoryEvent.Retracted(at(ORDER, 3), "wrong"))))
                .isEqualTo(Words.HELD);
    }

    @Test
    void shouldHoldWhatIsQuarantinedToday() {
        Memory kept = Ledger.apply(Ledger.apply(null, OPEN), new MemoryEvent.Quarantined(at(OPEN, 2), "by hand"));
        assertThat(words(OPEN, null)).isEqualTo(Words.TOLD);
        assertThat(words(OPEN, kept)).isEqualTo(Words.HELD);
    }

    @Test
    void shouldHoldWhatIsOldAndNotInTheIndex() {
        assertThat(words(OPEN, null, false)).isEqualTo(Words.HELD);
        assertThat(words(imported(Ledger.apply(null, OPEN)), null, false)).isEqualTo(Words.HELD);
    }

    @Test
    void shouldSayThatWhatIsPurgedTodayIsErased() {
        Memory gone = Ledger.apply(Ledger.apply(null, OPEN), new MemoryEvent.Erased(at(OPEN, 2), "purged"));
        assertThat(words(OPEN, gone)).isEqualTo(Words.ERASED);
    }

    @Test
    void shouldHoldWhatCameInQuarantineFromElsewhere() {
        Memory open = Ledger.apply(null, OPEN);
        Memory kept = Ledger.apply(open, new MemoryEvent.Quarantined(at(OPEN, 2), "by hand"));
        Memory order = Ledger.apply(null, ORDER);
        Memory gone = Ledger.apply(Ledger.apply(order, new MemoryEvent.Quarantined(at(ORDER, 2), "why")),
                new MemoryEvent.Retracted(at(ORDER, 3), "wrong"));

        assertThat(words(imported(kept), null)).isEqualTo(Words.HELD);
        assertThat(words(imported(kept), kept)).isEqualTo(Words.HELD);
        assertThat(words(imported(gone), open)).isEqualTo(Words.HELD);
        assertThat(words(imported(order), null)).isEqualTo(Words.HELD);
        assertThat(words(imported(open), null)).isEqualTo(Words.TOLD);
        assertThat(words(imported(open), kept)).isEqualTo(Words.HELD);
    }

    @Test
    void shouldHoldNoWordOfThoseWhoMaySayAnything() {
        assertThat(Words.areHeld(ORDER)).isTrue();
        assertThat(Words.areHeld(held(OPEN, TrustTier.CONTROL_PLANE))).isFalse();
    }

    @Test
    void shouldAskNobodyAboutWhatSaysNothing() {
        assertThat(Words.of(new MemoryEvent.Released(at(OPEN, 3), "fine"), new Seen.Heads() {
            @Override
            public Optional<Memory> known(EventHeader header) {
                throw new AssertionError("asked");
            }

            @Override
            public boolean isFresh(EventHeader header) {
                throw new AssertionError("asked");
            }

            @Override
            public Optional<Memory> reaching(EventHeader header) {
                throw new AssertionError("asked");
            }
        })).isEqualTo(Words.TOLD);
    }

    private static MemoryEvent.Imported imported(Memory state) {
        return new MemoryEvent.Imported(at(OPEN, state.version(), state.trust()), state, null);
    }

    private static MemoryEvent.Created held(MemoryEvent.Created event, TrustTier trust) {
        Content words = event.fact().content().plain().orElseThrow().withAttribute(Content.HELD, "why");
        return new MemoryEvent.Created(at(event, 1, trust), event.identity(), new MemoryEvent.Fact(words,
                event.fact().occurrences(), event.fact().confidence(), List.of()));
    }

    private static EventHeader at(MemoryEvent event, long version) {
        return at(event, version, event.header().trust());
    }

    private static EventHeader at(MemoryEvent event, long version, TrustTier trust) {
        EventHeader of = event.header();
        return new EventHeader(of.tenant(), of.subject(), of.memory(), of.kind(), version, of.valid(),
                of.systemTime(), of.evidence(), trust, of.marking());
    }

    private static Words words(MemoryEvent event, @Nullable Memory head) {
        return words(event, head, true);
    }

    private static Words words(MemoryEvent event, @Nullable Memory head, boolean fresh) {
        return Words.of(event, new GivenHeads(head, fresh));
    }
}
