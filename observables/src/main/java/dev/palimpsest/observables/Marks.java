package dev.palimpsest.observables;

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

    private static final int SPACES_MAX = 2;

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
            case '[', '(', '{', ']', ')', '}', '<' -> brackets.at(i, before.last());
            case '.' -> brackets.afterDot(i, before.last());
            case ',' -> isHostComma(i, before) ? new Mark(".", 1) : null;
            case '^' -> source.at(i + 1) == '.' && isBetween(before.last(), source.at(i + 2))
                    ? new Mark(".", 2)
                    : null;
            case '\u30fb' -> isBetween(before.last(), source.at(i + 1)) ? new Mark(".", 1) : null;
            case '\\' -> backslash(i, before.last());
            case '&' -> kind == Source.INDICATOR ? null : escapes.html(i);
            case ' ', '\t', '\u00a0' -> spaced(i, before);
            case '-', '_', '/', 'D', 'A' -> spoken.glued(i, before.last());
            case '\u2010', '\u2011' -> new Mark("-", 1);
            default -> c >= '\uff01' && c <= '\uff5e' ? wide(c) : null;
        };
    }

    private static boolean isBetween(char before, char after) {
        return Chars.isAlnum(before) && Chars.isAlnum(after);
    }

    /** {@code http://192,168,0,1/}: commas that stand where all the dots of a URL's host should. */
    private boolean isHostComma(int comma, FoldedText.Builder before) {
        boolean url = source.isWord("http", comma + 1) || source.isWord("hxxp", comma + 1);
        return !url && isBetween(before.last(), source.at(comma + 1)) && before.isCommaHost();
    }

    private @Nullable Mark backslash(int at, char before) {
        char next = source.at(at + 1);
        if (next == '/') {
            return new Mark("/", 2);
        }
        if (next == '.' && isBetween(before, source.at(at + 2))) {
            return new Mark(".", 2);
        }
        Mark bracket = Chars.isOpener(next) ? brackets.at(at + 1, before) : null;
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
            case '[', '(', '{', '<' -> brackets.at(at, before);
            case '.' -> bareDot(at, before);
            case '@' -> Chars.isSpace(source.at(at + 1)) ? new Mark("@", 1) : null;
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
