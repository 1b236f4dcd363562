package dev.palimpsest.ingest.feed;

import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.Arrival.Expected;
import dev.palimpsest.ingest.observe.Observer;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.schemas.ObservationLog;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes documents of a feed as observations of its tenant. */
final class ObservationSink implements Sink {

    /** Most writes that are under way. */
    private static final int WRITES_MAX = 1_000;

    private static final Logger LOGGER = LoggerFactory.getLogger(ObservationSink.class);

    private final FeedConfig feed;
    private final ObservationLog log;
    private final InstantSource clock;
    private final Observer observer = new Observer();
    private final List<CompletableFuture<?>> writes = new ArrayList<>();

    ObservationSink(FeedConfig feed, ObservationLog log, InstantSource clock) {
        this.feed = feed;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public void take(byte[] document, String position) throws FeedFailure {
        Arrival arrival = Arrival.of(feed.name(), clock.instant()).expecting(Expected.INTELLIGENCE)
                .withReliability(feed.reliability());
        arrival = feed.mapping() == null ? arrival : arrival.withMapping(feed.mapping());
        switch (observer.observe(feed.tenant(), arrival, document, position)) {
            case Observer.Observed.Observations found -> write(found.observations());
            case Observer.Observed.Nothing nothing -> LOGGER.atDebug().addKeyValue("feed", feed.name())
                    .addKeyValue("reason", nothing.reason()).log("nothing to keep in a document");
            case Observer.Observed.Refused refused -> leaveOut(refused.reason());
        }
    }

    @Override
    public void leaveOut(String reason) {
        LOGGER.atWarn().addKeyValue("feed", feed.name()).addKeyValue("reason", reason)
                .log("a document of the feed is left out");
    }

    private void write(List<Observation> observations) throws FeedFailure {
        for (Observation observation : observations) {
            writes.add(log.write(observation));
            if (writes.size() >= WRITES_MAX) {
                settle();
            }
        }
    }

    @Override
    public void settle() throws FeedFailure {
        try {
            CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException _) {
            throw new FeedFailure(0, "what it brought is not durable yet");
        } finally {
            writes.clear();
        }
    }
}
