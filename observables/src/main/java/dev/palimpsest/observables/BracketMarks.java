package dev.palimpsest.observables;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** Marks in brackets of any kind, doubled, mixed or one-sided: {@code [.]}, {@code (dot}}, {@code ].[}, {@code [.}, {@code .]}. */
final class BracketMarks {

    private static final int BRACKETS_MAX = 2;
    private static final int SPACES_MAX = 3;
    private static final int SUFFIX_LENGTH_MAX = 12;
    private static final int WORD_LENGTH_MAX = 64;

    /** Longest first where one begins another. */
    private static final List<Mark> CONTENTS = List.of(content("://"), content(":\\\\", "://"), content(":/"),
            content(":"), content("//"), content("/"), content("@"), content(". .", "."), content("."),
            content("\\.", "."),
            content(",", "."), content("-"),
            content("dot", "."), content("d0t", "."), content("punto", "."), content("punkt", "."),
            content("ponto", "."), content("point", "."), content("period", "."), content("точка", "."),
            content("点", "."), content("at", "@"), content("et", "@"), content("arroba", "@"), content("arobase", "@"),
            content("ät", "@"), content("собака", "@"), content("www", "www"), content("colon", ":"),
            content("slash", "/"), content("dash", "-"));

    private final Ahead source;
    private final boolean wholeIndicator;

    BracketMarks(Ahead source, boolean wholeIndicator) {
        this.source = source;
        this.wholeIndicator = wholeIndicator;
    }

    private static Mark content(String written) {
        return content(written, written);
    }

    private static Mark content(String written, String meaning) {
        return new Mark(meaning, written.length(), written);
    }

    /** The mark that begins with the bracket at {@code open}, null if none does. */
    @Nullable
    Mark at(int open, char before, boolean inHost) {
        boolean opens = isOpener(source.at(open));
        int inner = source.skipSpaces(brackets(open, opens), SPACES_MAX);
        Mark content = content(inner);
        if (content == null && source.at(open) == '[' && source.at(open + 1) == ']') {
            return isJoint(before, source.at(open + 2)) && !Character.isUpperCase(source.at(open + 2))
                    ? new Mark(".", 2)
                    : null;
        }
        if (content == null || (!opens && !content.meaning().equals("."))) {
            return opens ? null : restOfSuffix(open, before);
        }
        int written = inner + content.length();
        int spaced = source.skipSpaces(written, SPACES_MAX);
        int end = source.at(spaced) == '\\' && isCloser(source.at(spaced + 1)) ? spaced + 2 : closing(spaced);
        if (content.meaning().equals("www") && source.at(end) != '.') {
            return null;
        }
        boolean closed = end > spaced && isCloser(source.at(end - 1));
        boolean joined = end > spaced && isJoint(before, source.at(end));
        if (opens && (closed || (joined && content.meaning().equals(".")))) {
            return new Mark(content.meaning(), end - open);
        }
        if (!opens) {
            boolean square = source.at(open) == ']' || wholeIndicator;
            boolean closedOnly = square && end == written && inner == open + 1 && isJoint(before, source.at(end))
                    && !Character.isUpperCase(source.at(end)) && !isOpened(open);
            return closedOnly || (joined && square) ? new Mark(".", end - open) : null;
        }
        return openedOnly(open, content, inner, before, inHost) ? new Mark(content.meaning(), written - open) : null;
    }

    /** Whether a bracket before this closing one in the same word opens: {@code items[0].name} is code. */
    private boolean isOpened(int close) {
        int from = close - 1;
        while (close - from <= WORD_LENGTH_MAX && Chars.isHost(source.at(from))) {
            from--;
        }
        return close - from > WORD_LENGTH_MAX || Chars.isOpener(source.at(from));
    }

    /** Whether the word from here on is closed, as a reference {@code [4]} or a tag {@code [/url]} is. */
    private boolean isClosed(int from) {
        int to = from;
        while (to - from <= WORD_LENGTH_MAX && Chars.isWord(source.at(to))) {
            to++;
        }
        return to - from > WORD_LENGTH_MAX || isCloser(source.at(to));
    }

    private boolean openedOnly(int open, Mark content, int inner, char before, boolean inHost) {
        char after = source.at(inner + content.length());
        if (content.meaning().equals("/") && content.length() == 1) {
            return inner == open + 1 && source.at(open) == '[' && isJoint(before, after) && !isClosed(inner + 1);
        }
        boolean digits = Chars.isDigit(before) && Chars.isDigit(after);
        if (inHost && content.meaning().equals(".") && content.length() == 1) {
            return isJoint(before, after);
        }
        return inner == open + 1 && ".@".contains(content.meaning()) && content.length() == 1
                && isJoint(before, after) && (wholeIndicator || source.at(open) == '[' || digits);
    }

    /** {@code 1.)1}: in prose only between digits, for "example.) Next" is a sentence; {@code evil.]example} too. */
    @Nullable
    Mark afterDot(int dot, char before) {
        char bracket = source.at(dot + 1);
        if (Chars.isOpener(bracket) && isJoint(before, source.at(dot + 2))) {
            boolean between = Chars.isDigit(before) && Chars.isDigit(source.at(dot + 2));
            boolean label = bracket == '[' && !Character.isUpperCase(source.at(dot + 2)) && !isOpened(dot);
            return (between || label) && !isClosed(dot + 2) ? new Mark(".", 2) : null;
        }
        int end = closing(dot + 1);
        if (end == dot + 1 || isOpener(source.at(dot + 1)) || !isJoint(before, source.at(end))) {
            return null;
        }
        boolean digits = Chars.isDigit(before) && Chars.isDigit(source.at(end));
        boolean square = source.at(dot + 1) == ']' && !Character.isUpperCase(source.at(end));
        return wholeIndicator || digits || square ? new Mark(".", end - dot) : null;
    }

    /** The bracket that closes {@code evil[.example]/path}, of which nothing is left. */
    private @Nullable Mark restOfSuffix(int close, char before) {
        boolean goesOn = "/:.".indexOf(source.at(close + 1)) >= 0 || source.at(close + 1) == '[';
        if (source.at(close) != ']' || !Chars.isAsciiLetter(before) || !goesOn) {
            return null;
        }
        int from = close - 1;
        while (close - from <= SUFFIX_LENGTH_MAX && Chars.isAsciiLetter(source.at(from))) {
            from--;
        }
        return source.at(from) == '.' && source.at(from - 1) == '[' ? new Mark("", 1) : null;
    }

    private static boolean isJoint(char before, char after) {
        return Chars.isAlnum(before) && Chars.isAlnum(after);
    }

    /** The end of the brackets before a mark's content, all of one direction. */
    private int brackets(int from, boolean opening) {
        int end = from;
        while (end < from + BRACKETS_MAX && (opening ? isOpener(source.at(end)) : isCloser(source.at(end)))) {
            end++;
        }
        return end;
    }

    /** The end of the brackets behind it: those that close, or a single one that opens in error. */
    private int closing(int from) {
        int end = brackets(from, false);
        return end == from && isOpener(source.at(from)) ? from + 1 : end;
    }

    private @Nullable Mark content(int at) {
        char first = Character.toLowerCase(source.at(at));
        for (Mark content : CONTENTS) {
            if (content.written().charAt(0) == first && source.isWord(content.written(), at)) {
                return content;
            }
        }
        return null;
    }

    private static boolean isOpener(char c) {
        return Chars.isOpener(c) || c == '<';
    }

    private static boolean isCloser(char c) {
        return Chars.isCloser(c) || c == '>';
    }
}
