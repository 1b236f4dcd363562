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

    /**
     * Sets aside a part that cannot be read.
     *
     * @param document what there is of it; may be empty
     * @throws FeedFailure where what was taken before is not durable now
     */
    void leaveOut(byte[] document, String reason) throws FeedFailure;

    /**
     * Returns when all that was taken is durable.
     *
     * @throws FeedFailure where it is not now; taking it again is safe
     */
    void settle() throws FeedFailure;
}
