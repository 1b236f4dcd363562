package dev.palimpsest.ingest.decode.stix.pattern;

/** What reading a pattern came to. */
public sealed interface PatternOutcome {

    /** It was read whole. */
    record Parsed(Observed pattern) implements PatternOutcome {}

    /**
     * It was not.
     *
     * @param position where reading stopped, from 0, in UTF-16 units
     * @param reason   one clear line, without any of the pattern's text
     */
    record Unread(int position, String reason) implements PatternOutcome {

        /** The reason with its place. */
        public String sentence() {
            return reason + " at character " + (position + 1);
        }
    }
}
