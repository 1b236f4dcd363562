package dev.palimpsest.ingest.hec;

import dev.palimpsest.access.Caller;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which requests of a channel are durable and not yet asked for. An id is given only once its request is durable, so asking
 * for one that was given says yes, once, as Splunk does. Bounded for each caller, so that nobody's channels push out another's: of
 * too many channels or ids the oldest are forgotten, which makes a client send again. Not kept over a restart. Safe for
 * several threads.
 */
final class Acknowledgements {

    /** Most channels of one caller. */
    static final int CHANNELS_MAX = 100;

    /** Most ids of one channel that may be asked for. */
    static final int IDS_MAX = 10_000;

    private final Map<Caller, Channels> callers = new ConcurrentHashMap<>();

    private static final class Channels extends LinkedHashMap<String, Channel> {
        private static final long serialVersionUID = 1L;

        Channels() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Channel> eldest) {
            return size() > CHANNELS_MAX;
        }
    }

    private static final class Channel {
        /** Of the last ids, by their remainder, those that were asked for. */
        private final BitSet asked = new BitSet();
        private long next;
    }

    /** The id of one more durable request. */
    long give(Caller caller, String channel) {
        Channels channels = callers.computeIfAbsent(caller, _ -> new Channels());
        synchronized (channels) {
            Channel of = channels.computeIfAbsent(channel, _ -> new Channel());
            of.asked.clear((int) (of.next % IDS_MAX));
            return of.next++;
        }
    }

    /** Whether the id was given and not asked for yet. */
    boolean take(Caller caller, String channel, long id) {
        Channels channels = callers.get(caller);
        if (channels == null) {
            return false;
        }
        synchronized (channels) {
            Channel of = channels.get(channel);
            if (of == null || id < 0 || id >= of.next || id < of.next - IDS_MAX) {
                return false;
            }
            int at = (int) (id % IDS_MAX);
            boolean open = !of.asked.get(at);
            of.asked.set(at);
            return open;
        }
    }
}
