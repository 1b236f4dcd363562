package dev.palimpsest.ingest.decode.stix.pattern;

import java.util.List;

/** What stands between brackets: comparisons of properties of one observation. */
public sealed interface Compared {

    /**
     * A property beside a value.
     *
     * @param object   the type of object, such as {@code domain-name}
     * @param path     the property, its steps joined by points, without quotes
     * @param operator how they are compared
     * @param negated  whether the contrary is looked for
     * @param values   the literals as text; several for {@code IN}, none for {@code EXISTS}
     */
    record Comparison(String object, String path, Operator operator, boolean negated,
            List<String> values) implements Compared {
        public Comparison {
            values = List.copyOf(values);
        }
    }

    /**
     * Parts that hold together.
     *
     * @param all   whether every part must hold; else one suffices
     * @param parts two or more
     */
    record Joined(boolean all, List<Compared> parts) implements Compared {
        public Joined {
            parts = List.copyOf(parts);
        }
    }

    /** How a property is compared. */
    enum Operator {
        EQUAL, UNEQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, IN, LIKE, MATCHES, ISSUBSET, ISSUPERSET, EXISTS
    }
}
