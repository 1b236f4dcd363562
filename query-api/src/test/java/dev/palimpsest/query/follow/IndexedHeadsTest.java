package dev.palimpsest.query.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.index.IndexUnavailable;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.ledger.Ledger;
import dev.palimpsest.memory.ledger.MemoryEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class IndexedHeadsTest {

    private static final MemoryEvent NEXT = Happened.revised(Happened.ACME, "ip:10.0.0.1", "x", 2, Tlp.CLEAR);
    private static final Memory BEFORE = Ledger.apply(null,
            Happened.created(Happened.ACME, "ip:10.0.0.1", "x", Tlp.CLEAR));

    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void shouldSayThatTheIndexIsBehindAfterSoManyLooks() {
        assertThatThrownBy(() -> new IndexedHeads((_, _) -> {
            looks.incrementAndGet();
            return Optional.of(BEFORE);
        }, Duration.ZERO).reaching(NEXT.header())).isInstanceOf(IndexUnavailable.class);
        assertThat(looks).hasValue(IndexedHeads.LOOKS);
    }

    @Test
    void shouldWaitForTheIndex() {
        Memory after = Ledger.apply(BEFORE, NEXT);
        assertThat(new IndexedHeads((_, _) -> Optional.of(looks.incrementAndGet() < 3 ? BEFORE : after), Duration.ZERO)
                .reaching(NEXT.header())).contains(after);
    }
}
