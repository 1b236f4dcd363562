package dev.palimpsest.memory.ledger;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Sample;
import dev.palimpsest.memory.claim.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A log of one memory, grown claim by claim at rising system times. */
final class Events {

    private final List<MemoryEvent> log = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();
    private @Nullable Memory memory;

    static Events of(Claim... claims) {
        Events events = new Events();
        for (Claim claim : claims) {
            events.add(claim);
        }
        return events;
    }

    Decision add(Claim claim) {
        Decision decision = Ledger.decide(memory, claim, Sample.minute(1000 + decisions.size()));
        decisions.add(decision);
        if (decision instanceof Decision.Contradicted contradicted && contradicted.event() != null) {
            log.add(contradicted.event());
            memory = Ledger.apply(memory, contradicted.event());
        }
        if (decision instanceof Decision.Append append) {
            log.add(append.event());
            memory = Ledger.apply(memory, append.event());
            if (append.then() != null) {
                log.add(append.then());
                memory = Ledger.apply(memory, append.then());
            }
        }
        return decision;
    }

    Memory memory() {
        if (memory == null) {
            throw new AssertionError("nothing was appended: " + decisions);
        }
        return memory;
    }

    List<MemoryEvent> log() {
        return log;
    }

    /** What became of each claim, in a word or two. */
    static String word(@Nullable Memory before, Decision decision) {
        return switch (decision) {
            case Decision.Append append -> append.then() == null
                    ? event(before, append.event())
                    : event(before, append.event()) + "+" + event(null, append.then());
            case Decision.Contradicted _ -> "contradicted";
            case Decision.Unchanged unchanged -> "unchanged " + unchanged.reason();
            case Decision.Refused refused -> "refused " + refused.reason();
        };
    }

    /** A superseding value that leaves the standing one standing is "noted". */
    private static String event(@Nullable Memory before, MemoryEvent event) {
        boolean noted = event instanceof MemoryEvent.Superseded && before != null
                && Ledger.apply(before, event).content().equals(before.content());
        return noted ? "noted" : event.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
