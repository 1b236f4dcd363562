package dev.palimpsest.ingest.decode.stix.pattern;

import java.util.ArrayList;
import java.util.List;

/** Cuts a pattern into tokens, in one pass. */
final class Tokens {

    /** Most tokens of one pattern. */
    static final int TOKENS_MAX = 50_000;

    private static final List<String> LONG_SYMBOLS = List.of("!=", "<>", "<=", ">=", "==");
    private static final String SYMBOLS = "[]().,:=<>*-+";

    private final String pattern;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Tokens(String pattern) {
        this.pattern = pattern;
    }

    /** The tokens, the last of them the end; or why it cannot be cut. */
    static List<Token> of(String pattern) throws UnreadPattern {
        Tokens tokens = new Tokens(pattern);
        while (tokens.skipBlank()) {
            tokens.next();
            if (tokens.tokens.size() > TOKENS_MAX) {
                throw new UnreadPattern(tokens.at, "more than " + TOKENS_MAX + " words and signs");
            }
        }
        tokens.tokens.add(new Token(Token.Type.END, "", pattern.length()));
        return tokens.tokens;
    }

    /** Passes over blanks and comments; whether anything follows. */
    private boolean skipBlank() throws UnreadPattern {
        while (at < pattern.length()) {
            if (pattern.startsWith("/*", at)) {
                int end = pattern.indexOf("*/", at + 2);
                if (end < 0) {
                    throw new UnreadPattern(at, "a comment without an end");
                }
                at = end + 2;
            } else if (pattern.startsWith("//", at)) {
                int end = pattern.indexOf('\n', at);
                at = end < 0 ? pattern.length() : end;
            } else if (Character.isWhitespace(pattern.charAt(at)) || Character.isSpaceChar(pattern.charAt(at))) {
                at++;
            } else {
                return true;
            }
        }
        return false;
    }

    private void next() throws UnreadPattern {
        char c = pattern.charAt(at);
        boolean prefixed = at + 1 < pattern.length() && pattern.charAt(at + 1) == '\'';
        if (c == '\'' || c == '"') {
            quoted(Token.Type.STRING, at, at);
        } else if (prefixed && (c == 't' || c == 'b' || c == 'h')) {
            quoted(c == 't' ? Token.Type.TIMESTAMP : c == 'b' ? Token.Type.BINARY : Token.Type.HEX, at, at + 1);
        } else if (isDigit(at) || (c == '-' && isDigit(at + 1))) {
            number();
        } else if (isLetter(c)) {
            word();
        } else {
            symbol();
        }
    }

    private void quoted(Token.Type type, int start, int quoteAt) throws UnreadPattern {
        char quote = pattern.charAt(quoteAt);
        StringBuilder text = new StringBuilder();
        int i = quoteAt + 1;
        while (i < pattern.length() && pattern.charAt(i) != quote) {
            if (pattern.charAt(i) == '\\' && i + 1 < pattern.length()) {
                i++;
            }
            text.append(pattern.charAt(i++));
        }
        if (i >= pattern.length()) {
            throw new UnreadPattern(start, "a quote without an end");
        }
        at = i + 1;
        tokens.add(new Token(type, text.toString(), start));
    }

    private void number() {
        int start = at++;
        while (isDigit(at) || (at < pattern.length() && pattern.charAt(at) == '.' && isDigit(at + 1))) {
            at++;
        }
        tokens.add(new Token(Token.Type.NUMBER, pattern.substring(start, at), start));
    }

    /** Names of object types and of properties written without quotes hold hyphens. */
    private void word() {
        int start = at++;
        while (at < pattern.length() && (isLetter(pattern.charAt(at)) || isDigit(at) || pattern.charAt(at) == '-')) {
            at++;
        }
        tokens.add(new Token(Token.Type.WORD, pattern.substring(start, at), start));
    }

    private void symbol() throws UnreadPattern {
        String two = pattern.substring(at, Math.min(at + 2, pattern.length()));
        String symbol = LONG_SYMBOLS.contains(two) ? two : two.substring(0, 1);
        if (symbol.length() == 1 && SYMBOLS.indexOf(symbol.charAt(0)) < 0) {
            throw new UnreadPattern(at, "a sign that patterns do not have");
        }
        tokens.add(new Token(Token.Type.SYMBOL, symbol, at));
        at += symbol.length();
    }

    private boolean isDigit(int index) {
        return index < pattern.length() && pattern.charAt(index) >= '0' && pattern.charAt(index) <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
}
