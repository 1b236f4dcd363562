package dev.palimpsest.ingest.decode.file;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Cuts at line ends. Blank lines are none; a line over the limit is a problem and the rest is read on. */
final class LineReader implements EntryReader {

    /** A quote that is not closed within so much is a stray one; the line that began with it ends where a line ends next. */
    private static final int QUOTED_BYTES_MAX = 64 * 1024;

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
        Quotes quotes = new Quotes();
        for (int value = in.read(); value >= 0; value = in.read()) {
            if (value == '\n' && !(quoted && quotes.areOpen() && !into.isOver())) {
                break;
            }
            quotes.take(value);
            blank &= value <= ' ';
            if (value != '\r' || in.peek() != '\n') {
                into.add(value);
            }
        }
        return blank;
    }

    /** Where in a line of CSV one is (RFC 4180): only a quote that begins a field opens one, so that others do no harm. */
    private static final class Quotes {
        private boolean open;
        private boolean begins = true;
        private boolean closed;
        private int length;

        private boolean areOpen() {
            return open && length <= QUOTED_BYTES_MAX;
        }

        private void take(int value) {
            if (open) {
                length++;
                open = value != '"';
                closed = !open;
            } else if (value == '"' && (begins || closed)) {
                open = true; // behind a closing quote it is a quote within the field
                length = closed ? length : 0;
                closed = false;
                begins = false;
            } else {
                closed = false;
                begins = value == ',' || value == ';' || value == '\t' || value == '|' || (begins && value == ' ');
            }
        }
    }
}
