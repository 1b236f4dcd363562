package dev.palimpsest.observables;

/**
 * Where something stands in a text.
 *
 * @param start index of its first UTF-16 unit, inclusive
 * @param end index after its last UTF-16 unit, exclusive; greater than {@code start}
 * @param codePointStart the same place counted in code points, as Python and Go's runes count
 * @param codePointEnd exclusive, in code points
 * @param raw the text between them, as written
 */
public record Span(int start, int end, int codePointStart, int codePointEnd, String raw) {

    public Span {
        if (start < 0 || end <= start || end - start != raw.length() || codePointStart > start
                || codePointEnd <= codePointStart) {
            throw new IllegalArgumentException("a span is as long as its raw text and never empty");
        }
    }
}
