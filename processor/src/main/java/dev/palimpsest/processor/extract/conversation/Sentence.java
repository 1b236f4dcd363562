package dev.palimpsest.processor.extract.conversation;

import java.util.List;

/**
 * A sentence in its parts.
 *
 * @param question whether it ends with a question mark
 */
record Sentence(List<Clause> clauses, boolean question) {

    Sentence {
        clauses = List.copyOf(clauses);
    }

    /** Index after the last UTF-16 unit of the sentence. */
    int end() {
        return clauses.getLast().end();
    }

    /**
     * A part of a sentence between commas, brackets or conjunctions.
     *
     * @param start   first UTF-16 unit in the text, inclusive
     * @param end     last, exclusive
     * @param leadsOn whether a colon follows, so that it speaks of what comes after it
     * @param joined  whether it goes on from the part before with "and" or the like
     */
    record Clause(int start, int end, boolean leadsOn, boolean joined) {}
}
