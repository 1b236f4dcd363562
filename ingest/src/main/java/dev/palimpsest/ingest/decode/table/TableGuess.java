package dev.palimpsest.ingest.decode.table;

import java.util.List;

/** Whether lines that no format claimed look like a table whose columns somebody could name. */
public final class TableGuess {

    private static final int LINES_MIN = 2;
    private static final char[] DELIMITERS = {',', ';', '\t', '|'};

    private TableGuess() {}

    /** Whether a line is none of the table's, as such tables mark it. */
    public static boolean isComment(String line) {
        return line.startsWith("#") || line.startsWith("//");
    }

    /** Whether all of the lines have the same number of cells, two or more, and none is a line of a log. */
    public static boolean isLikely(List<String> lines) {
        List<String> rows = lines.stream().filter(line -> !isComment(line)).toList();
        if (rows.size() < LINES_MIN || rows.stream().anyMatch(row -> row.indexOf('\n') >= 0 || row.startsWith("{")
                || row.startsWith("<") || row.startsWith("CEF:") || row.startsWith("LEEF:"))) {
            return false;
        }
        for (char delimiter : DELIMITERS) {
            long widths = rows.stream().mapToInt(row -> TableHeader.cells(row, delimiter).size()).distinct().count();
            if (widths == 1 && TableHeader.cells(rows.getFirst(), delimiter).size() > 1) {
                return true;
            }
        }
        return false;
    }
}
