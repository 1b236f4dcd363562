package dev.palimpsest.ingest.hec;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names requests whose events state no time. Clients of Splunk's collector send a request again until it succeeds and never
 * after that, so one that failed gives its name to the next of the same content, and one that was answered does not: what
 * repeats for a reason, as a heartbeat does, stays as many events. A restart forgets what was answered; the name then depends
 * on content and time, so that a request cut off by it and sent again within {@link #PERIOD} is still the same.
 *
 * <p>Safe for several threads.
 */
final class RequestNames {

    /** Most contents that are known; of those least recently sent nothing is remembered. */
    static final int KNOWN_MAX = 10_000;

    /** Names begin anew with each. */
    static final Duration PERIOD = Duration.ofMinutes(5);

    private final Map<String, Sent> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Sent> eldest) {
            return size() > KNOWN_MAX;
        }
    };

    /** What was sent of one content. */
    private static final class Sent {

        private long period;
        private long next;
        private final Deque<String> failed = new ArrayDeque<>();
    }

    /**
     * The name of a request.
     *
     * @param content names the sender and all that is sent
     */
    synchronized String begin(String content, Instant at) {
        Sent sent = known.computeIfAbsent(content, _ -> new Sent());
        if (!sent.failed.isEmpty()) {
            return sent.failed.pop();
        }
        long period = at.getEpochSecond() / PERIOD.toSeconds();
        if (sent.period != period) {
            sent.period = period;
            sent.next = 0;
        }
        return content + "@" + period + "#" + sent.next++;
    }

    /** The request failed: what is sent again is the same. */
    synchronized void giveBack(String content, String name) {
        known.computeIfAbsent(content, _ -> new Sent()).failed.push(name);
    }
}
