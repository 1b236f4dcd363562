package dev.palimpsest.sigma.match;

/** Where in a value a text must stand. */
public enum Place {
    /** It is the value. */
    WHOLE,
    /** It begins the value. */
    START,
    /** It ends the value. */
    END,
    /** Anywhere. */
    INSIDE;

    boolean fits(String value, String part) {
        return switch (this) {
            case WHOLE -> value.equals(part);
            case START -> value.startsWith(part);
            case END -> value.endsWith(part);
            case INSIDE -> value.contains(part);
        };
    }
}
