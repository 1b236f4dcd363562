package dev.palimpsest.ingest.decode.stix.pattern;

import java.util.List;

/** A place among tokens, and how deep in parentheses it is. For one thread. */
final class Cursor {

    /** Deepest nesting of parentheses that is read. */
    static final int DEPTH_MAX = 64;

    private final List<Token> tokens;
    private int at;
    private int depth;

    Cursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token next() {
        Token token = tokens.get(at);
        if (token.type() != Token.Type.END) {
            at++;
        }
        return token;
    }

    boolean takeSymbol(String symbol) {
        return take(peek().isSymbol(symbol));
    }

    boolean takeKeyword(String keyword) {
        return take(peek().isKeyword(keyword));
    }

    void requireSymbol(String symbol) throws UnreadPattern {
        if (!takeSymbol(symbol)) {
            throw unread("'" + symbol + "' is missing");
        }
    }

    void requireKeyword(String keyword) throws UnreadPattern {
        if (!takeKeyword(keyword)) {
            throw unread(keyword + " is missing");
        }
    }

    /** Goes one deeper; to be followed by {@link #leave}. */
    void enter() throws UnreadPattern {
        if (++depth > DEPTH_MAX) {
            throw unread("nested more than " + DEPTH_MAX + " deep");
        }
    }

    void leave() {
        depth--;
    }

    UnreadPattern unread(String reason) {
        return new UnreadPattern(peek().position(), reason);
    }

    private boolean take(boolean fits) {
        at += fits ? 1 : 0;
        return fits;
    }
}
