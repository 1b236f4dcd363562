package dev.palimpsest.trust.secret;

import java.util.List;
import java.util.function.Consumer;

/** Credentials in HTTP headers, in a request's text, in JSON and on a command line. */
final class Headers implements Detector {
    private static final List<String> KEYWORDS = List.of("authorization", "bearer ", "x-api-key", "x-auth-token",
            "x-vault-token", "x-access-token", "x-gitlab-token", "x-goog-api-key", "x-functions-key",
            "ocp-apim-subscription-key", "cookie", "splunk ");
    private static final List<String> SCHEMES = List.of("bearer", "basic", "token", "splunk", "apikey", "negotiate",
            "digest", "aws4-hmac-sha256", "ntlm", "key");
    private static final int BEARER_LENGTH_MIN = 16;
    private static final int COOKIE_LENGTH_MIN = 8;

    @Override
    public List<String> keywords() {
        return KEYWORDS;
    }

    @Override
    public void look(String text, int keyword, int start, int end, Consumer<Found> found) {
        switch (KEYWORDS.get(keyword)) {
            case "bearer ", "splunk " -> bearer(text, start, end, found);
            case "cookie" -> cookie(text, end, found);
            default -> header(text, end, found);
        }
    }

    private static void header(String text, int end, Consumer<Found> found) {
        int at = afterName(text, end);
        if (at < 0) {
            return;
        }
        for (String scheme : SCHEMES) {
            if (text.regionMatches(true, at, scheme, 0, scheme.length())
                    && Around.blank(text, at + scheme.length()) > 0) {
                at = Value.skipBlanks(text, at + scheme.length());
                break;
            }
        }
        take("http-authorization", text, at, 4, found);
    }

    private static void bearer(String text, int start, int end, Consumer<Found> found) {
        if (Around.beginsWord(text, start)) {
            Value value = Value.assigned(text, end);
            if (value != null && Assignments.looksRandom(value.in(text))
                    && value.end() - value.start() >= BEARER_LENGTH_MIN) {
                found.accept(Found.secret("http-authorization", value.start(), value.end()));
            }
        }
    }

    /** The whole line: which of the cookies is the session's nobody can tell. */
    private static void cookie(String text, int end, Consumer<Found> found) {
        int at = afterName(text, end);
        if (at < 0) {
            return;
        }
        int limit = Math.min(text.length(), at + 4_096);
        int stop = at;
        while (stop < limit && Around.quote(text, stop) == 0 && text.charAt(stop) != '\n'
                && text.charAt(stop) != '\r' && !text.startsWith("\\r", stop) && !text.startsWith("\\n", stop)) {
            stop++;
        }
        String value = text.substring(at, stop);
        if (stop - at >= COOKIE_LENGTH_MIN && value.contains("=") && !Around.isPlaceholder(value)) {
            found.accept(Found.secret("http-cookie", at, stop));
        }
    }

    /** Past {@code ": "}, {@code ":"}, {@code =} and quotes; -1 where no value follows the name. */
    private static int afterName(String text, int end) {
        int at = end + Around.quote(text, end);
        at = Value.skipBlanks(text, at);
        if (at >= text.length() || (text.charAt(at) != ':' && text.charAt(at) != '=')) {
            return -1;
        }
        at = Value.skipBlanks(text, at + 1);
        at += at < text.length() && text.charAt(at) == '[' ? 1 : 0;
        return at + Around.quote(text, at);
    }

    private static void take(String kind, String text, int at, int min, Consumer<Found> found) {
        Value value = Value.assigned(text, at);
        if (value != null && value.end() - value.start() >= min && !Around.isPlaceholder(value.in(text))) {
            found.accept(Found.secret(kind, value.start(), value.end()));
        }
    }
}
