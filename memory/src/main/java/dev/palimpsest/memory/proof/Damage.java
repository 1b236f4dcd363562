package dev.palimpsest.memory.proof;

/**
 * What is wrong with a log, and where.
 *
 * @param offset of the record that is wrong, or of the first one after the place where something is missing
 * @param detail what was found there, in a few words; holds nothing of a record's content
 */
public record Damage(int partition, long offset, Kind kind, String detail) {

    /** The kinds of damage. */
    public enum Kind {
        /** A record is not as it was written. */
        ALTERED("altered"),
        /** Records are gone. */
        MISSING("missing"),
        /** A record stands here a second time. */
        REPEATED("repeated"),
        /** A record stands in another place than it was written to. */
        OUT_OF_ORDER("out of order"),
        /** A record was put in that belongs to nothing. */
        INSERTED("inserted"),
        /** There are two histories. */
        FORKED("forked history"),
        /** A checkpoint does not hold. */
        CHECKPOINT("checkpoint"),
        /** A witness brings a checkpoint that does not hold by itself, or by the log's keys. */
        WITNESS("witness");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** In words. */
        public String words() {
            return words;
        }
    }

    @Override
    public String toString() {
        String place = partition + "@" + offset;
        return switch (kind) {
            case CHECKPOINT -> "checkpoint at record " + place + ": " + detail;
            case WITNESS -> "the witness's checkpoint at record " + place + ": " + detail;
            default -> "record " + place + " " + kind.words() + ": " + detail;
        };
    }
}
