package dev.palimpsest.trust.secret;

import java.util.List;
import java.util.function.Consumer;

/** Credentials in HTTP headers, in a request's text, in JSON and on a command line. */
final class Headers implements Detector {
    private static final List<String> KEYWORDS = List.of("authorization", "bearer ", "x-api-key", "x-auth-token",
            "x-vault-token", "x-access-token", "x-gitlab-token", "x-goog-api-key", "x-functions-key",
            "ocp-apim-subscription-key", "cookie", "splunk ", "negotiate ", "ntlm ", "kerberos ", "auth plain ",
            "auth login ", "authenticate plain ");
    private static final List<String> SCHEMES = List.of("bearer", "basic", "token", "splunk", "apikey", "negotiate",
            "ntlm", "kerberos",
            "key", "apitoken", "ssws", "genie-key", "gitlab", "pve");
    /** Schemes that carry parameters, of which the last or the named one is the proof. */
    private static final List<String> PARAMETERS = List.of("digest ", "aws4-hmac-sha256 ", "oauth ", "hawk ");
    private static final List<String> PROOFS = List.of("Signature=", "response=", "oauth_signature=", "mac=");
    private static final int PARAMETERS_MAX = 512;
    private static final int BEARER_LENGTH_MIN = 16;
    private static final int COOKIE_LENGTH_MIN = 8;

    @Override
    public List<String> keywords() {
        return KEYWORDS;
    }

    @Override
    public void look(Reading reading, int keyword, int start, int end, Consumer<Found> found) {
        switch (KEYWORDS.get(keyword)) {
            case "bearer ", "splunk ", "negotiate ", "ntlm ", "kerberos ", "auth plain ", "auth login ",
                    "authenticate plain " ->
                bearer(reading, start, end, found);
            case "cookie" -> cookie(reading, end, found);
            default -> header(reading, end, found);
        }
    }

    private static void header(Reading reading, int end, Consumer<Found> found) {
        int at = afterName(reading, end);
        if (at < 0) {
            return;
        }
        String text = reading.text();
        for (String scheme : PARAMETERS) {
            if (text.regionMatches(true, at, scheme, 0, scheme.length())) {
                parameters(reading, at + scheme.length(), found);
                return;
            }
        }
        for (String scheme : SCHEMES) {
            if (text.regionMatches(true, at, scheme, 0, scheme.length())
                    && Around.blank(text, at + scheme.length()) > 0) {
                at = Value.skipBlanks(reading, at + scheme.length());
                break;
            }
        }
        take("http-authorization", reading, at, 4, found);
    }

    private static void bearer(Reading reading, int start, int end, Consumer<Found> found) {
        if (Around.beginsWord(reading.text(), start)) {
            Value value = Value.assigned(reading, end);
            if (value != null && reading.looksRandom(value)
                    && value.end() - value.start() >= BEARER_LENGTH_MIN) {
                found.accept(Found.secret("http-authorization", value.start(), value.end()));
            }
        }
    }

    /** To the end of the line or of its quotes, but what its names say of who and where. */
    private static void parameters(Reading reading, int at, Consumer<Found> found) {
        String text = reading.text();
        int stop = reading.end(Stop.LINE, at, PARAMETERS_MAX);
        for (String name : PROOFS) {
            int proof = text.indexOf(name, at, Math.min(text.length(), at + PARAMETERS_MAX));
            if (proof >= 0) {
                take("http-authorization", reading, Value.skipBlanks(reading, proof + name.length()), 4, found);
                reading.step(proof - at);
                return;
            }
        }
        reading.step(PROOFS.size() * PARAMETERS_MAX);
        if (stop > at) {
            found.accept(Found.secret("http-authorization", at, stop));
        }
    }

    /** The whole line: which of the cookies is the session's nobody can tell. */
    private static void cookie(Reading reading, int end, Consumer<Found> found) {
        int at = afterName(reading, end);
        if (at < 0) {
            return;
        }
        int stop = reading.end(Stop.LINE, at, Value.LENGTH_MAX);
        if (stop - at >= COOKIE_LENGTH_MIN && reading.end(Stop.EQUALS, at, stop - at) < stop
                && !Around.isPlaceholder(reading.text(), at, stop)) {
            found.accept(Found.secret("http-cookie", at, stop));
        }
    }

    /** Past {@code ": "}, {@code ":"}, {@code =} and quotes; -1 where no value follows the name. */
    private static int afterName(Reading reading, int end) {
        String text = reading.text();
        int at = end + Around.quote(text, end);
        at = Value.skipBlanks(reading, at);
        if (at >= text.length() || (text.charAt(at) != ':' && text.charAt(at) != '=')) {
            return -1;
        }
        at = Value.skipBlanks(reading, at + 1);
        at += at < text.length() && text.charAt(at) == '[' ? 1 : 0;
        return at + Around.quote(text, at);
    }

    private static void take(String kind, Reading reading, int at, int min, Consumer<Found> found) {
        Value value = Value.assigned(reading, at);
        if (value != null && value.end() - value.start() >= min
                && !Around.isPlaceholder(reading.text(), value.start(), value.end())) {
            found.accept(Found.secret(kind, value.start(), value.end()));
        }
    }
}
