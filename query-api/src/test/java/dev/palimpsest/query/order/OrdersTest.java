package dev.palimpsest.query.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.palimpsest.access.Caller;
import dev.palimpsest.index.Memories;
import dev.palimpsest.index.inmemory.InMemoryMemoryIndex;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Protection;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.query.barrier.Writing;
import dev.palimpsest.schemas.ObservationLog.Written;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OrdersTest {

    private static final Caller ADMIN = Caller.admin(Memories.TENANT, "ada");
    private static final int PAGE = 10;
    private static final Writing NOTHING_IS_WRITTEN = new Writing() {
        @Override
        public List<Written> write(List<Observation> observations) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Boolean> searchable(List<Written> written, Duration timeout) {
            throw new UnsupportedOperationException();
        }
    };

    private final InMemoryMemoryIndex index = new InMemoryMemoryIndex();
    private final Orders orders = new Orders(index, NOTHING_IS_WRITTEN, InstantSource.system());
    private final List<Memory> taken = new ArrayList<>();

    @Test
    void shouldTakeBackEverythingOnceAlsoWhereWhatWasTakenBackIsSeenOnlyLater() {
        index.write(memories("m", 35).toList());

        int told = retract(taken::addAll);

        assertThat(taken).hasSize(35).doesNotHaveDuplicates();
        assertThat(told).isEqualTo(35);
    }

    @Test
    void shouldTakeBackWhatLiesBehindPagesThatNobodyMayTakeBack() {
        index.write(memories("later", 25).map(OrdersTest::immutable).toList());
        index.write(memories("m", 15).map(memory -> new Memories(memory).lastSeen(Memories.NOON.minusSeconds(60))
                .memory()).toList());

        assertThat(retract(taken::addAll)).isEqualTo(15);
        assertThat(taken).allMatch(memory -> memory.protection() == Protection.NONE);
    }

    @Test
    void shouldTakeBackWhatComesMeanwhile() {
        index.write(memories("m", 12).toList());

        retract(page -> {
            taken.addAll(page);
            index.write(page.stream().map(memory -> new Memories(memory).version(memory.version() + 1)
                    .status(Status.RETRACTED).memory()).toList());
            if (taken.size() == 12) {
                index.write(memories("late", 3).toList());
            }
        });

        assertThat(taken).hasSize(15);
    }

    private int retract(Orders.Page page) {
        return orders.retractAll(ADMIN, JsonNodeFactory.instance.objectNode(), PAGE, _ -> true, page);
    }

    private static Stream<Memory> memories(String name, int number) {
        return IntStream.range(0, number).mapToObj(i -> Memories.of("user:alice", name + " " + i).memory());
    }

    private static Memory immutable(Memory memory) {
        return new Memory(memory.id(), memory.tenant(), memory.subject(), memory.kind(), memory.identity(),
                memory.version(), memory.status(), memory.content(), memory.valid(), memory.occurrences(),
                memory.confidence(), memory.trust(), memory.marking(), memory.support(), memory.evidence(),
                memory.derivedFrom(), memory.createdAt(), memory.updatedAt(), Protection.IMMUTABLE);
    }
}
