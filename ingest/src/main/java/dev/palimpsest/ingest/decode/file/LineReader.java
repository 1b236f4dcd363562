package dev.palimpsest.ingest.decode.file;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Cuts at line ends. Blank lines are none; a line over the limit is a problem and the rest is read on. */
final class LineReader implements EntryReader {

    private final ByteScanner in;
    private final int lineBytesMax;
    private final boolean quoted;
    private final boolean blanks;

    /**
     * A reader of lines.
     *
     * @param quoted whether a line end between double quotes belongs to the line, as in CSV
     */
    LineReader(ByteScanner in, int lineBytesMax, boolean quoted) {
        this(in, lineBytesMax, quoted, false);
    }

    private LineReader(ByteScanner in, int lineBytesMax, boolean quoted, boolean blanks) {
        this.in = in;
        this.lineBytesMax = lineBytesMax;
        this.quoted = quoted;
        this.blanks = blanks;
    }

    /** A reader of lines that hands on blank ones too. */
    static LineReader withBlanks(ByteScanner in, int lineBytesMax) {
        return new LineReader(in, lineBytesMax, false, true);
    }

    @Override
    public @Nullable Piece next() throws IOException {
        while (in.peek() >= 0) {
            if (!blanks && in.peek() == '\n') {
                in.read(); // at once: a body may hold millions of them
                continue;
            }
            long position = in.position();
            ByteBuilder line = new ByteBuilder(lineBytesMax);
            boolean blank = line(line);
            if (line.isOver()) {
                return Piece.problem(position, "a line longer than " + lineBytesMax + " bytes was skipped");
            }
            if (!blank || blanks) {
                return new Piece(position, line.toBytes(), null);
            }
        }
        return null;
    }

    /** Reads one line without its end; tells whether it is blank. */
    private boolean line(ByteBuilder into) throws IOException {
        boolean blank = true;
        boolean inQuotes = false;
        for (int value = in.read(); value >= 0; value = in.read()) {
            if (value == '\n' && !(quoted && inQuotes && !into.isOver())) {
                break;
            }
            inQuotes ^= value == '"';
            blank &= value <= ' ';
            if (value != '\r' || in.peek() != '\n') {
                into.add(value);
            }
        }
        return blank;
    }
}
