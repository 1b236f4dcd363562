package dev.palimpsest.query.mcp;

import dev.palimpsest.index.Memories;
import dev.palimpsest.index.inmemory.InMemoryMemoryIndex;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.Payload.Action;
import dev.palimpsest.memory.observation.Payload.Command;
import dev.palimpsest.memory.observation.Payload.ConversationTurn;
import dev.palimpsest.query.barrier.Writing;
import dev.palimpsest.schemas.ObservationLog.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Writes that are carried out at once, as far as the tools under test look at what comes of them. */
final class HeapWriting implements Writing {

    final List<Observation> observations = new ArrayList<>();
    private final InMemoryMemoryIndex index;
    private volatile CompletableFuture<Boolean> seen = CompletableFuture.completedFuture(true);

    HeapWriting(InMemoryMemoryIndex index) {
        this.index = index;
    }

    /** From now on nothing that is written can be searched before this is done. */
    void seenWith(CompletableFuture<Boolean> later) {
        seen = later;
    }

    @Override
    public synchronized List<Written> write(List<Observation> written) {
        written.forEach(this::carryOut);
        observations.addAll(written);
        return written.stream().map(observation -> new Written(observation.id(), 0, observations.size())).toList();
    }

    @Override
    public CompletableFuture<Boolean> searchable(List<Written> written, Duration timeout) {
        return seen;
    }

    private void carryOut(Observation observation) {
        if (observation.payload() instanceof ConversationTurn turn) {
            Memory memory = Memories.of(observation.tenant(), Kind.EPISODIC, turn.subject().toString(), turn.text())
                    .trust(observation.trust()).memory();
            index.write(List.of(resting(memory, observation)));
        } else if (observation.payload() instanceof Command command && command.action() == Action.RETRACT) {
            Memory memory = index.get(observation.tenant(), command.memory()).orElseThrow();
            Memory next = new Memories(memory).version(memory.version() + 1).memory();
            index.write(List.of(resting(new Memories(next).status(Status.RETRACTED).memory(), observation)));
        }
    }

    private static Memory resting(Memory memory, Observation observation) {
        Evidence evidence = new Evidence(observation.id().value(), "tests", "palimpsest.observations.v1", 0, 1, null,
                new Extractor("tests", 1));
        return new Memory(memory.id(), memory.tenant(), memory.subject(), memory.kind(), memory.identity(),
                memory.version(), memory.status(), memory.content(), memory.valid(), memory.occurrences(),
                memory.confidence(), memory.trust(), memory.marking(), memory.support(), List.of(evidence),
                memory.derivedFrom(), memory.createdAt(), memory.updatedAt());
    }
}
