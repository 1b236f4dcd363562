package dev.palimpsest.processor.service;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a stream thread dies: another takes over from the last commit, but not for ever. A fault that comes
 * back {@value #MAX} times within five minutes is no passing one: the stream stops, and the health says so until somebody looks.
 */
final class Setbacks implements StreamsUncaughtExceptionHandler {

    private static final Logger LOGGER = LoggerFactory.getLogger(Setbacks.class);
    private static final int MAX = 10;
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final Deque<Instant> recent = new ArrayDeque<>();

    Setbacks(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        Instant now = clock.instant();
        recent.addLast(now);
        while (recent.getFirst().isBefore(now.minus(WITHIN))) {
            recent.removeFirst();
        }
        boolean hopeless = recent.size() >= MAX;
        LOGGER.atError().setCause(failure).addKeyValue("setbacks", recent.size())
                .log(hopeless ? "a stream thread died too often: stopping" : "a stream thread died: replacing it");
        return hopeless
                ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
                : StreamThreadExceptionResponse.REPLACE_THREAD;
    }
}
