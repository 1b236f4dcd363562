package dev.palimpsest.local.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** How far something long is: one line that is painted over, on a terminal only. For one thread. */
final class ProgressLine {

    private static final long REPAINT_NANOS = Duration.ofMillis(200).toNanos();

    private final String title;
    private final boolean terminal = Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal)
            .isPresent();
    private final long startedNanos = System.nanoTime();
    private long paintedNanos;

    ProgressLine(String title) {
        this.title = title;
    }

    void at(long records) {
        long now = System.nanoTime();
        if (terminal && now - paintedNanos > REPAINT_NANOS) {
            paintedNanos = now;
            double seconds = (now - startedNanos) / 1e9;
            System.err.printf(Locale.ROOT, "\r\u001b[K  %s  %d records  %.0f/s", title, records, records / seconds);
        }
    }

    void end() {
        if (terminal) {
            System.err.print("\r\u001b[K");
        }
    }
}
