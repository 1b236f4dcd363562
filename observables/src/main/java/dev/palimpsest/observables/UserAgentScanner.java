package dev.palimpsest.observables;

import java.util.List;

/** Finds user agents: products with versions and comments that begin as browsers do, and whatever a label announces. */
final class UserAgentScanner {

    private static final int LENGTH_MAX = 1024;
    private static final int COMMENT_DEPTH_MAX = 4;
    private static final List<String> PRODUCTS = List.of("mozilla/", "opera/", "curl/", "wget/", "python-requests/",
            "go-http-client/", "okhttp/", "java/", "apache-httpclient/", "dalvik/", "winhttp/", "microsoft-cryptoapi/",
            "powershell/", "libwww-perl/", "python-urllib/");
    private static final String LABEL = "user-agent";

    private final FoldedText text;

    UserAgentScanner(FoldedText text) {
        this.text = text;
    }

    void scan(Candidates out) {
        for (int at = 0; at < text.length() && !out.full();) {
            char before = text.at(at - 1);
            boolean word = Chars.isAsciiLetter(text.at(at)) && !Chars.isWord(before) && before != '-' && before != '/';
            int end = word && isProduct(at) ? end(at) : at;
            if (word && end == at && isLabel(at)) {
                int from = labelEnd(at);
                end = Math.max(at, labelled(from, out));
            } else if (end > at) {
                out.propose(ObservableType.USER_AGENT, text.text(at, end), at, end);
            }
            at = Math.max(at + 1, end);
        }
    }

    private boolean isProduct(int at) {
        for (String product : PRODUCTS) {
            if (text.isWord(product, at) && Chars.isDigit(text.at(at + product.length()))) {
                return true;
            }
        }
        return false;
    }

    /** Product tokens and comments in brackets, one space between them. */
    private int end(int from) {
        int end = token(from);
        while (end - from < LENGTH_MAX && text.at(end) == ' ') {
            int next = end + 1;
            int more = text.at(next) == '(' || text.at(next) == '[' ? comment(next) : product(next);
            if (more == next) {
                break;
            }
            end = more;
        }
        return end;
    }

    private int token(int from) {
        int end = from;
        while (end - from < LENGTH_MAX && isToken(text.at(end))) {
            end++;
        }
        while (end > from && ".,;:'".indexOf(text.at(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    private static boolean isToken(char c) {
        return Chars.isAlnum(c) || (c != Chars.NONE && "/._-+:!*".indexOf(c) >= 0);
    }

    /** A token with a slash and a version, or one of the words that browsers put between. */
    private int product(int from) {
        int end = token(from);
        for (int at = from + 1; at < end - 1; at++) {
            if (text.at(at) == '/' && Chars.isAlnum(text.at(at + 1))) {
                return end;
            }
        }
        return text.isWord("mobile", from) || text.isWord("safari", from) || text.isWord("gecko", from) ? end : from;
    }

    private int comment(int open) {
        int depth = 0;
        for (int at = open; at - open < LENGTH_MAX; at++) {
            char c = text.at(at);
            if (c == '(' || c == '[') {
                depth++;
            } else if ((c == ')' || c == ']') && --depth == 0) {
                return at + 1;
            }
            if (c == '\n' || c == '"' || c == Chars.NONE || depth > COMMENT_DEPTH_MAX) {
                break;
            }
        }
        return open;
    }

    private boolean isLabel(int at) {
        return text.isWord("user", at) && (text.isWord("agent", at + 5) || text.isWord("agent", at + 4));
    }

    /** The start of what follows {@code User-Agent:}, {@code user_agent=}, {@code "user_agent": "}; the label's end if it is a word of prose. */
    private int labelEnd(int at) {
        int label = at + LABEL.length() - (text.isWord("agent", at + 4) ? 1 : 0);
        int end = label;
        boolean marked = false;
        while (end < label + 5 && "\": ='".indexOf(text.at(end)) >= 0) {
            marked |= text.at(end) == ':' || text.at(end) == '=';
            end++;
        }
        return marked ? end : -1;
    }

    /** A labelled value runs to its closing quote or to the end of the line. */
    private int labelled(int from, Candidates out) {
        if (from < 0) {
            return -1;
        }
        char quote = text.at(from - 1);
        boolean quoted = quote == '"' || quote == '\'';
        int end = from;
        while (end - from < LENGTH_MAX && text.at(end) != '\n' && text.at(end) != '\r' && text.at(end) != Chars.NONE
                && text.at(end) != '"' && !(quoted && text.at(end) == quote)) {
            end++;
        }
        if (!quoted) {
            int product = end(from);
            end = product > from && product(from) > from ? product : end;
        }
        while (end > from && Chars.isSpace(text.at(end - 1))) {
            end--;
        }
        if (end - from >= 3 && end - from < LENGTH_MAX) {
            out.propose(ObservableType.USER_AGENT, text.text(from, end), from, end);
        }
        return end;
    }
}
