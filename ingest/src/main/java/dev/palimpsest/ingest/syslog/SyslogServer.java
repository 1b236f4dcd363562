package dev.palimpsest.ingest.syslog;

import dev.palimpsest.ingest.raw.LetterBox;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.trust.admission.Pace;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** All syslog listeners of a service. */
public final class SyslogServer implements AutoCloseable {

    private final Map<SyslogListener, Doorway> doors = new LinkedHashMap<>();

    /** One open port. */
    interface Doorway extends AutoCloseable {

        /** Where it listens. */
        int port();

        SyslogCounts counts();

        /** Whether somebody reads what comes. */
        boolean isListening();

        @Override
        void close();
    }

    private SyslogServer() {}

    /**
     * Opens the listeners.
     *
     * @param host address to listen on
     * @param tls  for listeners over TLS; null where there is no certificate
     * @param log  writes an observation without waiting for its source's pace; done once it is durable
     * @param pace of the sources: a stream waits for it, a datagram is dropped
     * @throws IOException where a port cannot be had; none is open then
     */
    public static SyslogServer open(String host, List<SyslogListener> listeners, SyslogLimits limits,
            @Nullable ServerSocketFactory tls, Function<Observation, ? extends CompletableFuture<?>> log,
            LetterBox letters, InstantSource clock, Pace pace) throws IOException {
        SyslogServer server = new SyslogServer();
        try {
            for (SyslogListener listener : listeners) {
                SyslogIntake intake = new SyslogIntake(listener, log, letters, clock, pace, limits.waitingMax());
                server.doors.put(listener, switch (listener.transport()) {
                    case UDP -> new DatagramDoorway(host, listener, limits, intake);
                    case TCP -> new StreamDoorway(host, listener, limits, intake, ServerSocketFactory.getDefault());
                    case TLS -> new StreamDoorway(host, listener, limits, intake, required(tls, listener));
                });
            }
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Where a listener listens. */
    public int port(SyslogListener listener) {
        Doorway door = doors.get(listener);
        if (door == null) {
            throw new IllegalArgumentException("no such listener: " + listener);
        }
        return door.port();
    }

    /** Which listeners no longer listen; empty where all do. */
    public Optional<String> problem() {
        List<String> deaf = doors.entrySet().stream().filter(door -> !door.getValue().isListening())
                .map(door -> door.getKey().title()).toList();
        return deaf.isEmpty() ? Optional.empty() : Optional.of("nobody listens at " + String.join(", ", deaf));
    }

    /** What each listener has seen since it began, for health pages. */
    public Map<String, Map<String, Long>> counts() {
        Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
        doors.forEach((listener, door) -> counts.put(listener.title(), door.counts().toMap()));
        return counts;
    }

    @Override
    public void close() {
        new ArrayList<>(doors.values()).forEach(Doorway::close);
    }

    private static ServerSocketFactory required(@Nullable ServerSocketFactory tls, SyslogListener listener) {
        if (tls == null) {
            throw new IllegalArgumentException(
                    "syslog over TLS on port " + listener.port() + " needs palimpsest.syslog.tls-keystore");
        }
        return tls;
    }
}
