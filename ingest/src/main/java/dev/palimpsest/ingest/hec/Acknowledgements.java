package dev.palimpsest.ingest.hec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which requests of a channel are durable and not yet asked for. An id is given only once its request is durable, so asking
 * for one that was given says yes, once, as Splunk does. Bounded: of too many channels or ids the oldest are forgotten, which
 * makes a client send again. Not kept over a restart. Safe for several threads.
 */
final class Acknowledgements {

    static final int CHANNELS_MAX = 1_000;
    static final int IDS_MAX = 10_000;

    private final Map<String, Channel> channels = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Channel> eldest) {
            return size() > CHANNELS_MAX;
        }
    };

    private static final class Channel {
        private final TreeSet<Long> open = new TreeSet<>();
        private long next;
    }

    /** The id of one more durable request. */
    synchronized long give(String channel) {
        Channel of = channels.computeIfAbsent(channel, _ -> new Channel());
        of.open.add(of.next);
        if (of.open.size() > IDS_MAX) {
            of.open.pollFirst();
        }
        return of.next++;
    }

    /** Whether the id was given and not asked for yet. */
    synchronized boolean take(String channel, long id) {
        Channel of = channels.get(channel);
        return of != null && of.open.remove(id);
    }
}
