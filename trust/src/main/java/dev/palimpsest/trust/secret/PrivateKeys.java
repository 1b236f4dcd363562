package dev.palimpsest.trust.secret;

import java.util.List;
import java.util.function.Consumer;

/** Private keys in PEM blocks, with line breaks written, escaped or lost; a block that is cut off counts to its last sign. */
final class PrivateKeys implements Detector {
    private static final int LENGTH_MAX = 16_384;
    private static final int LABEL_MAX = 45;
    private static final int LINES_WITHIN = 2_048;
    private static final String DASHES = "-----";
    private static final String END = "-----END ";

    @Override
    public List<String> keywords() {
        return List.of("-----begin ", "putty-user-key-file-");
    }

    @Override
    public void look(Reading reading, int keyword, int start, int end, Consumer<Found> found) {
        String text = reading.text();
        if (keyword == 1) {
            int lines = reading.end(Stop.PUTTY_LINES, end, LINES_WITHIN);
            if (text.startsWith("Private-Lines", lines)) {
                found.accept(Found.secret("putty-private-key", start, Math.min(text.length(), lines + LINES_WITHIN)));
            }
            return;
        }
        int label = text.indexOf(DASHES, end, Math.min(text.length(), end + LABEL_MAX));
        reading.step(LABEL_MAX);
        if (label < 0 || !text.substring(end, label).contains("PRIVATE KEY")) {
            return;
        }
        int body = label + DASHES.length();
        int stop = body;
        int limit = Math.min(text.length(), body + LENGTH_MAX);
        while (stop < limit && !text.startsWith(DASHES, stop) && isOfKey(text.charAt(stop))) {
            stop++;
        }
        reading.step(stop - body);
        if (text.startsWith(END, stop)) {
            int from = stop + END.length();
            int close = text.indexOf(DASHES, from, Math.min(text.length(), from + LABEL_MAX));
            stop = close < 0 ? stop : close + DASHES.length();
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
