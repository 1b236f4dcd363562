package dev.palimpsest.ingest.feed;

import dev.palimpsest.ingest.raw.LetterBox;
import dev.palimpsest.memory.observation.Observation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls feeds, each on a thread of its own, and writes what they bring as observations. */
public final class Feeds implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Feeds.class);

    private final List<FeedConfig> feeds;
    private final Path places;
    private final Function<Observation, ? extends CompletableFuture<?>> log;
    private final LetterBox letters;
    private final InstantSource clock;
    private final FeedHttp http = new FeedHttp();
    private final CountDownLatch closing = new CountDownLatch(1);

    /** @param places folder where it is kept how far each feed was read */
    public Feeds(List<FeedConfig> feeds, Path places,
            Function<Observation, ? extends CompletableFuture<?>> log, LetterBox letters, InstantSource clock) {
        this.feeds = List.copyOf(feeds);
        this.places = places;
        this.log = log;
        this.letters = letters;
        this.clock = clock;
    }

    /** Begins. */
    public void start() {
        feeds.forEach(feed -> Thread.ofVirtual().name("feed-" + feed.name()).start(() -> run(feed)));
    }

    @Override
    public void close() {
        closing.countDown();
        http.close();
    }

    private void run(FeedConfig feed) {
        try {
            do {
                pollOnce(feed);
            } while (!closing.await(feed.interval().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pollOnce(FeedConfig feed) throws InterruptedException {
        try {
            poll(feed, http, FeedPlace.of(places, feed.name()), new ObservationSink(feed, log, letters, clock),
                    clock);
            LOGGER.atInfo().addKeyValue("feed", feed.name()).log("the feed was read to its end");
        } catch (FeedFailure | IOException | RuntimeException e) {
            LOGGER.atWarn().addKeyValue("feed", feed.name()).addKeyValue("reason", e.getMessage())
                    .log("the feed could not be read: the next poll goes on where it was");
        }
    }

    static void poll(FeedConfig feed, FeedHttp http, FeedPlace place, Sink sink, InstantSource clock)
            throws FeedFailure, IOException, InterruptedException {
        switch (feed.type()) {
            case TAXII -> new TaxiiFeed(feed, http, place, place.objects()).poll(sink);
            case MISP -> new MispFeed(feed, http, place).poll(sink);
            case FILE -> new FileFeed(feed, http, place, clock).poll(sink);
        }
    }
}
