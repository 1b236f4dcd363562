package dev.palimpsest.processor.topology;

import java.time.Duration;

/**
 * The bounds of the stream.
 *
 * @param seenFor        how long an observation's id is remembered to recognise its redelivery; longer than any sender
 *                       retries
 * @param sightingWindow how long repeated sightings are folded into one claim at first
 * @param sightingWindowMax how long at most, where they do not stop
 * @param openWindowsMax most sightings of a partition that are being folded at once
 * @param flushedPerTick most windows closed in one tick, so that a tick stays short
 * @param encountersMax  most memories of one subject looked at to match sightings with indicators
 * @param networksMax    most networks among the indicators of all tenants that are matched with addresses
 * @param networkLooksMax most memories of addresses of a partition looked at for one network
 */
public record MemoryTopologyConfig(Duration seenFor, Duration sightingWindow, Duration sightingWindowMax,
        int openWindowsMax, int flushedPerTick,
        int encountersMax, int networksMax, int networkLooksMax) {

    public static final MemoryTopologyConfig DEFAULT = new MemoryTopologyConfig(Duration.ofDays(7),
            Duration.ofMinutes(1), Duration.ofMinutes(16), 100_000, 10_000, 256, 50_000, 4_096);

    public MemoryTopologyConfig {
        if (seenFor.isNegative() || seenFor.isZero() || sightingWindow.isNegative() || sightingWindow.isZero()
                || sightingWindowMax.compareTo(sightingWindow) < 0
                || openWindowsMax < 1 || flushedPerTick < 1 || encountersMax < 1 || networksMax < 1
                || networkLooksMax < 1) {
            throw new IllegalArgumentException("every bound of the stream must be positive");
        }
    }

    /**
     * The same with these windows.
     *
     * @param longest at least {@code first}
     */
    public MemoryTopologyConfig withSightingWindows(Duration first, Duration longest) {
        return new MemoryTopologyConfig(seenFor, first, longest, openWindowsMax, flushedPerTick, encountersMax,
                networksMax, networkLooksMax);
    }
}
