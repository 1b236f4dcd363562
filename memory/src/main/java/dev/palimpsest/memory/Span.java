package dev.palimpsest.memory;

/**
 * A stretch of one field of an observation.
 *
 * @param field the field's name; {@code text} for a conversation turn
 * @param start first UTF-16 unit, inclusive
 * @param end   last UTF-16 unit, exclusive
 */
public record Span(String field, int start, int end) {
    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("span " + start + " to " + end);
        }
    }
}
