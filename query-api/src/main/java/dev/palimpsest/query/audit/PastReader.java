package dev.palimpsest.query.audit;

import dev.palimpsest.index.Cursor;
import dev.palimpsest.index.IndexUnavailable;
import dev.palimpsest.index.MemoryFilter;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.index.inmemory.InMemoryMemoryIndex;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a past state as the index reads the present one: the same filters, order and pages, over exactly what the log folds
 * to. Words are matched here; what a text means was computed when it was indexed, so nearness of meaning is asked of the
 * live index and counts for memories whose text is the same today.
 */
final class PastReader implements MemoryReader {

    /** So many times as many as are asked for: what did not hold then is left out of them. */
    private static final int MEANING_FACTOR = 10;

    /** Of reciprocal rank fusion: Cormack, Clarke and Büttcher, SIGIR 2009. */
    private static final int K = 60;

    private static final Logger LOGGER = LoggerFactory.getLogger(PastReader.class);

    private final InMemoryMemoryIndex past;
    private final MemoryReader live;

    PastReader(Collection<Memory> state, MemoryReader live) {
        this(new InMemoryMemoryIndex(), live);
        past.write(state);
    }

    private PastReader(InMemoryMemoryIndex past, MemoryReader live) {
        this.past = past;
        this.live = live;
    }

    /** The same past; nearness of meaning is asked of a live reader that sees less, so that what it leaves out takes no rank. */
    PastReader asking(MemoryReader other) {
        return new PastReader(past, other);
    }

    @Override
    public Optional<Memory> get(TenantId tenant, MemoryId id) {
        return past.get(tenant, id);
    }

    @Override
    public List<Memory> startingWith(TenantId tenant, String prefix, int size) {
        return past.startingWith(tenant, prefix, size);
    }

    @Override
    public Page list(TenantId tenant, MemoryFilter filter, int size, @Nullable String after) {
        return past.list(tenant, filter, size, after);
    }

    @Override
    public long count(TenantId tenant, MemoryFilter filter) {
        return past.count(tenant, filter);
    }

    @Override
    public List<Owner> owners(TenantId tenant, MemoryFilter filter, @Nullable Subject after, int size) {
        return past.owners(tenant, filter, after, size);
    }

    /** The ranks by words then and by the live index today, joined as the index joins its own. */
    @Override
    public List<Hit> search(TenantId tenant, String text, MemoryFilter filter, int size) {
        List<Hit> hits = past.search(tenant, text, filter, MemoryFilter.SIZE_MAX);
        List<Memory> worded = memories(hits);
        Map<MemoryRef, Double> strengths = new HashMap<>();
        hits.forEach(hit -> strengths.merge(hit.memory().ref(), hit.strength(), Math::max));
        Map<MemoryRef, Double> scores = new HashMap<>();
        Map<MemoryRef, Memory> found = new HashMap<>();
        for (List<Memory> ranked : List.of(worded, near(tenant, text, filter, size))) {
            int rank = 1;
            for (Memory memory : ranked) {
                scores.merge(memory.ref(), 1.0 / (K + rank++), Double::sum);
                found.put(memory.ref(), memory);
            }
        }
        return found.values().stream().map(memory -> new Hit(memory, scores.getOrDefault(memory.ref(), 0.0),
                strengths.getOrDefault(memory.ref(), 0.0)))
                .sorted(Comparator.comparingDouble(Hit::score).reversed().thenComparing(Hit::memory, Cursor.ORDER))
                .limit(size).toList();
    }

    /** What the live index ranks by today's words and meaning, as it was then, where its text was the same. */
    private List<Memory> near(TenantId tenant, String text, MemoryFilter filter, int size) {
        MemoryFilter unchanging = MemoryFilter.CURRENT.withStatuses(EnumSet.complementOf(EnumSet.of(Status.ERASED)))
                .withSubjects(filter.subjects()).withAbout(filter.about())
                .withKinds(filter.kinds().toArray(Kind[]::new));
        try {
            List<Hit> hits = live.search(tenant, text, unchanging,
                    Math.min(MemoryFilter.SIZE_MAX, size * MEANING_FACTOR));
            return memories(hits).stream().flatMap(now -> past.get(tenant, now.id())
                    .filter(then -> filter.passes(then) && text(then).equals(text(now))).stream()).toList();
        } catch (IndexUnavailable e) {
            LOGGER.atWarn().addKeyValue("reason", e.getMessage()).log("a search of the past goes by words alone");
            return List.of();
        }
    }

    private static List<Memory> memories(List<Hit> hits) {
        return hits.stream().map(Hit::memory).toList();
    }

    private static Optional<String> text(Memory memory) {
        return memory.content().plain().map(Content.Plain::text);
    }
}
