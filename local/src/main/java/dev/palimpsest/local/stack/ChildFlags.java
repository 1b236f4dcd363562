package dev.palimpsest.local.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The JVM flags of the children. Serial collection, because a heap of a few hundred megabytes on two cores starts faster
 * and takes a third less memory with it; an ahead-of-time cache where one was made, which halves the start.
 *
 * @param makesCaches whether the children write their caches as they end, which takes them about fifteen seconds
 * @param shortLived  whether they are killed before the thorough compiler's work would pay
 */
record ChildFlags(boolean makesCaches, boolean shortLived) {

    /** Longer than the bound a child itself sets to its orderly close. */
    private static final Duration END_MAX = Duration.ofSeconds(6);
    private static final Duration END_WITH_CACHE_MAX = Duration.ofSeconds(90);

    /** @param heap as the JVM writes it */
    List<String> of(String heap, Optional<Path> cache) {
        // Warnings of the JVM about a cache that no longer fits are for nobody: it is then simply not used.
        List<String> flags = new ArrayList<>(
                List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError",
                        "-Dfile.encoding=UTF-8", "-Xlog:disable",
                        "--enable-native-access=ALL-UNNAMED"));
        if (shortLived) {
            flags.add("-XX:TieredStopAtLevel=1");
        }
        if (makesCaches) {
            cache.ifPresent(file -> flags.add("-XX:AOTCacheOutput=" + file));
        } else {
            cache.filter(Files::isReadable).ifPresent(file -> flags.add("-XX:AOTCache=" + file));
        }
        return flags;
    }

    /** Returns how long a child may take to end. */
    Duration endMax() {
        return makesCaches ? END_WITH_CACHE_MAX : END_MAX;
    }
}
