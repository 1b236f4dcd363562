package dev.palimpsest.observables;

/**
 * A piece of text that stands for something else.
 *
 * @param meaning what it stands for, may be empty
 * @param length UTF-16 units it takes, at least 1
 * @param written what it looks like, empty where that is of no interest
 */
record Mark(String meaning, int length, String written) {

    Mark(String meaning, int length) {
        this(meaning, length, "");
    }
}
