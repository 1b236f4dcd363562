package dev.palimpsest.observables;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/** Recognises what stands for another character: defanging, look-alike widths, HTML and JSON escapes. Looks a few characters ahead, never more. */
final class Marks {

    /** What the source is known to be. */
    enum Source {
        /** Prose, markup or code: only marks that are safe to undo anywhere. */
        TEXT,
        /** One indicator and nothing else: spaces and one-sided brackets around a dot count as well. */
        INDICATOR,
        /** Something to be taken literally, such as a path: only the escapes of formats are undone. */
        LITERAL
    }

    private static final int SPACES_MAX = 3;
    private static final int ADDRESS_LENGTH_MAX = 15;

    private final Ahead source;
    private final Source kind;
    private final Escapes escapes;
    private final BracketMarks brackets;
    private final SpokenMarks spoken;
    private final SchemeMarks schemes;

    Marks(CharSequence source, Source kind) {
        this.source = new Ahead(source);
        this.kind = kind;
        this.escapes = new Escapes(source);
        boolean whole = kind == Source.INDICATOR;
        this.brackets = new BracketMarks(this.source, whole);
        this.spoken = new SpokenMarks(this.source, whole);
        this.schemes = new SchemeMarks(this.source);
    }

    @Nullable
    Mark at(int i, FoldedText.Builder before) {
        char c = source.at(i);
        if (kind == Source.LITERAL) {
            return c == '&' ? escapes.html(i) : c == '\\' ? escapes.json(i) : null;
        }
        Mark scheme = schemes.at(i);
        return scheme != null ? scheme : single(c, i, before);
    }

    private @Nullable Mark single(char c, int i, FoldedText.Builder before) {
        return switch (c) {
            case '[', '(', '{', ']', ')', '}', '<' -> bracketed(i, before);
            case '.' -> brackets.afterDot(i, before.last());
            case ',' -> isHostComma(i, before) || isAddressComma(i) ? new Mark(".", 1) : null;
            case '^' -> source.at(i + 1) == '.' && isBetween(before.last(), source.at(i + 2))
                    ? new Mark(".", 2)
                    : null;
            case '\u30fb' -> isBetween(before.last(), source.at(i + 1)) ? new Mark(".", 1) : null;
            case '@' -> closedAt(i, before.last());
            case '\\' -> backslash(i, before.last());
            case '&' -> kind == Source.INDICATOR ? null : escapes.html(i);
            case ' ', '\t', '\u00a0' -> spaced(i, before);
            case '-', '_', '/', 'D', 'A' -> spoken.glued(i, before.last());
            case '\u2010', '\u2011' -> new Mark("-", 1);
            default -> c >= '\uff01' && c <= '\uff5e' ? wide(c) : null;
        };
    }

    /** A mark in brackets, with the space behind it where what follows is the end of a name: {@code evil[.] com}. */
    private @Nullable Mark bracketed(int at, FoldedText.Builder before) {
        Mark mark = brackets.at(at, before.last(), before.isHostBegun());
        int end = mark == null ? at : at + mark.length();
        boolean torn = mark != null && mark.meaning().equals(".") && source.at(end) == ' '
                && Chars.isAlnum(before.last()) && spoken.isSuffix(end + 1);
        return torn ? new Mark(".", end + 1 - at) : mark;
    }

    /** {@code user@]evil.example}: brackets of which only the second is left. */
    private @Nullable Mark closedAt(int at, char before) {
        int end = source.skipSpaces(at + 2, SPACES_MAX);
        return Chars.isCloser(source.at(at + 1)) && isBetween(before, source.at(end)) ? new Mark("@", end - at) : null;
    }

    private static boolean isBetween(char before, char after) {
        return Chars.isAlnum(before) && Chars.isAlnum(after);
    }

    /** {@code http://192,168,0,1/}: commas that stand where all the dots of a URL's host should. */
    private boolean isHostComma(int comma, FoldedText.Builder before) {
        boolean url = source.isWord("http", comma + 1) || source.isWord("hxxp", comma + 1);
        return !url && isBetween(before.last(), source.at(comma + 1)) && before.isCommaHost();
    }

    /** {@code 192,168,0,1} between spaces: four octets, one of three digits, or it is a list of numbers. */
    private boolean isAddressComma(int comma) {
        int from = comma;
        while (comma - from < ADDRESS_LENGTH_MAX
                && (Chars.isDigit(source.at(from - 1)) || source.at(from - 1) == ',')) {
            from--;
        }
        int to = comma + 1;
        while (to - from <= ADDRESS_LENGTH_MAX && (Chars.isDigit(source.at(to)) || source.at(to) == ',')) {
            to++;
        }
        boolean free = isGap(source.at(from - 1)) && isGap(source.at(to));
        String written = free ? source.text(from, to).replace(',', '.') : "";
        return Ipv4.parse(written) != null && (kind == Source.INDICATOR || isLong(written));
    }

    private static boolean isGap(char c) {
        return c == Chars.NONE || Character.isWhitespace(c);
    }

    /** Whether one octet at least has three digits. */
    private static boolean isLong(String address) {
        return Arrays.stream(address.split("\\.", -1)).anyMatch(octet -> octet.length() == 3);
    }

    private @Nullable Mark backslash(int at, char before) {
        char next = source.at(at + 1);
        if (next == '/') {
            return new Mark("/", 2);
        }
        int dot = next == '\\' ? at + 2 : at + 1;
        if (source.at(dot) == '.') {
            int end = dot + 1 + (Chars.isCloser(source.at(dot + 1)) ? 1 : 0);
            if (isBetween(before, source.at(end))) {
                return new Mark(".", end - at);
            }
        }
        Mark bracket = Chars.isOpener(next) ? brackets.at(at + 1, before, false) : null;
        if (bracket != null) {
            return new Mark(bracket.meaning(), bracket.length() + 1);
        }
        return kind == Source.INDICATOR ? null : escapes.json(at);
    }

    /** {@code evil [.] example}, and {@code 10 . 1} between digits: a space joins only what a mark joins. */
    private @Nullable Mark spaced(int from, FoldedText.Builder folded) {
        char before = folded.last();
        if (!Chars.isAlnum(before)) {
            return null;
        }
        int at = source.skipSpaces(from, SPACES_MAX);
        if (source.at(at) == '.' && isLabelApart(at + 1) && folded.isHostBegun()) {
            return new Mark(".", source.skipSpaces(at + 1, 1) - from);
        }
        if (source.at(at) == '/' && Chars.isAlnum(source.at(at + 1)) && folded.isHostTornApart()) {
            return new Mark("/", at + 1 - from);
        }
        Mark inner = switch (source.at(at)) {
            case '[', '(', '{', '<' -> brackets.at(at, before, false);
            case '.' -> bareDot(at, before);
            case '@' -> Chars.isSpace(source.at(at + 1)) || spoken.isDefangedHost(at + 1) ? new Mark("@", 1) : null;
            case '\\' -> source.at(at + 1) == '.' ? new Mark(".", 2) : null;
            default -> spoken.apart(at, before);
        };
        if (inner == null || inner.meaning().isEmpty() || ".@".indexOf(inner.meaning()) < 0) {
            return null;
        }
        int end = source.skipSpaces(at + inner.length(), SPACES_MAX);
        return Chars.isAlnum(source.at(end)) ? new Mark(inner.meaning(), end - from) : null;
    }

    /** The {@code com} of {@code http://evil .com} or {@code http://evil . com}. */
    private boolean isLabelApart(int from) {
        char c = source.at(source.skipSpaces(from, 1));
        return c >= 'a' && c <= 'z';
    }

    private @Nullable Mark bareDot(int at, char before) {
        char after = source.at(source.skipSpaces(at + 1, SPACES_MAX));
        boolean joins = kind == Source.INDICATOR || (Chars.isDigit(before) && Chars.isDigit(after));
        return joins && Chars.isSpace(source.at(at + 1)) ? new Mark(".", 1) : null;
    }

    private static @Nullable Mark wide(char c) {
        char narrow = (char) (c - 0xfee0);
        return Chars.isAlnum(narrow) || ".@:/".indexOf(narrow) >= 0 ? new Mark(String.valueOf(narrow), 1) : null;
    }
}
