package dev.palimpsest.local.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Finds in a child's log the one line a person needs. */
final class ChildLog {

    private static final int PART_BYTES_MAX = 64 * 1024;
    private static final int LINE_CHARS_MAX = 300;
    private static final String FATAL = "FATAL ";
    private static final Pattern ERROR = Pattern.compile("\\b(ERROR|OutOfMemoryError)\\b");

    /** The JVM reports a child that a signal ended as this plus the signal's number. */
    private static final int SIGNAL_BASE = 128;

    private ChildLog() {}

    /** Returns what to tell a person when the child ended by itself. */
    static String obituary(String name, int exit, Path log) {
        String ended = exit > SIGNAL_BASE
                ? " was killed by signal " + (exit - SIGNAL_BASE)
                : " ended with status " + exit;
        String reason = lastError(log);
        return name + ended + (reason.isEmpty() ? "" : ": " + reason) + " (log: " + log + ")";
    }

    static String lastError(Path log) {
        return lastError(tail(log));
    }

    /** Returns the child's own last word if it had one, else the last line that names an error, else nothing. */
    static String lastError(List<String> lines) {
        String error = "";
        String fatal = "";
        for (String line : lines) {
            if (line.startsWith(FATAL)) {
                fatal = line.substring(FATAL.length());
            } else if (ERROR.matcher(line).find()) {
                error = line;
            }
        }
        String told = fatal.isEmpty() ? error : fatal;
        return told.length() > LINE_CHARS_MAX ? told.substring(0, LINE_CHARS_MAX) + "…" : told;
    }

    /** Returns whether the first {@link #PART_BYTES_MAX} bytes of the log contain {@code text}. */
    static boolean startContains(Path log, String text) {
        try (InputStream file = Files.newInputStream(log)) {
            return new String(file.readNBytes(PART_BYTES_MAX), StandardCharsets.UTF_8).contains(text);
        } catch (IOException noLogYet) {
            return false;
        }
    }

    private static List<String> tail(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - PART_BYTES_MAX));
            byte[] bytes = new byte[(int) Math.min(PART_BYTES_MAX, file.length())];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
