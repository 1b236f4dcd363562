package dev.palimpsest.ingest.syslog;

import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.Arrival.Expected;
import dev.palimpsest.ingest.observe.Observer;
import dev.palimpsest.ingest.raw.LetterBox;
import dev.palimpsest.ingest.raw.WriteOrSetAside;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.trust.admission.Pace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final WriteOrSetAside log;
    private final Pace pace;
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
            LetterBox letters, InstantSource clock, Pace pace, int waitingMax) {
        this.listener = listener;
        this.log = new WriteOrSetAside(log);
        this.pace = pace;
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
        for (Duration wait = paced(); wait.isPositive() && !closed; wait = paced()) {
            Thread.sleep(wait);
        }
        room.acquire();
        taken(message, cut);
    }

    private Duration paced() {
        return pace.take(listener.tenant(), listener.source(), 1);
    }

    /** Takes a datagram, or drops it where there is no room or the source is over its rate: nobody waits for it. */
    void offer(byte[] message) {
        if (paced().isZero() && room.tryAcquire()) {
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
                case Observer.Observed.Observations found -> write(found.observations(), message, now);
                case Observer.Observed.Nothing _ -> room.release();
                case Observer.Observed.Refused refused -> {
                    counts.refused.increment();
                    durable(() -> setAside(message, refused.reason(), now));
                }
            }
        } catch (RuntimeException | StackOverflowError e) {
            counts.refused.increment();
            durable(() -> setAside(message, "it could not be read: " + e.getClass().getSimpleName(), now));
            LOGGER.atError().setCause(e).addKeyValue("listener", listener.title()).log("a message could not be taken");
        }
    }

    private void write(List<Observation> observations, byte[] message, Instant now) {
        AtomicBoolean counted = new AtomicBoolean();
        durable(() -> CompletableFuture.allOf(observations.stream()
                .map(observation -> log.write(observation, reason -> {
                    if (!counted.getAndSet(true)) {
                        counts.refused.increment();
                    }
                    return setAside(message, reason, now);
                })).toArray(CompletableFuture[]::new)));
    }

    private CompletableFuture<Void> setAside(byte[] message, String reason, Instant now) {
        return letters.put(new LetterBox.Origin("syslog." + listener.source(), listener.tenant(), listener.source()),
                message,
                reason, now);
    }

    /** Tries until it is dealt with; a message keeps its place among those that wait all the while. */
    private void durable(Supplier<? extends CompletableFuture<?>> write) {
        CompletableFuture<?> written;
        try {
            written = write.get();
        } catch (RuntimeException e) {
            written = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<?> _ = written.whenComplete((_, failure) -> {
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
