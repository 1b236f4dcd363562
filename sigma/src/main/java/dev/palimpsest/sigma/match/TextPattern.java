package dev.palimpsest.sigma.match;

import java.util.List;

/**
 * A text with Sigma's wildcards, at a place in the value, without letter case unless asked for. Linear in the value for a
 * pattern without wildcards; with them at worst the product of both lengths, which are bounded.
 */
public final class TextPattern implements ValueTest {

    /** Longest pattern, in UTF-16 units. */
    public static final int LENGTH_MAX = 1_024;

    /** Stands for any run of characters; no character of any text. */
    static final char MANY = '\uFDD0';
    /** Stands for one character. */
    static final char ONE = '\uFDD1';
    /** Stands for a dash of any kind or a slash before a flag. */
    static final char DASH = '\uFDD2';

    private static final String DASHES = "-/\u2013\u2014\u2015";

    private final String pattern;
    private final Place place;
    private final boolean cased;
    private final boolean plain;
    private final List<String> pieces;

    private TextPattern(String pattern, Place place, boolean cased) {
        this.pattern = cased ? pattern : Fold.of(pattern);
        this.place = place;
        this.cased = cased;
        plain = this.pattern.chars().noneMatch(TextPattern::isWild);
        String whole = (place == Place.END || place == Place.INSIDE ? "" + MANY : "") + this.pattern
                + (place == Place.START || place == Place.INSIDE ? "" + MANY : "");
        pieces = List.of(whole.split(String.valueOf(MANY), -1));
    }

    /**
     * Reads wildcards: {@code *} and {@code ?}, either made plain by a backslash before it; two backslashes are one.
     *
     * @param windash whether a dash before a word may be any dash or a slash
     */
    public static TextPattern of(String text, Place place, boolean cased, boolean windash) {
        StringBuilder read = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
            if (c == '\\' && (next == '*' || next == '?' || next == '\\')) {
                read.append(next);
                i++;
            } else if (c == '*') {
                read.append(MANY);
            } else if (c == '?') {
                read.append(ONE);
            } else {
                read.append(windash && isFlag(text, i) ? DASH : c);
            }
        }
        return new TextPattern(read.toString(), place, cased);
    }

    /** The text itself, whatever it holds. */
    public static TextPattern literal(String text, Place place, boolean cased) {
        return new TextPattern(text, place, cased);
    }

    /** Whether a text may be a pattern: not too long, and without the characters that stand for wildcards in here. */
    public static boolean isReadable(String text) {
        return text.length() <= LENGTH_MAX && text.chars().noneMatch(TextPattern::isWild);
    }

    private static boolean isWild(int c) {
        return c >= MANY && c <= DASH;
    }

    /** A dash or slash that begins a word and ends none. */
    private static boolean isFlag(String text, int at) {
        char c = text.charAt(at);
        boolean before = at > 0 && Character.isLetterOrDigit(text.charAt(at - 1));
        boolean after = at + 1 < text.length() && Character.isLetterOrDigit(text.charAt(at + 1));
        return (c == '-' || c == '/') && !before && after;
    }

    Place place() {
        return place;
    }

    /** The text it asks for, folded; empty where there are wildcards in it or letter case counts. */
    String literal() {
        return plain && !cased ? pattern : "";
    }

    /** The longest run without wildcards, folded: a value that passes holds it. */
    String longestPiece() {
        String longest = "";
        for (String piece : pattern.split("[" + MANY + ONE + DASH + "]", -1)) {
            longest = piece.length() > longest.length() ? piece : longest;
        }
        return Fold.of(longest);
    }

    @Override
    public boolean passes(Value value) {
        String text = cased ? value.text() : value.folded();
        return plain ? place.fits(text, pattern) : glob(text);
    }

    /** Pieces between runs of anything, each at the first place it fits; the first and the last are anchored. */
    private boolean glob(String text) {
        String first = pieces.getFirst();
        if (pieces.size() == 1) {
            return text.length() == first.length() && fits(first, text, 0);
        }
        String last = pieces.getLast();
        int end = text.length() - last.length();
        if (first.length() > end || !fits(first, text, 0) || !fits(last, text, end)) {
            return false;
        }
        int at = first.length();
        for (String piece : pieces.subList(1, pieces.size() - 1)) {
            while (at + piece.length() <= end && !fits(piece, text, at)) {
                at++;
            }
            at += piece.length();
            if (at > end) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(String piece, String text, int at) {
        for (int i = 0; i < piece.length(); i++) {
            char wanted = piece.charAt(i);
            char c = text.charAt(at + i);
            if (wanted != c && wanted != ONE && !(wanted == DASH && DASHES.indexOf(c) >= 0)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return place + " " + pattern;
    }
}
