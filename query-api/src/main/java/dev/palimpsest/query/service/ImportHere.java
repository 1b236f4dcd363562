package dev.palimpsest.query.service;

import dev.palimpsest.access.Caller;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.query.transfer.MemoryImport;
import dev.palimpsest.schemas.ObservationLog;
import dev.palimpsest.trust.seal.KeyVault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Imports write to the log of observations, and see what is here in the index, which may lag: the ledger has the last word.
 *
 * @param reader what is sealed is opened, and what is forgotten is erased in it
 * @param vault  knows who was forgotten
 */
record ImportHere(ObservationLog log, MemoryReader reader, KeyVault vault) implements MemoryImport.Here {

    /** Questions to the index at once. */
    private static final int LOOKS_AT_ONCE = 8;

    @Override
    public CompletableFuture<?> write(Observation observation) {
        return log.write(observation);
    }

    @Override
    public Map<MemoryId, Memory> heads(Caller caller, List<MemoryId> memories) {
        List<CompletableFuture<Optional<Memory>>> looks = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(LOOKS_AT_ONCE, Thread.ofVirtual().factory())) {
            memories.forEach(id -> looks.add(
                    CompletableFuture.supplyAsync(() -> reader.get(caller.tenant(), id), threads)));
        }
        Map<MemoryId, Memory> heads = new HashMap<>();
        looks.forEach(look -> answer(look).ifPresent(memory -> heads.put(memory.id(), memory)));
        return heads;
    }

    @Override
    public Optional<Instant> forgotten(Caller caller, Subject owner) {
        return vault.forgotten(caller.tenant(), owner);
    }

    /** An index that does not answer is told as such, whichever thread asked. */
    private static Optional<Memory> answer(CompletableFuture<Optional<Memory>> look) {
        try {
            return look.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
