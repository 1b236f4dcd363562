package dev.palimpsest.trust.secret;

import java.util.List;
import java.util.function.Consumer;

/** Tokens that a prefix gives away. */
final class Tokens implements Detector {
    private static final double VARIETY_MIN = 0.2;

    @Override
    public List<String> keywords() {
        return TokenFormat.ALL.stream().map(TokenFormat::prefix).toList();
    }

    @Override
    public void look(Reading reading, int keyword, int start, int end, Consumer<Found> found) {
        String text = reading.text();
        TokenFormat format = TokenFormat.ALL.get(keyword);
        if (!text.startsWith(format.prefix(), start) || !Around.beginsWord(text, start)) {
            return;
        }
        int stop = reading.end(format.alphabet(), end, format.max() + 1);
        int length = stop - end;
        if (length >= format.min() && length <= format.max() && isVaried(text, end, stop)) {
            found.accept(Found.secret(format.kind(), start, stop));
        }
    }

    /** A row of the same few characters is a placeholder. */
    private static boolean isVaried(String text, int start, int end) {
        int length = Math.min(end - start, 40);
        return text.substring(start, start + length).chars().distinct().count() >= VARIETY_MIN * length;
    }
}
