package dev.palimpsest.query.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.index.IndexUnavailable;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.ledger.Ledger;
import dev.palimpsest.memory.ledger.MemoryEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class IndexedHeadsTest {

    private static final MemoryEvent NEXT = Happened.revised(Happened.ACME, "ip:10.0.0.1", "x", 2, Tlp.CLEAR);
    private static final Memory BEFORE = Ledger.apply(null,
            Happened.created(Happened.ACME, "ip:10.0.0.1", "x", Tlp.CLEAR));

    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void shouldSayThatTheIndexIsBehindAfterSoManyLooks() {
        IndexedHeads heads = heads((_, _) -> {
            looks.incrementAndGet();
            return Optional.of(BEFORE);
        }, false);

        assertThatThrownBy(() -> heads.reaching(NEXT.header())).isInstanceOf(IndexUnavailable.class);
        assertThat(looks).hasValue(IndexedHeads.LOOKS);
    }

    @Test
    void shouldNotWaitForeverForWhatTheIndexRefused() {
        assertThat(heads((_, _) -> Optional.of(BEFORE), true).reaching(NEXT.header())).isEmpty();
    }

    @Test
    void shouldWaitForTheIndex() {
        Memory after = Ledger.apply(BEFORE, NEXT);
        assertThat(heads((_, _) -> Optional.of(looks.incrementAndGet() < 3 ? BEFORE : after), false)
                .reaching(NEXT.header())).contains(after);
    }

    @Test
    void shouldTakeForFreshWhatWasJustDecided() {
        assertThat(heads((_, _) -> Optional.empty(), false).isFresh(NEXT.header())).isTrue();
        assertThat(new IndexedHeads((_, _) -> Optional.empty(), Duration.ZERO, () -> () -> false,
                InstantSource.fixed(NEXT.header().systemTime().plus(IndexedHeads.FRESH))).isFresh(NEXT.header()))
                .isFalse();
    }

    private static IndexedHeads heads(BiFunction<TenantId, MemoryId, Optional<Memory>> index, boolean isPast) {
        return new IndexedHeads(index, Duration.ZERO, () -> () -> isPast,
                InstantSource.fixed(NEXT.header().systemTime()));
    }
}
