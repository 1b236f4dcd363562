package dev.palimpsest.schemas.letter;

import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.DeadLetter;

/** What a redrive of a letter can do. */
public sealed interface Remedy {

    /** Most bytes of a raw input that a letter keeps: as many may be cut. */
    int KEPT_BYTES_MAX = 1 << 20;

    /** It holds the raw input whole: that is decoded again, or what is given in its place. */
    record Whole() implements Remedy {}

    /** It holds nothing of the input, or a cut part: only what is given in its place can be decoded. */
    record OnlyFixed(String why) implements Remedy {}

    /** The input is an observation, in the log: it is observed again under another id. */
    record ObserveAgain() implements Remedy {}

    /** There is nothing to put back; it can only be discarded. */
    record Nothing(String why) implements Remedy {}

    /** The remedy of a letter. */
    static Remedy of(DeadLetter letter) {
        if (letter.getTenant() == null) {
            return new Nothing("whose it is is not known, so nobody can be said to have sent it");
        }
        return switch (letter.getStage()) {
            case "ingest" -> ofInput(letter);
            case "extract" -> letter.getTopic().equals(Topic.OBSERVATIONS.title()) && letter.getOffset() >= 0
                    ? new ObserveAgain()
                    : new Nothing("it does not say which observation it is about");
            case "ledger" -> new Nothing("it tells of a rule or a bound that the ledger met; the input is in the log,"
                    + " and sent again it would meet the same");
            case "index" -> new Nothing("what the index refused stands in the log; an index made anew is filled from"
                    + " it");
            default -> new Nothing("stage " + letter.getStage() + " is not known here");
        };
    }

    private static Remedy ofInput(DeadLetter letter) {
        int kept = letter.getValue() == null ? 0 : letter.getValue().remaining();
        if (kept == 0) {
            return new OnlyFixed("nothing of the input was kept");
        }
        return kept >= KEPT_BYTES_MAX
                ? new OnlyFixed("what was kept of the input is cut at " + KEPT_BYTES_MAX + " bytes")
                : new Whole();
    }

    /** Why it cannot be put back as it is; empty where it can be. */
    default String why() {
        return "";
    }
}
