package dev.palimpsest.local.stack;

import java.nio.file.Path;

/**
 * What a person may choose about a local stack.
 *
 * @param data where state is kept; created if absent
 * @param ephemeral whether {@code data} is deleted when the stack stops
 * @param ports where the parts listen
 * @param searchHeap heap of the search node as the JVM writes it, such as {@code 384m}
 */
public record StackOptions(Path data, boolean ephemeral, Ports ports, String searchHeap) {

    /** Enough for a hundred thousand memories with two vector fields of 384 dimensions. */
    public static final String SEARCH_HEAP_DEFAULT = "384m";

    public StackOptions {
        if (!searchHeap.matches("[1-9][0-9]*[mMgG]")) {
            throw new StackException(
                    "the heap must be a number and m or g, such as " + SEARCH_HEAP_DEFAULT + ", not " + searchHeap);
        }
        data = data.toAbsolutePath().normalize();
    }
}
