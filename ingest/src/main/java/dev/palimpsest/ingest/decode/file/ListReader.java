package dev.palimpsest.ingest.decode.file;

import dev.palimpsest.ingest.decode.table.ListLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a list into its entries, each under the comments right above it so that it can be read alone. */
final class ListReader implements EntryReader {

    private static final int COMMENTS_MAX = 16;
    private static final int COMMENT_CHARS_MAX = 1024;

    private final LineReader lines;
    private final List<String> comments = new ArrayList<>();
    private boolean commentsUsed;

    ListReader(ByteScanner in, int lineBytesMax) {
        this.lines = new LineReader(in, lineBytesMax, false);
    }

    @Override
    public @Nullable Piece next() throws IOException {
        for (Piece piece = lines.next(); piece != null; piece = lines.next()) {
            if (piece.problem() != null) {
                return piece;
            }
            String text = new String(piece.bytes(), StandardCharsets.UTF_8).strip();
            ListLine line = ListLine.of(text);
            if (line.isComment()) {
                comment(line.comment());
            } else if (!line.value().isEmpty()) {
                commentsUsed = true;
                String above = comments.isEmpty() ? ListLine.MARKER : "# " + String.join("\n# ", comments);
                return new Piece(piece.position(), (above + '\n' + text).getBytes(StandardCharsets.UTF_8), null);
            }
        }
        return null;
    }

    private void comment(String text) {
        if (commentsUsed) {
            comments.clear();
            commentsUsed = false;
        }
        if (comments.size() == COMMENTS_MAX) {
            comments.removeFirst();
        }
        comments.add(text.substring(0, Math.min(text.length(), COMMENT_CHARS_MAX)));
    }
}
