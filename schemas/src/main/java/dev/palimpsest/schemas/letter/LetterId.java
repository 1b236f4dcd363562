package dev.palimpsest.schemas.letter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a dead letter: its place in the topic, which is never given twice.
 *
 * @param partition of the topic of dead letters
 * @param offset    in it
 */
public record LetterId(int partition, long offset) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})@(\\d{1,18})");

    /**
     * Reads {@code partition@offset}.
     *
     * @throws IllegalArgumentException where the text is no such name
     */
    public static LetterId parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a dead letter is named PARTITION@OFFSET, such as 2@17; got: "
                    + (text.length() > 40 ? text.substring(0, 40) + "…" : text));
        }
        return new LetterId(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2)));
    }

    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}
