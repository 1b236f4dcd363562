package dev.palimpsest.query.mem0;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.palimpsest.access.Door;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.query.recall.Where;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PendingTest {

    private static final TenantId ACME = new TenantId("acme");

    private final Pending pending = new Pending();
    private final CompletableFuture<Boolean> write = new CompletableFuture<>();

    @BeforeEach
    void add() {
        pending.add(ACME, List.of(new Subject("user", "alice"), new Subject("agent", "bot")), write);
    }

    @Test
    void shouldNotHoldUpWhoReadsOfOthersOnly() throws Exception {
        for (String filters : List.of("{\"user_id\":\"bob\"}", "{\"OR\":[{\"user_id\":\"bob\"},{\"app_id\":\"x\"}]}",
                "{\"user_id\":\"bob\",\"NOT\":[{\"agent_id\":\"bot\"}]}")) {
            read(ACME, filters);
        }
        read(new TenantId("other"), "{\"user_id\":\"alice\"}");

        assertThat(write).isNotDone();
    }

    @Test
    void shouldHoldUpWhoeverMayReadWhatIsWritten() throws Exception {
        for (String filters : List.of("{}", "{\"user_id\":\"alice\"}", "{\"agent_id\":\"bot\"}", "{\"user_id\":\"*\"}",
                "{\"OR\":[{\"user_id\":\"bob\"},{\"categories\":{\"contains\":\"x\"}}]}",
                "{\"NOT\":[{\"user_id\":\"bob\"}]}", "{\"user_id\":{\"in\":[\"bob\",\"alice\"]}}")) {
            assertThat(isHeldUp(filters)).as(filters).isTrue();
        }
    }

    /** A read on a thread of its own ends before the write does, or after it. */
    private boolean isHeldUp(String filters) throws Exception {
        CompletableFuture<Boolean> open = new CompletableFuture<>();
        AtomicBoolean done = new AtomicBoolean();
        Pending own = new Pending();
        own.add(ACME, List.of(new Subject("user", "alice"), new Subject("agent", "bot")), open);
        CompletableFuture<Boolean> wasDone = new CompletableFuture<>();
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                own.await(ACME, Where.parse(Door.JSON.readTree(filters)));
                wasDone.complete(done.get());
            } catch (JsonProcessingException e) {
                wasDone.completeExceptionally(e);
            }
        });
        while (reader.getState() != Thread.State.WAITING && reader.isAlive()) {
            Thread.onSpinWait();
        }
        done.set(true);
        open.complete(true);
        return wasDone.join();
    }

    private void read(TenantId tenant, String filters) throws JsonProcessingException {
        pending.await(tenant, Where.parse(Door.JSON.readTree(filters)));
    }
}
