package dev.palimpsest.memory;

/**
 * The record of another log that a state was made by.
 *
 * @param event what happened there, as its type is called: at most {@value #EVENT_LENGTH_MAX} characters
 * @param hash  of that record, over what may be sealed there
 */
public record Origin(String event, Hash hash) {

    /** Longest name of a type. */
    public static final int EVENT_LENGTH_MAX = 40;

    public Origin {
        if (event.length() > EVENT_LENGTH_MAX) {
            throw new IllegalArgumentException("an event's type has at most " + EVENT_LENGTH_MAX + " characters");
        }
    }
}
