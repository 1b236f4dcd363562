package dev.palimpsest.ingest.decode.stix.pattern;

import dev.palimpsest.ingest.decode.stix.pattern.Observed.Join;
import dev.palimpsest.ingest.decode.stix.pattern.Observed.Qualified;
import dev.palimpsest.ingest.decode.stix.pattern.Observed.Several;
import dev.palimpsest.ingest.decode.stix.pattern.Observed.Single;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads STIX patterns by recursive descent, as the grammars of 2.0 and 2.1 bind: qualifiers closest, then AND, OR and
 * FOLLOWEDBY. Pure, total and linear in the pattern's length.
 */
public final class PatternReader {

    /** Longest pattern that is read, in UTF-16 units. */
    public static final int PATTERN_CHARS_MAX = 65_536;

    private final Cursor cursor;

    private PatternReader(Cursor cursor) {
        this.cursor = cursor;
    }

    /** The pattern as a tree, or where and why it could not be read. */
    public static PatternOutcome read(String pattern) {
        if (pattern.length() > PATTERN_CHARS_MAX) {
            return new PatternOutcome.Unread(PATTERN_CHARS_MAX, "longer than " + PATTERN_CHARS_MAX + " characters");
        }
        try {
            Cursor cursor = new Cursor(Tokens.of(pattern));
            Observed observed = new PatternReader(cursor).joined(Join.FOLLOWEDBY);
            if (cursor.peek().type() != Token.Type.END) {
                throw cursor.unread("something after the end of the pattern");
            }
            return new PatternOutcome.Parsed(observed);
        } catch (UnreadPattern e) {
            return e.outcome();
        }
    }

    private Observed joined(Join join) throws UnreadPattern {
        List<Observed> parts = new ArrayList<>(List.of(tighter(join)));
        while (cursor.takeKeyword(join.name())) {
            parts.add(tighter(join));
        }
        return parts.size() == 1 ? parts.getFirst() : new Several(join, parts);
    }

    private Observed tighter(Join join) throws UnreadPattern {
        return switch (join) {
            case FOLLOWEDBY -> joined(Join.OR);
            case OR -> joined(Join.AND);
            case AND -> qualified();
        };
    }

    private Observed qualified() throws UnreadPattern {
        Observed observed = one();
        while (true) {
            if (cursor.takeKeyword("WITHIN")) {
                observed = new Qualified(observed, "WITHIN " + number() + " SECONDS");
                cursor.requireKeyword("SECONDS");
            } else if (cursor.takeKeyword("REPEATS")) {
                observed = new Qualified(observed, "REPEATS " + number() + " TIMES");
                cursor.requireKeyword("TIMES");
            } else if (cursor.takeKeyword("START")) {
                String start = time();
                cursor.requireKeyword("STOP");
                observed = new Qualified(observed, "START " + start + " STOP " + time());
            } else {
                return observed;
            }
        }
    }

    private Observed one() throws UnreadPattern {
        if (cursor.takeSymbol("[")) {
            Compared comparison = new ComparisonReader(cursor).either();
            cursor.requireSymbol("]");
            return new Single(comparison);
        }
        if (!cursor.takeSymbol("(")) {
            throw cursor.unread("'[' is missing");
        }
        cursor.enter();
        Observed inner = joined(Join.FOLLOWEDBY);
        cursor.leave();
        cursor.requireSymbol(")");
        return inner;
    }

    private String number() throws UnreadPattern {
        if (cursor.peek().type() != Token.Type.NUMBER) {
            throw cursor.unread("a number is missing");
        }
        return cursor.next().text();
    }

    /** Version 2.0 writes a plain string where 2.1 writes a timestamp. */
    private String time() throws UnreadPattern {
        Token token = cursor.peek();
        if (token.type() != Token.Type.TIMESTAMP && token.type() != Token.Type.STRING) {
            throw cursor.unread("a time is missing");
        }
        return cursor.next().text();
    }
}
