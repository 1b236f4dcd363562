package dev.palimpsest.local.cli;

import dev.palimpsest.local.stack.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Shows the start of a stack. On a terminal one line per component counts the seconds until it is ready; elsewhere a plain
 * line is printed when something happens.
 */
final class Console implements Progress {

    private static final Duration REPAINT = Duration.ofMillis(200);
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintStream out;
    private final boolean terminal;
    private final long startedNanos = System.nanoTime();
    private final Map<String, String> lines = new LinkedHashMap<>();
    private boolean painted;
    private volatile boolean finished;

    Console(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    static Console ofProcess() {
        return new Console(System.out,
                Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent());
    }

    @Override
    public synchronized void starting(List<String> components) {
        components.forEach(component -> lines.put(component, ""));
        if (terminal) {
            paint();
            Thread.ofPlatform().name("palimpsest-console").daemon().start(this::repaint);
        } else {
            out.println("starting " + String.join(", ", components));
        }
    }

    @Override
    public void ready(String component, Duration elapsed) {
        show(component, GREEN, "ready", elapsed);
    }

    @Override
    public void failed(String component, Duration elapsed) {
        show(component, RED, "failed", elapsed);
    }

    /** Stops painting, so that other lines can follow. */
    synchronized void finish() {
        finished = true;
    }

    private synchronized void show(String component, String colour, String state, Duration elapsed) {
        String line = String.format(Locale.ROOT, "%s after %.1f s", state, elapsed.toMillis() / 1000.0);
        if (terminal) {
            lines.put(component, colour + line + PLAIN);
            paint();
        } else {
            out.println(component + " " + line);
        }
    }

    private void repaint() {
        try {
            while (!finished && lines.containsValue("")) {
                synchronized (this) {
                    paint();
                }
                Thread.sleep(REPAINT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void paint() {
        StringBuilder text = new StringBuilder();
        if (painted) {
            text.append("\u001b[").append(lines.size()).append('A');
        }
        double elapsed = (System.nanoTime() - startedNanos) / 1e9;
        lines.forEach((component, line) -> text.append(String.format(Locale.ROOT, "\u001b[2K  %-12s %s%n", component,
                line.isEmpty() ? String.format(Locale.ROOT, "starting %.1f s", elapsed) : line)));
        out.print(text);
        out.flush();
        painted = true;
    }
}
