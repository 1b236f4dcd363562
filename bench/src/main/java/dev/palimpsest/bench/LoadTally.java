package dev.palimpsest.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What clients saw. For one thread at a time. */
final class LoadTally {

    /** Latencies, in milliseconds. */
    record Latency(int requests, double p50, double p99) {

        static Latency of(long[] nanos) {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return sorted.length == 0
                    ? new Latency(0, 0, 0)
                    : new Latency(sorted.length, millis(sorted[sorted.length / 2]),
                            millis(sorted[Math.min(sorted.length - 1, sorted.length * 99 / 100)]));
        }

        private static double millis(long nanos) {
            return Math.round(nanos / 1e5) / 10.0;
        }

        Map<String, Object> toTimes(Latency bare) {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("requests", requests);
            figures.put("p50_milliseconds", p50);
            figures.put("p99_milliseconds", p99);
            figures.put("p50_to_bare_ratio", Math.round(100 * p50 / bare.p50) / 100.0);
            figures.put("p99_to_bare_ratio", Math.round(100 * p99 / bare.p99) / 100.0);
            return figures;
        }
    }

    private final Map<String, long[]> nanos = new TreeMap<>();
    private final Map<String, Integer> errors = new TreeMap<>();
    private int unread;
    private int lost;

    void took(String what, long time) {
        nanos.merge(what, new long[]{time}, LoadTally::joined);
    }

    void failed(String why) {
        errors.merge(why, 1, Integer::sum);
    }

    /** A client did not find its own write. */
    void unread() {
        unread++;
    }

    /** So many writes are not there, or more than once. */
    void count(int missing) {
        lost += missing;
    }

    void add(LoadTally other) {
        other.nanos.forEach((what, times) -> nanos.merge(what, times, LoadTally::joined));
        other.errors.forEach((why, times) -> errors.merge(why, times, Integer::sum));
        unread += other.unread;
        lost += other.lost;
    }

    boolean isSound() {
        return errors.isEmpty() && unread == 0 && lost == 0;
    }

    Map<String, Object> figures(Latency bare) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("errors", errors);
        figures.put("own_writes_not_read", unread);
        figures.put("writes_lost_or_doubled", lost);
        figures.put("bare_query", Map.of("requests", bare.requests, "p50_milliseconds", bare.p50, "p99_milliseconds",
                bare.p99));
        nanos.forEach((what, times) -> figures.put(what, Latency.of(times).toTimes(bare)));
        return figures;
    }

    private static long[] joined(long[] some, long[] more) {
        long[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }
}
