package dev.palimpsest.ingest.decode.stix.pattern;

import dev.palimpsest.ingest.decode.stix.pattern.Compared.Comparison;
import dev.palimpsest.ingest.decode.stix.pattern.Compared.Joined;
import dev.palimpsest.ingest.decode.stix.pattern.Compared.Operator;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what stands between brackets. AND binds tighter than OR. */
final class ComparisonReader {

    private static final Map<String, Operator> SIGNS = Map.of("=", Operator.EQUAL, "==", Operator.EQUAL, "!=",
            Operator.UNEQUAL, "<>", Operator.UNEQUAL, "<", Operator.LESS, "<=", Operator.LESS_OR_EQUAL, ">",
            Operator.GREATER, ">=", Operator.GREATER_OR_EQUAL);
    private static final List<Operator> WORDS = List.of(Operator.IN, Operator.LIKE, Operator.MATCHES,
            Operator.ISSUBSET, Operator.ISSUPERSET);
    private static final Set<Token.Type> LITERALS = EnumSet.of(Token.Type.STRING, Token.Type.NUMBER, Token.Type.BINARY,
            Token.Type.HEX, Token.Type.TIMESTAMP);

    private final Cursor cursor;

    ComparisonReader(Cursor cursor) {
        this.cursor = cursor;
    }

    Compared either() throws UnreadPattern {
        List<Compared> parts = new ArrayList<>(List.of(both()));
        while (cursor.takeKeyword("OR")) {
            parts.add(both());
        }
        return parts.size() == 1 ? parts.getFirst() : new Joined(false, parts);
    }

    private Compared both() throws UnreadPattern {
        List<Compared> parts = new ArrayList<>(List.of(one()));
        while (cursor.takeKeyword("AND")) {
            parts.add(one());
        }
        return parts.size() == 1 ? parts.getFirst() : new Joined(true, parts);
    }

    private Compared one() throws UnreadPattern {
        if (cursor.takeSymbol("(")) {
            cursor.enter();
            Compared inner = either();
            cursor.leave();
            cursor.requireSymbol(")");
            return inner;
        }
        boolean absent = cursor.takeKeyword("NOT");
        if (absent || cursor.peek().isKeyword("EXISTS")) {
            cursor.requireKeyword("EXISTS");
            return new Comparison(object(), path(), Operator.EXISTS, absent, List.of());
        }
        String object = object();
        String path = path();
        boolean negated = cursor.takeKeyword("NOT");
        Operator operator = operator();
        List<String> values = operator == Operator.IN ? set() : List.of(literal());
        return new Comparison(object, path, operator, negated, values);
    }

    private String object() throws UnreadPattern {
        Token type = cursor.peek();
        if (type.type() != Token.Type.WORD) {
            throw cursor.unread("a type of object is missing");
        }
        cursor.next();
        cursor.requireSymbol(":");
        return type.text();
    }

    private String path() throws UnreadPattern {
        StringBuilder path = new StringBuilder(step());
        while (true) {
            if (cursor.takeSymbol(".")) {
                path.append('.').append(step());
            } else if (cursor.takeSymbol("[")) {
                Token index = cursor.next();
                if (index.type() == Token.Type.STRING) {
                    path.append('.').append(index.text()); // dictionaries are written so, though the grammar has a point
                } else if (index.type() != Token.Type.NUMBER && !index.isSymbol("*")) {
                    throw new UnreadPattern(index.position(), "a list's place is a number or *");
                }
                cursor.requireSymbol("]");
            } else {
                return path.toString();
            }
        }
    }

    private String step() throws UnreadPattern {
        Token step = cursor.peek();
        if (step.type() != Token.Type.WORD && step.type() != Token.Type.STRING) {
            throw cursor.unread("the name of a property is missing");
        }
        return cursor.next().text();
    }

    private Operator operator() throws UnreadPattern {
        Operator sign = cursor.peek().type() == Token.Type.SYMBOL ? SIGNS.get(cursor.peek().text()) : null;
        if (sign != null) {
            cursor.next();
            return sign;
        }
        for (Operator word : WORDS) {
            if (cursor.takeKeyword(word.name())) {
                return word;
            }
        }
        throw cursor.unread("an operator that patterns do not have");
    }

    private List<String> set() throws UnreadPattern {
        cursor.requireSymbol("(");
        List<String> values = new ArrayList<>();
        while (!cursor.takeSymbol(")")) {
            values.add(literal());
            if (!cursor.takeSymbol(",") && !cursor.peek().isSymbol(")")) {
                throw cursor.unread("')' is missing");
            }
        }
        return values;
    }

    private String literal() throws UnreadPattern {
        Token token = cursor.peek();
        if (LITERALS.contains(token.type()) || token.isKeyword("TRUE") || token.isKeyword("FALSE")) {
            return cursor.next().text();
        }
        throw cursor.unread("a value is missing");
    }
}
