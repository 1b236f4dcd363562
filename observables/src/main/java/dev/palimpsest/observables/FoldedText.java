package dev.palimpsest.observables;

import java.util.Arrays;

/**
 * A text as the scanners read it: defanging marks are undone, invisible characters gone, HTML and JSON escapes decoded.
 * Every folded character knows where it came from, so that spans and raw text are those of the source. Nothing outside
 * a span found ever reaches a caller, which is what confines refanging to indicators.
 */
final class FoldedText {

    private final CharSequence source;
    private final char[] chars;
    private final int[] starts;
    private final int[] ends;
    private final int length;
    private long reads;

    private FoldedText(Builder builder) {
        source = builder.source;
        chars = builder.chars;
        starts = builder.starts;
        ends = builder.ends;
        length = builder.length;
    }

    /** With every mark undone that is safe to undo in prose. */
    static FoldedText of(CharSequence source) {
        return fold(source, new Marks(source, Marks.Source.TEXT));
    }

    /** As written, but for invisible characters and the escapes of JSON and HTML. */
    static FoldedText literal(CharSequence source) {
        return fold(source, new Marks(source, Marks.Source.LITERAL));
    }

    /** One pass over the source; a mark made of what an earlier mark left is not seen. */
    static FoldedText fold(CharSequence source, Marks marks) {
        Builder out = new Builder(source);
        for (int i = 0; i < source.length();) {
            char c = source.charAt(i);
            Mark mark = marks.at(i, out);
            if (mark != null) {
                for (int k = 0; k < mark.meaning().length(); k++) {
                    out.append(mark.meaning().charAt(k), i, i + mark.length());
                }
                i += mark.length();
            } else {
                if (!Chars.isInvisible(c)) {
                    out.append(c, i, i + 1);
                }
                i++;
            }
        }
        return new FoldedText(out);
    }

    int length() {
        return length;
    }

    /** The folded character at an index, {@link Chars#NONE} outside the text. Counted, see {@link #reads}. */
    char at(int index) {
        reads++;
        return index < 0 || index >= length ? Chars.NONE : chars[index];
    }

    /** The source's character where that of an index begins. */
    char sourceAt(int index) {
        reads++;
        return source.charAt(starts[index]);
    }

    int sourceStart(int from) {
        return starts[from];
    }

    int sourceEnd(int to) {
        return ends[to - 1];
    }

    /** Whether any folded character of the span was written in another way. */
    boolean isDefanged(int from, int to) {
        reads += to - from;
        return sourceEnd(to) - sourceStart(from) != to - from;
    }

    String text(int from, int to) {
        reads += to - from;
        return new String(chars, from, to - from);
    }

    /** Whether a lower-case ASCII word stands here, in any letter case. */
    boolean isWord(String word, int from) {
        for (int i = 0; i < word.length(); i++) {
            char c = at(from + i);
            if (c != word.charAt(i) && (c < 'A' || c > 'Z' || c + 32 != word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a line ends or begins between the character before and this. */
    boolean isLineStart(int index) {
        return index <= 0 || at(index - 1) == '\n' || at(index - 1) == '\r';
    }

    /** The index after the last host character from here on. */
    int hostEnd(int from) {
        int to = from;
        while (Chars.isHost(at(to))) {
            to++;
        }
        return to;
    }

    long reads() {
        return reads;
    }

    @Override
    public String toString() {
        return new String(chars, 0, length);
    }

    /** The folded text so far; marks look back at it. */
    static final class Builder {
        private static final int HOST_LOOKED_AT_MAX = 64;
        private final CharSequence source;
        private char[] chars;
        private int[] starts;
        private int[] ends;
        private int length;

        Builder(CharSequence source) {
            int capacity = source.length() + 8;
            this.source = source;
            chars = new char[capacity];
            starts = new int[capacity];
            ends = new int[capacity];
        }

        /** Whether what was folded last is the start of a URL's host whose dots are all written as commas. */
        boolean isCommaHost() {
            int at = length - 1;
            for (; at >= Math.max(0, length - HOST_LOOKED_AT_MAX) && Chars.isHost(chars[at]); at--) {
                if (chars[at] == '.' && source.charAt(starts[at]) != ',') {
                    return false;
                }
            }
            return at >= 2 && chars[at] == '/' && chars[at - 1] == '/' && chars[at - 2] == ':';
        }

        /** Whether what was folded last is the start of a URL's host that is no whole name yet, as mail gateways leave it: {@code http://evil .example /a}. */
        boolean isHostBegun() {
            int from = hostStart();
            return from >= 0 && DomainName.parse(new String(chars, from, length - from)) == null;
        }

        /** Whether what was folded last is a URL's host with a space written in it. */
        boolean isHostTornApart() {
            int from = hostStart();
            for (int at = Math.max(from, 0); from >= 0 && at < length; at++) {
                if (chars[at] == '.' && source.charAt(starts[at]) == ' ') {
                    return true;
                }
            }
            return false;
        }

        /** Where the URL's host begins that was folded last, -1 if something else was. */
        private int hostStart() {
            int at = length - 1;
            while (at >= Math.max(0, length - HOST_LOOKED_AT_MAX) && Chars.isHost(chars[at])) {
                at--;
            }
            boolean host = at >= 2 && at < length - 1 && chars[at] == '/' && chars[at - 1] == '/'
                    && chars[at - 2] == ':';
            return host ? at + 1 : -1;
        }

        /** The last folded character, {@link Chars#NONE} at the start. */
        char last() {
            return length == 0 ? Chars.NONE : chars[length - 1];
        }

        void append(char c, int start, int end) {
            if (length == chars.length) {
                chars = Arrays.copyOf(chars, length * 2);
                starts = Arrays.copyOf(starts, length * 2);
                ends = Arrays.copyOf(ends, length * 2);
            }
            chars[length] = c;
            starts[length] = start;
            ends[length] = end;
            length++;
        }
    }
}
