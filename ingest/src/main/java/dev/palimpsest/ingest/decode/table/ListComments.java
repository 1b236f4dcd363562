package dev.palimpsest.ingest.decode.table;

import java.util.ArrayList;
import java.util.List;

/**
 * The comments above the entries of a list. A block of comments holds for all entries below it, up to the next block; a blank
 * line between comments begins a new block, so that a file's licence is not taken for what is said of its first entry. For one
 * thread.
 */
public final class ListComments {

    private static final int COMMENTS_MAX = 16;
    private static final int COMMENT_CHARS_MAX = 1024;

    private final List<String> block = new ArrayList<>();
    private boolean closed;

    /** A comment, without its mark. The oldest of a long block is forgotten. */
    public void add(String comment) {
        if (closed) {
            block.clear();
            closed = false;
        }
        if (block.size() == COMMENTS_MAX) {
            block.removeFirst();
        }
        if (!comment.isBlank()) {
            block.add(comment.substring(0, Math.min(comment.length(), COMMENT_CHARS_MAX)));
        }
    }

    /** A blank line. */
    public void blank() {
        closed = true;
    }

    /** What is said of the entry that comes now. */
    public List<String> above() {
        closed = true;
        return List.copyOf(block);
    }
}
