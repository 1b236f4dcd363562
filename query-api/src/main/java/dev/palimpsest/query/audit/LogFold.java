package dev.palimpsest.query.audit;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.ledger.Digest;
import dev.palimpsest.memory.ledger.Ledger;
import dev.palimpsest.memory.ledger.LogRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Folds one tenant's part of the log from its first record and checks the chain, which all tenants share, on the way. For
 * one thread; holds every head of the tenant in memory.
 */
final class LogFold {

    private static final int FAULTS_MAX = 20;

    private final Map<MemoryId, Memory> heads = new HashMap<>();
    private final Map<Integer, Hash> chains = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final TenantId tenant;
    private long events;

    LogFold(TenantId tenant) {
        this.tenant = tenant;
    }

    void take(int partition, long offset, LogRecord record) {
        Hash before = chains.getOrDefault(partition, Hash.NONE);
        if (!record.previous().equals(before)) {
            fault(partition, offset, "does not follow the record before it");
        } else if (!record.isIntact()) {
            fault(partition, offset, "is not what its hash says");
        }
        chains.put(partition, record.hash());
        if (!record.event().header().tenant().equals(tenant)) {
            return;
        }
        events++;
        try {
            heads.compute(record.event().header().memory(), (id, head) -> Ledger.apply(head, record.event()));
        } catch (IllegalArgumentException e) {
            fault(partition, offset, String.valueOf(e.getMessage()));
        }
    }

    Digest digest() {
        return heads.values().stream().map(Digest::of).reduce(Digest.EMPTY, Digest::plus);
    }

    long events() {
        return events;
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    void fault(int partition, long offset, String what) {
        if (faults.size() < FAULTS_MAX) {
            faults.add("record " + partition + "@" + offset + " " + what);
        }
    }
}
