package dev.palimpsest.memory;

import org.jspecify.annotations.Nullable;

/**
 * The name of a source: who sent it, by credential or configuration, and behind a slash what the sender calls this stream. Only
 * the sender is proven; a label is the sender's own choice, so nothing that trust hangs on may be gained by it.
 *
 * @param sender who sent it, without a slash
 * @param label  what the sender calls it; null where they say nothing
 */
public record SourceName(String sender, @Nullable String label) {

    private static final char SEPARATOR = '/';

    public SourceName {
        sender = sender.replace(SEPARATOR, '_');
    }

    /** A sender without a label, whatever the text holds. */
    public static SourceName of(String sender) {
        return new SourceName(sender, null);
    }

    /** The sender in a source's name: what stands before the first slash. */
    public static String sender(String source) {
        int slash = source.indexOf(SEPARATOR);
        return slash < 0 ? source : source.substring(0, slash);
    }

    /** As observations carry it: {@code SENDER} or {@code SENDER/LABEL}. */
    public String text() {
        return label == null ? sender : sender + SEPARATOR + label;
    }
}
