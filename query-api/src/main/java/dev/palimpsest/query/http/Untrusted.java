package dev.palimpsest.query.http;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.TrustTier;
import java.util.Locale;

/**
 * Text that somebody else may have chosen, made fit to be handed to an assistant: data, marked as such, in which nothing
 * is hidden. What a person or the control plane said is served as it was said.
 */
public final class Untrusted {
    /** Longest text that is served, in UTF-16 units; all of it is in the evidence. */
    public static final int LENGTH_MAX = 2_000;

    private Untrusted() {}

    /** Whether a memory's words are those of data or of an assistant. */
    public static boolean is(Memory memory) {
        return memory.trust().isBelow(TrustTier.CONTROL_PLANE);
    }

    /** The text with control, format and unpaired characters written out as escapes, cut to {@link #LENGTH_MAX}. */
    public static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length() && out.length() < LENGTH_MAX) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            if (isHidden(point)) {
                out.append(String.format(Locale.ROOT, "\\u{%04x}", point));
            } else {
                out.appendCodePoint(point);
            }
        }
        return at < text.length() ? out.append('…').toString() : out.toString();
    }

    private static boolean isHidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED ->
                true;
            default -> false;
        };
    }
}
