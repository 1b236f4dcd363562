package dev.palimpsest.processor.extract.typed;

import java.text.Normalizer;
import java.util.Locale;

/** Text made safe to show on one line. */
public final class PlainText {

    private PlainText() {}

    /**
     * The text without control, format (bidirectional and zero-width among them), private-use and unpaired characters,
     * in NFC, white space folded to single spaces.
     *
     * @param max most UTF-16 units kept; a longer text ends in an ellipsis within that length
     */
    public static String of(String text, int max) {
        StringBuilder kept = new StringBuilder(Math.min(text.length(), max + 1));
        String bounded = text.length() > 4 * max ? text.substring(0, 4 * max) : text;
        bounded.codePoints().forEach(point -> append(kept, point));
        String clean = Normalizer.normalize(kept, Normalizer.Form.NFC).strip();
        if (clean.length() <= max) {
            return clean;
        }
        int end = Character.isHighSurrogate(clean.charAt(max - 2)) ? max - 2 : max - 1;
        return clean.substring(0, end) + "…";
    }

    /** Lower-case letters and digits with single hyphens between them; may be empty. */
    public static String slug(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "");
    }

    private static void append(StringBuilder kept, int point) {
        if (isSpace(point)) {
            if (!kept.isEmpty() && kept.charAt(kept.length() - 1) != ' ') {
                kept.append(' ');
            }
        } else if (isShown(point)) {
            kept.appendCodePoint(point);
        }
    }

    private static boolean isSpace(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point);
    }

    private static boolean isShown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE,
                    Character.UNASSIGNED ->
                false;
            default -> true;
        };
    }
}
