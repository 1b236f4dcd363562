package dev.palimpsest.trust.secret;

import java.util.List;
import java.util.function.Consumer;

/** Passwords in the user part of URLs and of connection strings: {@code scheme://user:password@host}. */
final class Addresses implements Detector {
    private static final int USER_PART_MAX = Value.LENGTH_MAX;
    private static final String ENDS = "/?#\"'<>\\";

    @Override
    public List<String> keywords() {
        return List.of("://");
    }

    @Override
    public void look(Reading reading, int keyword, int start, int end, Consumer<Found> found) {
        String text = reading.text();
        int limit = Math.min(text.length(), end + USER_PART_MAX);
        int colon = -1;
        int at = -1;
        int i = end;
        for (; i < limit && ENDS.indexOf(text.charAt(i)) < 0 && !Character.isWhitespace(text.charAt(i)); i++) {
            char c = text.charAt(i);
            colon = c == ':' && colon < 0 ? i : colon;
            at = c == '@' ? i : at;
        }
        reading.step(i - end);
        if (colon >= 0 && at > colon + 1 && !Around.isPlaceholder(text, colon + 1, at)) {
            found.accept(Found.secret("url-password", colon + 1, at));
        }
    }
}
