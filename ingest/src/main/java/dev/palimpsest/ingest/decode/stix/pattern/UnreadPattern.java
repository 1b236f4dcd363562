package dev.palimpsest.ingest.decode.stix.pattern;

/** Ends the reading of a pattern; never leaves the package. */
final class UnreadPattern extends Exception {

    private static final long serialVersionUID = 1L;

    private final int position;
    private final String reason;

    UnreadPattern(int position, String reason) {
        super(reason, null, false, false);
        this.position = position;
        this.reason = reason;
    }

    PatternOutcome.Unread outcome() {
        return new PatternOutcome.Unread(position, reason);
    }
}
