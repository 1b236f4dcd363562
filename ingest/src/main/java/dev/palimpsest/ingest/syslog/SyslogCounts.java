package dev.palimpsest.ingest.syslog;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** What a listener has seen since it began. Safe for several threads. */
final class SyslogCounts {

    final LongAdder received = new LongAdder();
    final LongAdder durable = new LongAdder();
    /** Datagrams for which there was no room. */
    final LongAdder dropped = new LongAdder();
    /** Messages over the limit, of which only the beginning was taken. */
    final LongAdder cut = new LongAdder();
    /** Messages that became dead letters. */
    final LongAdder refused = new LongAdder();
    /** Connections that were one too many. */
    final LongAdder turnedAway = new LongAdder();

    Map<String, Long> toMap() {
        return new TreeMap<>(Map.of("received", received.sum(), "durable", durable.sum(), "dropped", dropped.sum(),
                "cut", cut.sum(), "refused", refused.sum(), "turnedAway", turnedAway.sum()));
    }
}
