package dev.palimpsest.index;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the searchable projection of memory. Every call is bound to one tenant; nothing of another tenant can come back.
 * Safe for several threads.
 *
 * <p>What was written is seen by {@link #get} at once, by the others a refresh later. Every method throws
 * {@link IndexUnavailable} where the index does not answer or is not there, and {@link IllegalArgumentException} with a
 * one-line message where an argument is out of its bounds.
 */
public interface MemoryReader {

    /** Shortest beginning of an id that a memory is looked up by. */
    int PREFIX_LENGTH_MIN = 8;

    /** The head of a memory, whatever its status; empty where this tenant has none of that id. */
    Optional<Memory> get(TenantId tenant, MemoryId id);

    /**
     * The memories whose id begins so, whatever their status: what a person types after a briefing's short form.
     *
     * @param prefix {@link #PREFIX_LENGTH_MIN} characters of an id or more
     * @param size   1 to {@link MemoryFilter#SIZE_MAX}; more than one comes back only where the prefix fits several
     */
    List<Memory> startingWith(TenantId tenant, String prefix, int size);

    /**
     * The memories that pass the filter, the latest observed first.
     *
     * @param size  1 to {@link MemoryFilter#SIZE_MAX}
     * @param after the cursor of the page before, with the same filter; null for the first page. Memories observed again
     *              between two pages move to the front and may be missed
     * @throws IllegalArgumentException also where {@code after} is no cursor
     */
    Page list(TenantId tenant, MemoryFilter filter, int size, @Nullable String after);

    /**
     * The memories that pass the filter and match the text by words or by meaning, best first. What is about a thing the
     * text names whole (an address, host, hash, technique id, person) comes before what merely resembles it. Nearness of
     * meaning has no threshold: where little matches by words, the list is filled up with the nearest there is.
     *
     * @param text not blank; the first 120 words count for words, the first 510 tokens for meaning
     * @param size 1 to {@link MemoryFilter#SIZE_MAX}
     */
    List<Hit> search(TenantId tenant, String text, MemoryFilter filter, int size);

    /** How many memories pass the filter. */
    long count(TenantId tenant, MemoryFilter filter);

    /**
     * The people and assistants that memories which pass belong to, in the order of their names as {@code type:name}.
     *
     * @param after those after this one; null for the first
     * @param size  1 to {@link MemoryFilter#SIZE_MAX}
     */
    List<Owner> owners(TenantId tenant, MemoryFilter filter, @Nullable Subject after, int size);

    /**
     * A memory found, and how well it matches.
     *
     * @param score    over 0, comparable within one answer only
     * @param strength how like the question it is by its words or its meaning alone, 0 to 1, comparable between answers
     */
    record Hit(Memory memory, double score, double strength) {}

    /**
     * Somebody with memories.
     *
     * @param memories how many
     * @param first    the beginning of the earliest
     * @param last     the latest change
     */
    record Owner(Subject actor, long memories, Instant first, Instant last) {}

    /**
     * One page of a list.
     *
     * @param next cursor of the page after; null at the end
     */
    record Page(List<Memory> memories, @Nullable String next) {
        public Page {
            memories = List.copyOf(memories);
        }
    }
}
