package dev.palimpsest.ingest.decode.file;

import dev.palimpsest.ingest.decode.table.TableHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Cuts CSV into rows, each under the header line so that it can be read alone. Comments are left out. */
final class TableReader implements EntryReader {

    private final LineReader rows;
    private final TableHeader header;

    TableReader(ByteScanner in, int lineBytesMax, TableHeader header) {
        this.rows = new LineReader(in, lineBytesMax, true);
        this.header = header;
    }

    @Override
    public @Nullable Piece next() throws IOException {
        for (Piece row = rows.next(); row != null; row = rows.next()) {
            if (row.problem() != null) {
                return row;
            }
            String start = new String(row.bytes(), 0, Math.min(row.bytes().length, header.line().length() * 4 + 3),
                    StandardCharsets.UTF_8).strip();
            start = start.startsWith("\uFEFF") ? start.substring(1) : start;
            if (!start.startsWith("#") && !start.equals(header.line())) {
                return under(row);
            }
        }
        return null;
    }

    private Piece under(Piece row) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(row.bytes().length + header.line().length() + 1);
        bytes.writeBytes(header.line().getBytes(StandardCharsets.UTF_8));
        bytes.write('\n');
        bytes.writeBytes(row.bytes());
        return new Piece(row.position(), bytes.toByteArray(), null);
    }
}
