package dev.palimpsest.ingest.syslog;

import java.time.Duration;

/**
 * The bounds of one listener.
 *
 * @param messageBytesMax longest message, in bytes; the rest of a longer one is skipped and counted
 * @param waitingMax      most messages that are not durable yet; a stream waits, a datagram is dropped and counted
 * @param connectionsMax  most connections at a time; one more is closed at once
 * @param idleMax         how long a connection may be silent
 * @param handshakeMax    how long a TLS handshake may take
 */
public record SyslogLimits(int messageBytesMax, int waitingMax, int connectionsMax, Duration idleMax,
        Duration handshakeMax) {

    /** 1 MiB messages, 10,000 waiting, 256 connections, an hour of silence, ten seconds for a handshake. */
    public static final SyslogLimits DEFAULT = new SyslogLimits(1 << 20, 10_000, 256, Duration.ofHours(1),
            Duration.ofSeconds(10));
}
