package dev.palimpsest.ingest.decode.stix.pattern;

import java.util.Locale;

/**
 * A piece of a pattern.
 *
 * @param type     what sort of piece
 * @param text     as written; of strings and other quoted literals what the quotes hold, escapes undone
 * @param position its first character's place in the pattern, from 0, in UTF-16 units
 */
record Token(Type type, String text, int position) {

    /** Sorts of pieces. */
    enum Type {
        WORD, STRING, NUMBER, BINARY, HEX, TIMESTAMP, SYMBOL, END
    }

    boolean isSymbol(String symbol) {
        return type == Type.SYMBOL && text.equals(symbol);
    }

    /** Keywords are written in capitals; feeds that write them small mean the same. */
    boolean isKeyword(String keyword) {
        return type == Type.WORD && text.toUpperCase(Locale.ROOT).equals(keyword);
    }
}
