package dev.palimpsest.trust.secret;

/** A kind of stretch of a text: where it goes on depends on the place alone, so what was read once is known. */
interface Stretch {
    /** Whether the character at this place belongs to the stretch. */
    boolean goesOn(String text, int at);
}
