package dev.palimpsest.query.mem0;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Posts a signed body to a webhook's address. The header {@code Palimpsest-Signature} reads {@code t=SECONDS,v1=HEX}, where HEX
 * is the HMAC-SHA256 under the webhook's secret of {@code SECONDS.BODY}. Follows no redirect. Safe for several threads.
 */
public final class Postman {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final WebhookTargets targets;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER).version(HttpClient.Version.HTTP_1_1).build();

    public Postman(WebhookTargets targets) {
        this.targets = targets;
    }

    /** What came of it: an HTTP status, or 0 and why there is none. */
    record Outcome(int status, @Nullable String error) {
        boolean isDelivered() {
            return status >= 200 && status < 300;
        }
    }

    Outcome post(String url, String secret, String id, Instant at, String body) {
        try {
            URI target = URI.create(url);
            InetAddress place = targets.resolve(target);
            HttpRequest request = HttpRequest.newBuilder(pinned(target, place)).timeout(TIMEOUT)
                    .header("Content-Type", "application/json").header("User-Agent", "palimpsest-webhooks")
                    .header("Palimpsest-Delivery", id).header("Palimpsest-Signature", signature(secret, at, body))
                    .POST(HttpRequest.BodyPublishers.ofString(body)).build();
            return new Outcome(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode(), null);
        } catch (IOException | IllegalArgumentException e) {
            return new Outcome(0, e.getClass().getSimpleName() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(0, "interrupted");
        }
    }

    /**
     * Over http the very address that was looked at, so that a name which leads elsewhere a moment later leads nowhere; over
     * https the name must stand for the certificate, which no private server has for a name that is not its own.
     */
    private static URI pinned(URI target, InetAddress place) {
        if (target.getScheme().equalsIgnoreCase("https")) {
            return target;
        }
        String host = place.getHostAddress();
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host)
                + (target.getPort() < 0 ? "" : ":" + target.getPort())
                + (target.getRawPath() == null || target.getRawPath().isEmpty() ? "/" : target.getRawPath()) + query);
    }

    static String signature(String secret, Instant at, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] digest = mac.doFinal((at.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8));
            return "t=" + at.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }
}
