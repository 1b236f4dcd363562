package dev.palimpsest.ingest.decode.table;

import dev.palimpsest.ingest.decode.indicator.IndicatorValue;

/**
 * One line of a list.
 *
 * @param value   the value; empty on lines of comment and empty lines
 * @param comment what follows {@code #}, {@code //} or {@code ;}; empty where nothing does
 */
public record ListLine(String value, String comment) {

    /** The comment that stands above an entry of a list that has none, so that the entry can be told from a bare word. */
    public static final String MARKER = "# list";

    private static final int VALUE_CHARS_MAX = 4096;

    /** Reads a line; a hosts-file entry is its name. */
    public static ListLine of(String line) {
        String text = line.strip();
        text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (text.startsWith("#") || text.startsWith("//") || text.startsWith(";")) {
            return new ListLine("", text.substring(text.startsWith("//") ? 2 : 1).strip());
        }
        int comment = text.indexOf(" #");
        comment = comment < 0 ? text.indexOf("\t#") : comment;
        String before = comment < 0 ? text : text.substring(0, comment).strip();
        String after = comment < 0 ? "" : text.substring(comment + 2).strip();
        if (before.startsWith("0.0.0.0 ") || before.startsWith("127.0.0.1 ") || before.startsWith("0.0.0.0\t")
                || before.startsWith("127.0.0.1\t")) {
            before = before.substring(before.startsWith("0") ? 8 : 10).strip();
        }
        return new ListLine(before, after);
    }

    public boolean isComment() {
        return value.isEmpty() && !comment.isEmpty();
    }

    /** Whether it could be an entry of a list: one word. */
    public boolean isEntry() {
        return !value.isEmpty() && value.length() <= VALUE_CHARS_MAX
                && value.chars().noneMatch(Character::isWhitespace);
    }

    /** Whether it is an observable. */
    public boolean isObservable() {
        return isEntry() && IndicatorValue.of(value).isPresent();
    }

    static boolean isMarker(String comment) {
        return MARKER.equals("# " + comment);
    }
}
