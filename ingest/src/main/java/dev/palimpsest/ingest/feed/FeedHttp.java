package dev.palimpsest.ingest.feed;

import dev.palimpsest.ingest.feed.FeedConfig.Header;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Bounded requests to a feed's server: every wait, attempt and size has a limit. Redirects are not followed, so that a
 * credential stays with the server it was given for. Safe for several threads.
 */
public final class FeedHttp implements AutoCloseable {

    static final int ATTEMPTS_MAX = 4;
    static final int BODY_BYTES_MAX = 64 << 20;

    /** The status of a failure because an answer is too large: that of HTTP for the other direction. */
    static final int TOO_LARGE = 413;

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration REQUEST = Duration.ofSeconds(60);
    private static final Duration EXCHANGE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER).build();
    private final Pause pause;
    private final Duration exchangeMax;

    /** Waits between attempts. */
    @FunctionalInterface
    interface Pause {
        void rest(Duration time) throws InterruptedException;
    }

    /** What a server answered. */
    static final class Answer {

        private final byte[] body;
        private final HttpResponse<?> response;

        Answer(byte[] body, HttpResponse<?> response) {
            this.body = body;
            this.response = response;
        }

        int status() {
            return response.statusCode();
        }

        /** Not to be changed. */
        byte[] body() {
            return body;
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }
    }

    public FeedHttp() {
        this(Thread::sleep);
    }

    FeedHttp(Pause pause) {
        this(pause, EXCHANGE);
    }

    /** @param exchangeMax longest that one attempt may take, the body with it */
    FeedHttp(Pause pause, Duration exchangeMax) {
        this.pause = pause;
        this.exchangeMax = exchangeMax;
    }

    /**
     * The answer, after as many attempts as that takes: 200, 206 or 304.
     *
     * @throws FeedFailure with the status of what the server refused, or 0 where it did not answer
     */
    Answer get(URI uri, String accept, @Nullable Header credential, String... headers)
            throws FeedFailure, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(REQUEST).header("Accept", accept).GET();
        if (credential != null) {
            request.setHeader(credential.name(), credential.value());
        }
        for (int i = 0; i + 1 < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        for (int attempt = 1;; attempt++) {
            Optional<Answer> answer = send(request.build());
            int status = answer.map(Answer::status).orElse(0);
            if (answer.isPresent() && (status == 200 || status == 206 || status == 304)) {
                return answer.get();
            }
            boolean again = status == 0 || status == 429 || status >= 500;
            if (!again || attempt == ATTEMPTS_MAX) {
                throw new FeedFailure(status, uri.getHost()
                        + (status == 0 ? " does not answer" : " answers with status " + status));
            }
            pause.rest(wait(answer, attempt));
        }
    }

    /** The answer with its whole body, within the time for both; empty where there is none. */
    private Optional<Answer> send(HttpRequest request) throws FeedFailure, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> exchange = client.sendAsync(request,
                HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), BODY_BYTES_MAX));
        try {
            HttpResponse<byte[]> response = exchange.get(exchangeMax.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.of(new Answer(response.body(), response));
        } catch (ExecutionException e) {
            if (String.valueOf(e.getCause()).contains("body exceeds capacity")) {
                throw new FeedFailure(TOO_LARGE, "an answer over " + BODY_BYTES_MAX + " bytes");
            }
            return Optional.empty();
        } catch (TimeoutException | CancellationException _) {
            return Optional.empty();
        } finally {
            exchange.cancel(true);
        }
    }

    private static Duration wait(Optional<Answer> answer, int attempt) {
        Duration usual = PAUSE.multipliedBy(1L << (attempt - 1));
        Duration asked = answer.flatMap(one -> one.header("Retry-After")).filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text))).orElse(usual);
        return asked.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : asked;
    }

    /** Breaks off what is under way and waits for nothing. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
