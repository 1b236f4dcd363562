package dev.palimpsest.memory.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Sample;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Bearing;
import dev.palimpsest.memory.claim.Claim.SourceNews;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.observation.Payload.Action;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Memories concluded from one another, to any depth and in circles: news of one reaches all, and comes to rest. */
class GroundsPropertyTest {

    private static final int BASES = 4;
    private static final int MESSAGES_MAX = 10_000;

    private final Map<MemoryId, Memory> memories = new HashMap<>();
    private final Map<MemoryId, Set<MemoryId>> conclusions = new HashMap<>();
    private int clock;

    @Property(tries = 200)
    void shouldComeToRestWithEveryConclusionStandingOnWhatStands(@ForAll Random random,
            @ForAll @IntRange(min = 1, max = 12) int derived, @ForAll boolean circles) {
        memories.clear();
        conclusions.clear();
        List<MemoryId> all = world(random, derived, circles);
        for (int i = 0; i < 10; i++) {
            Memory base = memory(all.get(random.nextInt(BASES)));
            Action action = base.status() == Status.CURRENT ? Action.RETRACT : Action.RESTORE;
            settle(Sample.order(base, action, TrustTier.ANALYST, "order-" + clock++));
        }

        for (MemoryId id : all.subList(BASES, all.size())) {
            Memory memory = memory(id);
            Set<MemoryId> fallen = new HashSet<>();
            memory.derivedFrom().stream().map(MemoryRef::id).filter(source -> memory(source).status() != Status.CURRENT)
                    .forEach(fallen::add);
            assertThat(memory.support().fallen()).containsExactlyInAnyOrderElementsOf(fallen);
            assertThat(memory.status()).isEqualTo(
                    fallen.size() == memory.derivedFrom().size() ? Status.RETRACTED : Status.CURRENT);
        }
    }

    /** Some that stand for themselves, and then others, each concluded from one to three of those before, or of any. */
    private List<MemoryId> world(Random random, int derived, boolean circles) {
        List<Statement> claims = new ArrayList<>();
        for (int i = 0; i < BASES + derived; i++) {
            claims.add(statement(i));
        }
        for (int i = 0; i < claims.size(); i++) {
            Statement claim = claims.get(i);
            Set<MemoryRef> from = new HashSet<>();
            for (int sources = i < BASES ? 0 : 1 + random.nextInt(3); sources > 0; sources--) {
                int source = random.nextInt(circles ? claims.size() : i);
                if (source != i) {
                    from.add(new MemoryRef(claims.get(source).memory(), 1));
                    conclusions.computeIfAbsent(claims.get(source).memory(), _ -> new HashSet<>()).add(claim.memory());
                }
            }
            from.addAll(i >= BASES && from.isEmpty() ? Set.of(new MemoryRef(claims.getFirst().memory(), 1)) : Set.of());
            from.forEach(ref -> conclusions.computeIfAbsent(ref.id(), _ -> new HashSet<>()).add(claim.memory()));
            Claim stated = Sample.with(claim, List.copyOf(from));
            take(stated);
        }
        return claims.stream().map(Statement::memory).toList();
    }

    private static Statement statement(int number) {
        Statement any = Sample.statement(Identity.Form.STORY, "story " + number, 1, TrustTier.SENSOR_STRUCTURED,
                "observation-" + number);
        return new Statement(any.tenant(), any.subject(), any.kind(), Identity.story("story-" + number), any.content(),
                any.valid(), any.occurrences(), any.confidence(), any.trust(), any.marking(), any.evidence(),
                List.of());
    }

    private void settle(Claim order) {
        Deque<Claim> waiting = new ArrayDeque<>(List.of(order));
        for (int i = 0; !waiting.isEmpty(); i++) {
            assertThat(i).as("messages").isLessThan(MESSAGES_MAX);
            Claim claim = waiting.remove();
            Status before = memory(claim.memory()).status();
            take(claim);
            Memory after = memory(claim.memory());
            if (after.status() != before) {
                conclusions.getOrDefault(after.id(), Set.of()).forEach(id -> waiting.add(news(after, memory(id))));
            }
        }
    }

    private static Claim news(Memory source, Memory conclusion) {
        Evidence evidence = Sample.evidence("news");
        return new SourceNews(conclusion.tenant(), conclusion.subject(), conclusion.id(), List.of(source.ref()),
                source.status() == Status.CURRENT ? Bearing.STANDS : Bearing.FALLEN, "news", TrustTier.ANALYST,
                Tlp.GREEN, List.of(evidence));
    }

    private void take(Claim claim) {
        Memory head = memories.get(claim.memory());
        if (Ledger.decide(head, claim, Sample.minute(1_000 + clock++)) instanceof Decision.Append append) {
            Memory first = Ledger.apply(head, append.event());
            memories.put(claim.memory(), append.then() == null ? first : Ledger.apply(first, append.then()));
        }
    }

    private Memory memory(MemoryId id) {
        Memory memory = memories.get(id);
        if (memory == null) {
            throw new AssertionError("no memory " + id);
        }
        return memory;
    }
}
