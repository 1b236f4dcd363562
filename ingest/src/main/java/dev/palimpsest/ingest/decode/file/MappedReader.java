package dev.palimpsest.ingest.decode.file;

import dev.palimpsest.ingest.decode.table.TableMapping;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cuts a table of declared columns into rows, each under the header where there is one. A table that does not fit is one problem. */
final class MappedReader implements EntryReader {

    private final LineReader rows;
    private final TableMapping mapping;
    private byte @Nullable [] header;
    private boolean started;
    private boolean ended;

    MappedReader(ByteScanner in, int lineBytesMax, TableMapping mapping) {
        this.rows = new LineReader(in, lineBytesMax, true);
        this.mapping = mapping;
    }

    @Override
    public @Nullable Piece next() throws IOException {
        for (Piece row = ended ? null : rows.next(); row != null; row = rows.next()) {
            String text = text(row.bytes());
            if (row.problem() != null || (started && !mapping.isComment(text))) {
                return row.problem() == null ? under(row) : row;
            }
            if (!started && !mapping.isComment(text)) {
                started = true;
                Optional<String> misfit = mapping.misfit(mapping.cells(text));
                ended = misfit.isPresent();
                if (ended || !mapping.header()) {
                    return ended ? Piece.problem(row.position(), misfit.orElseThrow()) : row;
                }
                header = row.bytes();
            }
        }
        return null;
    }

    private Piece under(Piece row) {
        if (header == null) {
            return row;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(header.length + 1 + row.bytes().length);
        bytes.writeBytes(header);
        bytes.write('\n');
        bytes.writeBytes(row.bytes());
        return new Piece(row.position(), bytes.toByteArray(), null);
    }

    private static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
