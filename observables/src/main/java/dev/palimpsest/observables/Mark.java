package dev.palimpsest.observables;

/**
 * A piece of text that stands for something else.
 *
 * @param meaning what it stands for
 * @param length UTF-16 units it takes, at least 1
 */
record Mark(String meaning, int length) {}
