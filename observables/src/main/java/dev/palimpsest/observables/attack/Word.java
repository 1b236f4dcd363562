package dev.palimpsest.observables.attack;

/** A word of a text, lower case, with the span it came from. */
record Word(String lower, int start, int end) {}
