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
 * @param fanOutMax      most memories of one sort a source of data may make about one subject in a day
 * @param networksMax    most networks among the indicators of all tenants that are matched with addresses
 * @param networkLooksMax most memories of addresses of a partition looked at for one network
 * @param conclusionsMax most conclusions from one memory that are told what became of it
 * @param upkeep         how memories are looked after
 */
public record MemoryTopologyConfig(Duration seenFor, Duration sightingWindow, Duration sightingWindowMax,
        int openWindowsMax, int flushedPerTick,
        int encountersMax, int fanOutMax, int networksMax, int networkLooksMax, int conclusionsMax,
        UpkeepConfig upkeep) {

    public static final MemoryTopologyConfig DEFAULT = new MemoryTopologyConfig(Duration.ofDays(7),
            Duration.ofMinutes(1), Duration.ofHours(1), 100_000, 10_000, 256, 10_000, 50_000, 4_096, 10_000,
            UpkeepConfig.DEFAULT);

    public MemoryTopologyConfig {
        if (seenFor.isNegative() || seenFor.isZero() || sightingWindow.isNegative() || sightingWindow.isZero()
                || sightingWindowMax.compareTo(sightingWindow) < 0
                || openWindowsMax < 1 || flushedPerTick < 1 || encountersMax < 1 || fanOutMax < 1 || networksMax < 1
                || networkLooksMax < 1 || conclusionsMax < 1) {
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
                fanOutMax, networksMax, networkLooksMax, conclusionsMax, upkeep);
    }

    /** The same with this bound on new memories. */
    public MemoryTopologyConfig withFanOutMax(int max) {
        return new MemoryTopologyConfig(seenFor, sightingWindow, sightingWindowMax, openWindowsMax, flushedPerTick,
                encountersMax, max, networksMax, networkLooksMax, conclusionsMax, upkeep);
    }

    /** The same with memories looked after so. */
    public MemoryTopologyConfig withUpkeep(UpkeepConfig rules) {
        return new MemoryTopologyConfig(seenFor, sightingWindow, sightingWindowMax, openWindowsMax, flushedPerTick,
                encountersMax, fanOutMax, networksMax, networkLooksMax, conclusionsMax, rules);
    }
}
