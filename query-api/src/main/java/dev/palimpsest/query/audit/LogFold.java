package dev.palimpsest.query.audit;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.ledger.Digest;
import dev.palimpsest.memory.ledger.Ledger;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.proof.CheckpointAudit;
import dev.palimpsest.memory.proof.Damage;
import dev.palimpsest.memory.proof.Link;
import dev.palimpsest.memory.proof.PartitionAudit;
import dev.palimpsest.query.audit.StoredRecords.Stored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Folds one tenant's part of the log from its first record and checks chain and checkpoints, which all tenants share, on
 * the way. For one thread; holds every head of the tenant in memory.
 */
public final class LogFold {

    private final Map<MemoryId, Memory> heads = new HashMap<>();
    private final Map<Integer, PartitionAudit> partitions = new TreeMap<>();
    private final List<Damage> misfits = new ArrayList<>();
    private final TenantId tenant;
    private final CheckpointAudit checkpoints;
    private long events;

    /**
     * A fold of nothing.
     *
     * @param partitions  how many the log has
     * @param checkpoints all of them
     */
    public LogFold(TenantId tenant, int partitions, CheckpointAudit checkpoints) {
        this.tenant = tenant;
        this.checkpoints = checkpoints;
        for (int i = 0; i < partitions; i++) {
            this.partitions.put(i, new PartitionAudit(i, checkpoints.sound(i)));
        }
    }

    /**
     * The next record of its partition.
     *
     * @param key the key it is stored under, by which a memory's history is found
     */
    public void take(int partition, @Nullable String key, Stored stored) {
        audit(partition).take(stored.link());
        stored.record().filter(record -> !record.event().header().memory().toString().equals(key))
                .ifPresent(_ -> misfits.add(new Damage(partition, stored.link().offset(), Damage.Kind.ALTERED,
                        "it is stored under another key than its memory's id")));
        stored.record().filter(record -> record.event().header().tenant().equals(tenant))
                .ifPresent(record -> fold(partition, stored.link().offset(), record));
    }

    private void fold(int partition, long offset, LogRecord record) {
        events++;
        try {
            heads.compute(record.event().header().memory(), (id, head) -> Ledger.apply(head, record.event()));
        } catch (IllegalArgumentException e) {
            misfits.add(new Damage(partition, offset, Damage.Kind.OUT_OF_ORDER,
                    "it does not follow the version before it: " + e.getMessage()));
        }
    }

    /** Digest of the heads. */
    public Digest digest() {
        return heads.values().stream().map(Digest::of).reduce(Digest.EMPTY, Digest::plus);
    }

    long events() {
        return events;
    }

    /** Records that a checkpoint vouches for, of all tenants. */
    long attested() {
        return partitions.values().stream().mapToLong(PartitionAudit::attested).sum();
    }

    /** Records after the last checkpoints, of all tenants. */
    long unattested() {
        return partitions.values().stream().mapToLong(PartitionAudit::unattested).sum();
    }

    /** The partitions whose chain does not hold: they must be read again for a diagnosis. */
    Set<Integer> broken() {
        Set<Integer> broken = new TreeSet<>();
        partitions.forEach((number, audit) -> {
            if (audit.isBroken()) {
                broken.add(number);
            }
        });
        return broken;
    }

    /** What is wrong with a broken partition. */
    List<Damage> diagnose(int partition, List<Link> stored) {
        return audit(partition).diagnose(stored);
    }

    /**
     * What is wrong beside the chains. A misfit in a broken partition only repeats what the diagnosis tells.
     */
    public List<Damage> contradictions() {
        List<Damage> damages = new ArrayList<>(checkpoints.damages());
        partitions.values().forEach(audit -> audit.contradiction().ifPresent(damages::add));
        misfits.stream().filter(misfit -> !audit(misfit.partition()).isBroken()).forEach(damages::add);
        return damages;
    }

    private PartitionAudit audit(int partition) {
        return partitions.computeIfAbsent(partition, number -> new PartitionAudit(number, checkpoints.sound(number)));
    }
}
