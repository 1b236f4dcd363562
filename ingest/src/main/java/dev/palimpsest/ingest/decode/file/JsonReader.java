package dev.palimpsest.ingest.decode.file;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Cuts a stream of JSON values, or the elements of arrays at the top, by counting brackets outside strings. */
final class JsonReader implements EntryReader {

    private final ByteScanner in;
    private final FileLimits limits;
    private boolean inArray;
    private boolean isOpen;
    private @Nullable LineReader lines;

    JsonReader(ByteScanner in, FileLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    @Override
    public @Nullable Piece next() throws IOException {
        if (lines != null) {
            return lines.next();
        }
        for (int value = in.peek(); value >= 0; value = in.peek()) {
            if (value == '[' && !inArray) {
                inArray = true;
                in.read();
            } else if (value == ']' && inArray) {
                inArray = false;
                in.read();
            } else if (value <= ' ' || value == ',' || value == 0xEF || value == 0xBB || value == 0xBF) {
                in.read(); // 0xEF 0xBB 0xBF is a byte order mark
            } else {
                return value();
            }
        }
        return null;
    }

    private Piece value() throws IOException {
        long position = in.position();
        ByteBuilder bytes = new ByteBuilder(limits.documentBytesMax());
        boolean oneLine = structure(bytes);
        if (bytes.isOver()) {
            return Piece.problem(position,
                    "a JSON value longer than " + limits.documentBytesMax() + " bytes was skipped");
        }
        if (isOpen && !oneLine) {
            return Piece.problem(position, "JSON that ends before what begins here is closed");
        }
        // A first value on one long line with another below: one a line, where a damaged line harms only itself.
        if (oneLine && !inArray && position == 0 && in.peek() != -1) {
            lines = new LineReader(in, limits.lineBytesMax(), false);
        }
        return new Piece(position, bytes.toBytes(), null);
    }

    /** Reads one value; tells whether it was written on one line, and in {@link #isOpen} whether the file ended in it. */
    private boolean structure(ByteBuilder into) throws IOException {
        int depth = 0;
        boolean inString = false;
        boolean escaped = false;
        boolean oneLine = true;
        isOpen = true;
        for (int value = in.read(); value >= 0; value = in.read()) {
            into.add(value);
            oneLine &= value != '\n';
            if (inString) {
                inString = escaped || value != '"';
                escaped = !escaped && value == '\\';
            } else if (value == '"') {
                inString = true;
            } else if (value == '{' || value == '[') {
                depth++;
            } else if (value == '}' || value == ']') {
                depth--;
            }
            if (depth <= 0 && !inString && endsValue(value)) {
                isOpen = false;
                break;
            }
        }
        isOpen &= depth > 0 || inString;
        return oneLine;
    }

    /** After a closing bracket at the top, or before what cannot continue a bare word. */
    private boolean endsValue(int value) throws IOException {
        int after = in.peek();
        return value == '}' || value == ']' || after == ',' || after == ']' || after == '\n';
    }
}
