package dev.palimpsest.processor.extract.warninglist;

import dev.palimpsest.memory.Subject;

/** How a list is held against values. */
@FunctionalInterface
interface Matcher {

    /** Whether the list holds the subject. Linear in the name's length at most, times the list's for substrings. */
    boolean matches(Subject subject);
}
