package dev.palimpsest.trust.secret;

import java.util.List;
import java.util.function.Consumer;

/** Private keys in PEM blocks, with line breaks written, escaped or lost; a block that is cut off counts to its last sign. */
final class PrivateKeys implements Detector {
    private static final int LENGTH_MAX = 16_384;
    private static final int LINES_WITHIN = 2_048;
    private static final String DASHES = "-----";
    private static final String END = "-----END ";

    @Override
    public List<String> keywords() {
        return List.of("-----begin ", "putty-user-key-file-");
    }

    @Override
    public void look(String text, int keyword, int start, int end, Consumer<Found> found) {
        if (keyword == 1) {
            int lines = text.substring(end, Math.min(text.length(), end + LINES_WITHIN)).indexOf("Private-Lines");
            if (lines >= 0) {
                found.accept(Found.secret("putty-private-key", start, Math.min(text.length(), end + lines + 2_048)));
            }
            return;
        }
        int label = text.indexOf("-----", end);
        if (label < 0 || label - end > 40 || !text.substring(end, label).contains("PRIVATE KEY")) {
            return;
        }
        int body = label + 5;
        int stop = body;
        int limit = Math.min(text.length(), body + LENGTH_MAX);
        while (stop < limit && !text.startsWith(DASHES, stop) && isOfKey(text.charAt(stop))) {
            stop++;
        }
        if (text.startsWith(END, stop)) {
            int close = text.indexOf("-----", stop + END.length());
            stop = close < 0 || close - stop > 60 ? stop : close + 5;
        }
        if (stop > body) {
            found.accept(Found.secret("private-key", start, stop));
        }
    }

    /** Base64, white space written or escaped, and the headers of encrypted keys ({@code Proc-Type: 4,ENCRYPTED}). */
    private static boolean isOfKey(char c) {
        return Alphabet.BASE64.has(c) || Character.isWhitespace(c) || "\\:,-".indexOf(c) >= 0;
    }
}
