package dev.palimpsest.ingest.decode.file;

import dev.palimpsest.ingest.decode.zeek.ZeekTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Cuts a tab-separated Zeek log into rows, each under the header so that it can be read alone. */
final class ZeekReader implements EntryReader {

    private final LineReader lines;
    private final ZeekTable table = new ZeekTable();
    private byte[] header = new byte[0];

    ZeekReader(ByteScanner in, int lineBytesMax) {
        this.lines = new LineReader(in, lineBytesMax, false);
    }

    @Override
    public @Nullable Piece next() throws IOException {
        for (Piece line = lines.next(); line != null; line = lines.next()) {
            if (line.problem() != null || !line.isComment()) {
                return line.problem() != null || !table.isReady() ? line : under(line);
            }
            table.read(new String(line.bytes(), StandardCharsets.UTF_8));
            header = (table.text() + '\n').getBytes(StandardCharsets.UTF_8);
        }
        return null;
    }

    private Piece under(Piece row) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(row.bytes().length + header.length);
        bytes.writeBytes(header);
        bytes.writeBytes(row.bytes());
        return new Piece(row.position(), bytes.toByteArray(), null);
    }
}
