package dev.palimpsest.ingest.feed;

import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.Arrival.Expected;
import dev.palimpsest.ingest.observe.Observer;
import dev.palimpsest.ingest.raw.LetterBox;
import dev.palimpsest.ingest.raw.WriteOrSetAside;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.Payload;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes documents of a feed as observations of its tenant. */
final class ObservationSink implements Sink {

    /** Most writes that are under way. */
    private static final int WRITES_MAX = 1_000;

    private static final Logger LOGGER = LoggerFactory.getLogger(ObservationSink.class);

    private final FeedConfig feed;
    private final WriteOrSetAside log;
    private final LetterBox letters;
    private final InstantSource clock;
    private final Observer observer = new Observer();
    private final List<CompletableFuture<?>> writes = new ArrayList<>();

    ObservationSink(FeedConfig feed, Function<Observation, ? extends CompletableFuture<?>> log, LetterBox letters,
            InstantSource clock) {
        this.feed = feed;
        this.log = new WriteOrSetAside(log);
        this.letters = letters;
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
            case Observer.Observed.Refused refused -> leaveOut(document, refused.reason());
        }
    }

    @Override
    public void leaveOut(byte[] document, String reason) throws FeedFailure {
        LOGGER.atWarn().addKeyValue("feed", feed.name()).addKeyValue("reason", reason)
                .log("a part of the feed is left out");
        writes.add(letters.put(origin(), document, reason, clock.instant()));
        if (writes.size() >= WRITES_MAX) {
            settle();
        }
    }

    private LetterBox.Origin origin() {
        return new LetterBox.Origin("feed." + feed.name(), feed.tenant(), feed.name());
    }

    private static byte[] raw(Payload payload) {
        String raw = switch (payload) {
            case Payload.Event event -> event.raw();
            case Payload.IntelligenceObject object -> object.raw();
            case Payload.ConversationTurn turn -> turn.text();
            case Payload.Command command -> command.reason();
            case Payload.Rollback order -> order.reason();
            case Payload.Import _ -> ""; // no door of this service brings one
        };
        return raw.getBytes(StandardCharsets.UTF_8);
    }

    private void write(List<Observation> observations) throws FeedFailure {
        for (Observation observation : observations) {
            writes.add(log.write(observation, reason -> letters.put(origin(), raw(observation.payload()), reason,
                    observation.receivedAt())));
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
