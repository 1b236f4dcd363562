package dev.palimpsest.ingest.syslog;

import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.Arrival.Expected;
import dev.palimpsest.ingest.observe.Observer;
import dev.palimpsest.ingest.raw.LetterBox;
import dev.palimpsest.memory.observation.Observation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the messages of one listener into the log. Nobody acknowledges syslog, so what was taken is tried until it is durable
 * or the service ends; how many may wait is bounded. Safe for several threads.
 *
 * <p>Messages are named by their receipt: the protocol has no second delivery, and the same words twice are two events.
 */
final class SyslogIntake {

    private static final Logger LOGGER = LoggerFactory.getLogger(SyslogIntake.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final SyslogListener listener;
    private final Function<Observation, ? extends CompletableFuture<?>> log;
    private final LetterBox letters;
    private final InstantSource clock;
    private final Semaphore room;
    private final int waitingMax;
    private final Observer observer = new Observer();
    private final String receipt = UUID.randomUUID().toString();
    private final AtomicLong sequence = new AtomicLong();
    private final SyslogCounts counts = new SyslogCounts();
    private volatile boolean closed;

    SyslogIntake(SyslogListener listener, Function<Observation, ? extends CompletableFuture<?>> log,
            LetterBox letters, InstantSource clock, int waitingMax) {
        this.listener = listener;
        this.log = log;
        this.letters = letters;
        this.clock = clock;
        this.waitingMax = waitingMax;
        this.room = new Semaphore(waitingMax);
    }

    SyslogCounts counts() {
        return counts;
    }

    /** Takes a message of a stream; waits for room, which holds the sender back. */
    void take(byte[] message, boolean cut) throws InterruptedException {
        room.acquire();
        taken(message, cut);
    }

    /** Takes a datagram, or drops it where there is no room. */
    void offer(byte[] message) {
        if (room.tryAcquire()) {
            taken(message, false);
        } else {
            counts.received.increment();
            counts.dropped.increment();
        }
    }

    /** Waits until what was taken is durable, at most so long; what is not by then is given up. */
    void close(Duration most) throws InterruptedException {
        boolean done = room.tryAcquire(waitingMax, most.toMillis(), TimeUnit.MILLISECONDS);
        closed = true;
        if (!done) {
            LOGGER.atWarn().addKeyValue("listener", listener.title())
                    .addKeyValue("messages", waitingMax - room.availablePermits()).log("syslog messages were lost");
        }
    }

    private void taken(byte[] message, boolean cut) {
        counts.received.increment();
        if (cut) {
            counts.cut.increment();
        }
        Instant now = clock.instant();
        String position = receipt + "@" + sequence.getAndIncrement();
        Arrival arrival = Arrival.of(listener.source(), now).expecting(Expected.EVENTS);
        try {
            switch (observer.observe(listener.tenant(), arrival, message, position)) {
                case Observer.Observed.Observations found -> write(found.observations());
                case Observer.Observed.Nothing _ -> room.release();
                case Observer.Observed.Refused refused -> {
                    counts.refused.increment();
                    LetterBox.Origin origin = new LetterBox.Origin("syslog." + listener.source(), listener.tenant(),
                            listener.source());
                    durable(() -> letters.put(origin, message, refused.reason(), now));
                }
            }
        } catch (RuntimeException | StackOverflowError e) {
            counts.refused.increment();
            room.release();
            LOGGER.atError().setCause(e).addKeyValue("listener", listener.title()).log("a message could not be taken");
        }
    }

    private void write(List<Observation> observations) {
        durable(() -> CompletableFuture
                .allOf(observations.stream().map(log).toArray(CompletableFuture[]::new)));
    }

    /** Tries until it is durable; a message keeps its place among those that wait all the while. */
    private void durable(Supplier<? extends CompletableFuture<?>> write) {
        CompletableFuture<?> _ = write.get().whenComplete((_, failure) -> {
            if (failure == null) {
                counts.durable.increment();
                room.release();
            } else if (closed) {
                room.release();
            } else {
                CompletableFuture.delayedExecutor(AGAIN.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(() -> durable(write));
            }
        });
    }
}
