package dev.palimpsest.local.stack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Finds in a child's log the one line a person needs. */
final class ChildLog {

    private static final int TAIL_BYTES_MAX = 64 * 1024;
    private static final int LINE_CHARS_MAX = 300;
    private static final String FATAL = "FATAL ";

    private ChildLog() {}

    /** Returns what to tell a person when the child ended by itself. */
    static String obituary(String name, int exit, Path log) {
        String reason = lastError(tail(log));
        return name + " ended with status " + exit + (reason.isEmpty() ? "" : ": " + reason) + " (log: " + log + ")";
    }

    /** Returns the child's own last word if it had one, else the last line that names an error, else the last line. */
    static String lastError(List<String> lines) {
        String found = "";
        int rank = 0;
        for (String line : lines) {
            int rankHere = rank(line);
            if (rankHere >= rank && rankHere > 0) {
                found = line;
                rank = rankHere;
            }
        }
        String told = found.startsWith(FATAL) ? found.substring(FATAL.length()) : found;
        return told.length() > LINE_CHARS_MAX ? told.substring(0, LINE_CHARS_MAX) + "…" : told;
    }

    private static int rank(String line) {
        if (line.startsWith(FATAL)) {
            return 4;
        }
        if (line.contains("ERROR") || line.contains("OutOfMemoryError")) {
            return 3;
        }
        return line.isBlank() || line.startsWith("\tat ") ? 0 : 1;
    }

    private static List<String> tail(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - TAIL_BYTES_MAX));
            byte[] bytes = new byte[(int) Math.min(TAIL_BYTES_MAX, file.length())];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
