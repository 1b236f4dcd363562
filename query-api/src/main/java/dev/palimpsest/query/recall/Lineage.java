package dev.palimpsest.query.recall;

import dev.palimpsest.access.Caller;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.ledger.MemoryEvent.Imported;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.query.audit.MemoryLog;
import dev.palimpsest.query.audit.ObservationReading;
import dev.palimpsest.query.audit.ObservationReading.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a memory was concluded from, down to the raw records, read from the records themselves. Safe for several threads.
 */
public final class Lineage {

    /** Most memories of one tree. */
    static final int MEMORIES_MAX = 50;

    private final MemoryLog log;
    private final ObservationReading observations;

    public Lineage(MemoryLog log, ObservationReading observations) {
        this.log = log;
        this.observations = observations;
    }

    /**
     * A memory version and what is behind it.
     *
     * @param ref     this version
     * @param then    as it was; null where the log has no such version, or it was told above already
     * @param now     the head today; null where it is gone
     * @param records the raw records it rests on; none of what was erased since
     * @param from    the versions it was concluded from
     */
    public record Node(MemoryRef ref, @Nullable Memory then, @Nullable Memory now, List<RawRecord> records,
            List<Node> from) {

        /** Whether what it says has changed, or ended, since this version: what rests on it is stale. */
        public boolean isStale() {
            return then == null || now == null || now.status() != then.status()
                    || !now.content().equals(then.content());
        }

        /** All versions that are told here. */
        List<MemoryRef> told() {
            Stream<MemoryRef> own = then == null ? Stream.empty() : Stream.of(ref);
            return Stream.concat(own, from.stream().flatMap(node -> node.told().stream())).toList();
        }
    }

    /**
     * A raw record.
     *
     * @param observation null where it is gone, cannot be read, or is marked stricter than who asks is cleared for
     */
    public record RawRecord(Evidence evidence, @Nullable Observation observation) {}

    /**
     * The tree of a memory version; each version is told once, wherever it stands first.
     *
     * @param seen   the present memory as far as who asks sees; of what was derived from beyond that, only the ids are told
     * @param caller who asks: raw records that are marked stricter than they are cleared for are named and not shown
     */
    public Node of(Memory memory, MemoryReader seen, Caller caller) {
        return node(caller, seen, memory.tenant(), memory.ref(), memory, new HashSet<>());
    }

    private Node node(Caller caller, MemoryReader seen, TenantId tenant, MemoryRef ref, @Nullable Memory given,
            Set<MemoryRef> told) {
        Optional<Memory> now = seen.get(tenant, ref.id());
        if (told.size() >= MEMORIES_MAX || !told.add(ref)) {
            return new Node(ref, null, now.orElse(null), List.of(), List.of());
        }
        Memory then = given == null ? now.flatMap(head -> version(head, ref.version())).orElse(null) : given;
        if (then == null || !Sighted.sees(caller, then)) {
            return new Node(ref, null, now.orElse(null), List.of(), List.of());
        }
        List<Node> from = new ArrayList<>();
        then.derivedFrom().forEach(source -> from.add(node(caller, seen, tenant, source, null, told)));
        boolean erased = now.filter(head -> head.status() == Status.ERASED).isPresent();
        List<RawRecord> records = erased ? List.of() : records(caller, then);
        return new Node(ref, then, now.orElse(null),
                given == null ? records : withImport(caller, now.orElse(given), then, records), from);
    }

    /**
     * What is asked for, where it came from another stack: the import first. What it says it rests on there lies there, so that
     * no record of this stack is shown for it, whatever its evidence names. Of what is above it that would take a reading of the
     * log for each.
     */
    private List<RawRecord> withImport(Caller caller, Memory head, Memory then, List<RawRecord> records) {
        Imported imported = log.imported(head, then.version()).orElse(null);
        if (imported == null) {
            return records;
        }
        List<RawRecord> all = new ArrayList<>(records(caller, imported.header().evidence()));
        records.forEach(record -> all.add(imported.memory().evidence().contains(record.evidence())
                ? new RawRecord(record.evidence(), null)
                : record));
        return all;
    }

    private Optional<Memory> version(Memory head, long version) {
        return head.version() == version ? Optional.of(head) : log.version(head, version);
    }

    private List<RawRecord> records(Caller caller, Memory memory) {
        return records(caller, memory.evidence());
    }

    private List<RawRecord> records(Caller caller, List<Evidence> evidence) {
        Map<Place, Observation> found = observations.find(caller.tenant(), evidence.stream().map(Place::of).toList());
        return evidence.stream().map(one -> new RawRecord(one, shown(caller, one, found.get(Place.of(one))))).toList();
    }

    /** What lies there is something else where the memory came from another stack, whose records stayed there. */
    private static @Nullable Observation shown(Caller caller, Evidence evidence, @Nullable Observation observation) {
        return observation != null && observation.id().value().equals(evidence.observation())
                && observation.marking().compareTo(caller.sight().tlp()) <= 0 ? observation : null;
    }
}
