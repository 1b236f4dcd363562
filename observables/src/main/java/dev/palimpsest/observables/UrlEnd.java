package dev.palimpsest.observables;

/** Where a URL in prose, markup or code ends. */
final class UrlEnd {

    private static final String NEVER_INSIDE = "<>\"`}|^\\";
    private static final String NEVER_LAST = ".?>\"'!,:;*"; // closing quotation marks end it by themselves

    private static final int VARIABLE_LENGTH_MAX = 48;

    private final FoldedText text;

    UrlEnd(FoldedText text) {
        this.text = text;
    }

    /** The exclusive end of a URL that starts at {@code start} and whose path, query or fragment starts at {@code from}. */
    int of(int start, int from) {
        char before = text.at(start - 1);
        int round = 0;
        int square = 0;
        int end = from;
        for (; isInside(end); end++) {
            char c = text.at(end);
            round += c == '(' ? 1 : c == ')' ? -1 : 0;
            square += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (c == '{') {
                end = variableEnd(end); // of a template
            }
            if ((before == '\'' && c == '\'') || (before == '(' && round < 0) || square < 0) {
                break;
            }
        }
        return trimmed(from, end);
    }

    private boolean isInside(int at) {
        char c = text.at(at);
        if (c <= ' ' || c == 0x7f || (c > 0x7f && !Chars.isForeignLetter(c)) || NEVER_INSIDE.indexOf(c) >= 0) {
            return false;
        }
        return switch (c) {
            case ',', ';' -> !startsUrl(at + 1);
            case '{' -> variableEnd(at) > at;
            case '\'' -> text.at(at + 1) != '>' && !(text.at(at + 1) == '/' && text.at(at + 2) == '>'); // ends a tag
            case '[' -> text.at(at + 1) != '/'; // a closing BBCode tag
            default -> true;
        };
    }

    /** The brace that closes {@code {name}}, or the one that opens if none does. */
    private int variableEnd(int open) {
        int at = open + 1;
        while (at - open <= VARIABLE_LENGTH_MAX && (Chars.isWord(text.at(at)) || text.at(at) == '-')) {
            at++;
        }
        return at > open + 1 && text.at(at) == '}' ? at : open;
    }

    private boolean startsUrl(int at) {
        char last = text.at(at + 3);
        return (text.at(at) == 'h' || text.at(at) == 'H') && (last == 'p' || last == 'P')
                && (text.at(at + 4) == ':' || text.at(at + 5) == ':');
    }

    /** Punctuation at the end belongs to the sentence, and so does a bracket that was never opened. */
    private int trimmed(int from, int end) {
        int round = unopened(from, end, '(', ')');
        int square = unopened(from, end, '[', ']');
        int last = end;
        for (; last > from; last--) {
            char c = text.at(last - 1);
            boolean stray = (c == ')' && round-- > 0) || (c == ']' && square-- > 0);
            if (!stray && NEVER_LAST.indexOf(c) < 0) {
                break;
            }
        }
        return last;
    }

    private int unopened(int from, int end, char open, char close) {
        int balance = 0;
        for (int at = from; at < end; at++) {
            char c = text.at(at);
            balance += c == close ? 1 : c == open ? -1 : 0;
        }
        return balance;
    }
}
