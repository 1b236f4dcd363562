package dev.palimpsest.ingest.feed;

/** A poll that did not come to its end; the next goes on where it was. The message is one line without secrets. */
public final class FeedFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    FeedFailure(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status that ended it; 0 where there was none. */
    int status() {
        return status;
    }
}
