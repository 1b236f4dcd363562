package dev.palimpsest.ingest.feed;

/** Where what a feed brings goes. For one thread. */
public interface Sink {

    /**
     * Takes one document.
     *
     * @param position names it where its format does not, the same each time
     * @throws FeedFailure where what was taken before is not durable now
     */
    void take(byte[] document, String position) throws FeedFailure;

    /** Hears of a part of the feed that cannot be read. */
    void leaveOut(String reason);

    /**
     * Returns when all that was taken is durable.
     *
     * @throws FeedFailure where it is not now; taking it again is safe
     */
    void settle() throws FeedFailure;
}
