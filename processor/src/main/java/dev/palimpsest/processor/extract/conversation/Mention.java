package dev.palimpsest.processor.extract.conversation;

import dev.palimpsest.memory.Subject;

/**
 * A thing named in a text.
 *
 * @param start   first UTF-16 unit, inclusive
 * @param end     last UTF-16 unit, exclusive
 * @param english how an English sentence names it
 * @param chinese how a Chinese sentence names it
 */
record Mention(int start, int end, Subject subject, Sort sort, String english, String chinese) {

    /** What a thing can be said about. */
    enum Sort {
        /** An address, a name, a host, an account, a hash: it can be watched, it can be an asset. */
        THING('\ue000'),
        /** Malware, a group, a technique by its id: it can be watched, one can work on it. */
        THREAT('\ue100'),
        /** A tactic or a technique in plain words: one can work on it. */
        TOPIC('\ue200');

        private final char firstSign;

        Sort(char firstSign) {
            this.firstSign = firstSign;
        }

        /** The first of the 256 private-use signs that stand for things of this sort in what the grammar reads. */
        char firstSign() {
            return firstSign;
        }
    }

    Mention(int start, int end, Subject subject, Sort sort, String label) {
        this(start, end, subject, sort, label, label);
    }

}
