package dev.palimpsest.query.order;

import dev.palimpsest.access.Caller;
import dev.palimpsest.index.MemoryFilter;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Protection;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.ObservationId;
import dev.palimpsest.memory.observation.Payload.Action;
import dev.palimpsest.memory.observation.Payload.Command;
import dev.palimpsest.query.barrier.Writing;
import dev.palimpsest.query.recall.Sighted;
import dev.palimpsest.query.recall.Where;
import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.schemas.ObservationLog.Written;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Orders about memories: observations like everyone's, on the word of whoever's credential gave them. Safe for several threads. */
public final class Orders {

    /** How long an order's effect is waited for; what takes longer is seen later. */
    public static final Duration PATIENCE = Duration.ofSeconds(15);

    private final MemoryReader reader;
    private final Writing writing;
    private final InstantSource clock;

    public Orders(MemoryReader reader, Writing writing, InstantSource clock) {
        this.reader = reader;
        this.writing = writing;
        this.clock = clock;
    }

    /**
     * An order, each time a new one.
     *
     * @param text    the new text of a revision; null otherwise
     * @param changes what a revision sets beside the text; usually none
     */
    public Observation order(Caller caller, Memory memory, Action action, @Nullable String text, String reason,
            Map<String, String> changes) {
        var now = clock.instant();
        ObservationId id = ObservationId.of(caller.tenant(), "command",
                memory.ref() + "\n" + action + "\n" + UUID.randomUUID());
        return new Observation(id, caller.tenant(), caller.name(), TrustTier.ANALYST, memory.marking(), now, now,
                new Command(memory.subject(), memory.id(), action, text, reason, caller.name(), changes),
                memory.content().key().orElse(null));
    }

    /**
     * Gives orders; they are durable once this returns.
     *
     * @return done once what they did can be seen: true, or false where that takes longer than {@link #PATIENCE}
     */
    public CompletableFuture<Boolean> give(List<Observation> orders) {
        if (orders.isEmpty()) {
            return CompletableFuture.completedFuture(true);
        }
        List<Written> written = writing.write(orders);
        return writing.searchable(written, PATIENCE);
    }

    /** Takes these memories back; their history stays. As {@link #give}. */
    public CompletableFuture<Boolean> retract(Caller caller, List<Memory> memories, String reason) {
        return give(memories.stream().map(memory -> order(caller, memory, Action.RETRACT, null, reason, Map.of()))
                .toList());
    }

    /** One page of memories that is taken back. */
    @FunctionalInterface
    public interface Page {

        /** Takes back a page and waits for it. */
        void retract(List<Memory> memories);
    }

    /**
     * Takes back all that passes and is not immutable, ended or not, page after page and again from the beginning, since what is taken
     * back is seen as such only later, until nothing is left that was not yet tried.
     *
     * @param where whose and which, in the language of {@link Where}
     * @param size  of a page, 1 to {@link MemoryFilter#SIZE_MAX}
     * @param goOn  asked before each page with how many were taken back so far; false ends it there
     * @return how many were taken back
     */
    public int retractAll(Caller caller, JsonNode where, int size, IntPredicate goOn, Page page) {
        MemoryFilter filter = MemoryFilter.CURRENT.withStatuses(Set.of(Status.CURRENT, Status.EXPIRED))
                .where(Where.parse(where));
        Set<Object> tried = new HashSet<>();
        int before = -1;
        while (tried.size() > before) {
            before = tried.size();
            String after = null;
            do {
                if (!goOn.test(tried.size())) {
                    return tried.size();
                }
                MemoryReader.Page listed = Sighted.of(reader, caller).list(caller.tenant(), filter, size, after);
                List<Memory> next = listed.memories().stream()
                        .filter(memory -> memory.protection() != Protection.IMMUTABLE)
                        .filter(memory -> tried.add(memory.ref())).toList();
                if (!next.isEmpty()) {
                    page.retract(next);
                }
                after = listed.next();
            } while (after != null);
        }
        return tried.size();
    }
}
