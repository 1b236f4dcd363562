package dev.palimpsest.index;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.TenantId;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the searchable projection of memory. Safe for several threads: of two versions of one memory the higher one
 * stands, in whatever order they arrive.
 *
 * <p>Every method but {@link #write} throws {@link IndexUnavailable} where the index does not answer.
 */
public interface MemoryWriter {

    /**
     * Puts the heads of memories. Writing the same again changes nothing, so a caller may always repeat a whole batch. Of
     * several versions of one memory in a batch only the highest is sent; the others count as stale.
     *
     * @param memories any number; sent in bounded batches
     */
    WriteOutcome write(Collection<Memory> memories);

    /** Makes all that was written until now visible to searches. */
    void refresh();

    /**
     * Makes the index where there is none. May be called by several processes at once.
     *
     * @return true where this call made it: it is empty, so the memories must be written again from the first
     * @throws IndexUnavailable also where the index there was made for other embedding models or by a newer version
     */
    boolean ensureIndex();

    /**
     * The name of the index that stands, never given twice: an index made anew has another one. A reader that keeps its
     * place beside this name knows when it must start over.
     */
    String identity();

    /** Deletes the index and all in it; nothing happens where there is none. */
    void deleteIndex();

    /**
     * Hands over every memory of the index, whatever its status, in no particular order; those written before the last
     * {@link #refresh} are all seen.
     *
     * @param tenant of this tenant alone; null for all
     */
    void scan(@Nullable TenantId tenant, Consumer<Memory> each);

    /** Whether each of these memories is here in that version or a later one. */
    boolean areEnded(Collection<MemoryRef> ended);

    /**
     * Makes sure that nothing is left of what was deleted or replaced up to now, in the files either, not only in answers. Costs a
     * rewrite of every part of the index in which there is such; may take more than a minute.
     *
     * @return false where that is not so yet: ask again later
     */
    boolean expunge();

    /**
     * Deletes the tenant's indices of the past, which are beside this one and made from the log whenever somebody asks: they may
     * hold what is to be read nowhere any more.
     *
     * @return how many there were
     */
    default int dropPast(TenantId tenant) {
        return 0;
    }

    /**
     * How many memories the index holds, whatever their status, as of the last {@link #refresh}.
     *
     * @param tenant of this tenant alone; null for all
     */
    long count(@Nullable TenantId tenant);
}
