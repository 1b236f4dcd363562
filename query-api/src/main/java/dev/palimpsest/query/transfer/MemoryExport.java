package dev.palimpsest.query.transfer;

import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.ledger.Digest;
import dev.palimpsest.memory.ledger.EventHeader;
import dev.palimpsest.memory.ledger.Ledger;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.query.audit.MemoryLog;
import dev.palimpsest.query.transfer.Line.Scope;
import dev.palimpsest.trust.seal.KeyVault;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes a tenant's memories as lines, partition after partition of the log, each as it stood when the export began. The heads of a
 * partition lie on the heap meanwhile. Of a memory some of whose words are gone for good, what came later is told alone, and only
 * where it stands where nothing came: what is erased can be brought nowhere, nor anything after it. Safe for several threads.
 */
public final class MemoryExport {

    /** The form of these lines. */
    public static final int VERSION = 1;

    private final Source log;
    private final Told told;
    private final int max;

    /** @param max most memories of a partition that are held at once */
    public MemoryExport(Source log, KeyVault vault, int max) {
        this.max = max;
        this.log = log;
        this.told = new Told(vault);
    }

    /** The log. */
    public interface Source {

        /** Where each partition ends: next offset. */
        Map<Integer, Long> ends();

        /** Hands over these partitions from their first records up to these offsets. */
        void readTo(Map<Integer, Long> to, Consumer<MemoryLog.Entry> each);
    }

    /**
     * What is wanted.
     *
     * @param subjects whose alone; empty for all
     */
    public record Wish(TenantId tenant, Scope versions, Set<Subject> subjects) {

        private boolean wants(EventHeader header) {
            return header.tenant().equals(tenant) && (subjects.isEmpty() || subjects.contains(header.subject()));
        }
    }

    /** Where an export that begins now ends, by partition. */
    public Map<Integer, Long> begin() {
        return log.ends();
    }

    /**
     * Writes what is left of an export.
     *
     * @param left   partitions that are to be told, and where each ends
     * @param cursor a text for what is left after a partition
     * @throws Refusal              where a partition has too many memories
     * @throws UncheckedIOException where the reader is gone
     */
    public void write(Wish wish, Map<Integer, Long> left, Function<Map<Integer, Long>, String> cursor, Instant now,
            OutputStream out) {
        TreeMap<Integer, Long> open = new TreeMap<>(left);
        write(out, new Line.Begin(VERSION, wish.tenant(), wish.versions(), now));
        Digest digest = Digest.EMPTY;
        long[] events = new long[1];
        while (!open.isEmpty()) {
            int partition = open.firstKey();
            for (Memory head : partition(wish, Map.of(partition, open.pollFirstEntry().getValue()), events, out)) {
                digest = digest.plus(Digest.of(head.portable()));
                if (wish.versions() == Scope.CURRENT || Told.isErased(head)) {
                    write(out, told.head(head));
                }
            }
            if (!open.isEmpty()) {
                write(out, new Line.Cursor(cursor.apply(open)));
            }
        }
        write(out, new Line.End(digest.count(), events[0], digest.hex()));
    }

    /** The heads in the order in which they began, as a session's working memories must come again. */
    private Iterable<Memory> partition(Wish wish, Map<Integer, Long> end, long[] events, OutputStream out) {
        Map<MemoryId, Long> gone = wish.versions() == Scope.ALL ? gone(wish, end) : Map.of();
        return folded(wish, end, (record, before, after) -> {
            events[0]++;
            long erased = gone.getOrDefault(after.id(), 0L);
            if (wish.versions() == Scope.ALL && after.version() > erased) {
                write(out, told.event(record, after.version() == erased + 1 ? null : before, after));
            }
        }).stream().sorted(Comparator.comparing(Memory::createdAt)).toList();
    }

    /** The last version of each memory that says nothing any more. */
    private Map<MemoryId, Long> gone(Wish wish, Map<Integer, Long> end) {
        Map<MemoryId, Long> gone = new HashMap<>();
        Collection<Memory> _ = folded(wish, end, (_, _, after) -> {
            if (Told.isErased(after)) {
                gone.put(after.id(), after.version());
            }
        });
        return gone;
    }

    /** One event of a memory. */
    private interface Step {

        void take(LogRecord record, @Nullable Memory before, Memory after);
    }

    private Collection<Memory> folded(Wish wish, Map<Integer, Long> end, Step step) {
        TreeMap<MemoryId, Memory> heads = new TreeMap<>();
        log.readTo(end, entry -> {
            EventHeader header = entry.record().event().header();
            if (wish.wants(header)) {
                Memory before = heads.get(header.memory());
                Memory after = Ledger.apply(before, entry.record().event());
                heads.put(header.memory(), after);
                if (heads.size() > max) {
                    throw Refusal.tooLarge("a partition of the log has over " + max
                            + " of these memories, more than are held at once: ask for some subjects' at a time (subject=)");
                }
                step.take(entry.record(), before, after);
            }
        });
        return heads.values();
    }

    private static void write(OutputStream out, Line line) {
        try {
            out.write((MemoryLines.text(line) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the lines cannot be written", e);
        }
    }
}
