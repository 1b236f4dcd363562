package dev.palimpsest.ingest.decode.file;

import dev.palimpsest.ingest.decode.table.ListComments;
import dev.palimpsest.ingest.decode.table.ListLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a list into its entries, each under the comments right above it so that it can be read alone. */
final class ListReader implements EntryReader {

    private final LineReader lines;
    private final ListComments comments = new ListComments();

    ListReader(ByteScanner in, int lineBytesMax) {
        this.lines = LineReader.withBlanks(in, lineBytesMax);
    }

    @Override
    public @Nullable Piece next() throws IOException {
        for (Piece piece = lines.next(); piece != null; piece = lines.next()) {
            if (piece.problem() != null) {
                return piece;
            }
            String text = new String(piece.bytes(), StandardCharsets.UTF_8).strip();
            ListLine line = ListLine.of(text);
            if (text.isEmpty()) {
                comments.blank();
            } else if (line.isComment()) {
                comments.add(line.comment());
            } else if (!line.value().isEmpty()) {
                List<String> above = comments.above();
                String header = above.isEmpty() ? ListLine.MARKER : "# " + String.join("\n# ", above);
                return new Piece(piece.position(), (header + '\n' + text).getBytes(StandardCharsets.UTF_8), null);
            }
        }
        return null;
    }
}
