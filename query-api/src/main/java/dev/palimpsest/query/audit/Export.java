package dev.palimpsest.query.audit;

import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.proof.SignedCheckpoint;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes a tenant's part of the log as a bundle that is checked without this system; see {@code docs/audit.md}. What other
 * tenants logged is in it as hashes alone. Safe for several threads.
 */
public final class Export {

    /** Most memories of one bundle that get proofs. */
    public static final int MEMORIES_MAX = 100;

    private final MemoryLog log;
    private final StoredRecords stored;
    private final Checkpoints checkpoints;
    private final InstantSource clock;

    public Export(MemoryLog log, SchemaRegistry registry, InstantSource clock) {
        this.log = log;
        this.stored = new StoredRecords(registry);
        this.checkpoints = new Checkpoints(log, registry);
        this.clock = clock;
    }

    /**
     * What a bundle is to hold.
     *
     * @param memories whose records get inclusion proofs, at most {@link #MEMORIES_MAX}
     * @param whole    false leaves out all but those proofs and the checkpoints that they lead to
     */
    public record Wish(TenantId tenant, Set<MemoryId> memories, boolean whole) {}

    /** Writes the bundle; partition after partition, with about 64 bytes a record in memory where proofs are wanted. */
    public void write(Wish wish, OutputStream out) {
        Map<Integer, List<SignedCheckpoint>> signed = checkpoints.all(); // first: the log then has all that they vouch for
        SortedMap<Integer, Long> ends = new TreeMap<>(log.ends());
        try {
            BundleWriter bundle = new BundleWriter(out, wish, clock.instant());
            signed.values().stream().flatMap(List::stream).map(SignedCheckpoint::keys)
                    .max(Comparator.comparingInt(keys -> keys.statements().size())).ifPresent(bundle::keys);
            ends.forEach((partition, end) -> {
                BundlePartition part = new BundlePartition(bundle, wish, partition,
                        signed.getOrDefault(partition, List.of()));
                log.readPartition(partition, end, record -> part.take(stored.read(record.offset(), record.value())));
                part.end();
            });
            bundle.end();
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the bundle cannot be written", e);
        }
    }
}
