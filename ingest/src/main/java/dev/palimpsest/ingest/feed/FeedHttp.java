package dev.palimpsest.ingest.feed;

import dev.palimpsest.ingest.feed.FeedConfig.Header;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bounded requests to a feed's server: every wait, attempt and size has a limit. Redirects are not followed, so that a
 * credential stays with the server it was given for. Safe for several threads.
 */
public final class FeedHttp implements AutoCloseable {

    static final int ATTEMPTS_MAX = 4;
    static final int BODY_BYTES_MAX = 64 << 20;

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration REQUEST = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER).build();
    private final Pause pause;

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
        this.pause = pause;
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

    private Optional<Answer> send(HttpRequest request) throws FeedFailure, InterruptedException {
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                byte[] body = in.readNBytes(BODY_BYTES_MAX + 1);
                if (body.length > BODY_BYTES_MAX) {
                    throw new FeedFailure(response.statusCode(), "an answer over " + BODY_BYTES_MAX + " bytes");
                }
                return Optional.of(new Answer(body, response));
            }
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Duration wait(Optional<Answer> answer, int attempt) {
        Duration usual = PAUSE.multipliedBy(1L << (attempt - 1));
        Duration asked = answer.flatMap(one -> one.header("Retry-After")).filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text))).orElse(usual);
        return asked.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : asked;
    }

    @Override
    public void close() {
        client.close();
    }
}
