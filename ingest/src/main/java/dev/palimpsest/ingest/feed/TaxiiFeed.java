package dev.palimpsest.ingest.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.palimpsest.memory.Hash;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads a TAXII 2.1 collection page by page. After each page that is durable its place is kept: the server's {@code next}
 * within a round of pages, and the time of the newest object, {@code added_after}, when the round is over. A page is
 * handed on with the objects of earlier ones that it speaks of.
 */
final class TaxiiFeed {

    static final String MEDIA_TYPE = "application/taxii+json;version=2.1";
    static final int PAGE_OBJECTS = 1_000;

    /** Most pages of one poll; the next poll goes on. */
    static final int PAGES_MAX = 10_000;

    private static final String ADDED_AFTER = "added_after";
    private static final String NEXT = "next";
    private static final String REACHED = "reached";
    private static final JsonMapper JSON = new JsonMapper();

    private final FeedConfig feed;
    private final FeedHttp http;
    private final FeedPlace place;
    private final KnownObjects known;

    TaxiiFeed(FeedConfig feed, FeedHttp http, FeedPlace place, KnownObjects known) {
        this.known = known;
        this.feed = feed;
        this.http = http;
        this.place = place;
    }

    void poll(Sink sink) throws FeedFailure, IOException, InterruptedException {
        boolean more = true;
        for (int page = 0; more && page < PAGES_MAX; page++) {
            more = page(sink);
        }
    }

    /** Whether there is more. */
    private boolean page(Sink sink) throws FeedFailure, IOException, InterruptedException {
        Optional<FeedHttp.Answer> answer = ask();
        if (answer.isEmpty()) {
            return true;
        }
        JsonNode envelope = JSON.readTree(answer.get().body());
        if (!envelope.path("objects").isEmpty()) {
            sink.take(JSON.writeValueAsBytes(known.completed(envelope)), Hash.of(answer.get().body()).hex());
            sink.settle();
            known.remember(envelope);
        }
        Optional<String> reached = answer.get().header("X-TAXII-Date-Added-Last").or(() -> place.get(REACHED));
        Optional<String> next = Optional.ofNullable(envelope.path(NEXT).textValue()).filter(text -> !text.isEmpty());
        boolean more = envelope.path("more").asBoolean() && !envelope.path("objects").isEmpty();
        if (more && next.isPresent()) {
            place.set(NEXT, next).set(REACHED, reached).keep();
            return true;
        }
        boolean moved = !reached.equals(place.get(ADDED_AFTER));
        place.set(NEXT, Optional.empty()).set(REACHED, Optional.empty())
                .set(ADDED_AFTER, reached.or(() -> place.get(ADDED_AFTER))).keep();
        return more && moved;
    }

    /** Empty where the server no longer knows the page it named: the round then begins again. */
    private Optional<FeedHttp.Answer> ask() throws FeedFailure, IOException, InterruptedException {
        try {
            return Optional.of(http.get(uri(), MEDIA_TYPE, feed.header()));
        } catch (FeedFailure e) {
            boolean forgotten = place.get(NEXT).isPresent()
                    && (e.status() == 400 || e.status() == 404 || e.status() == 416);
            if (!forgotten) {
                throw e;
            }
            place.set(NEXT, Optional.empty()).set(REACHED, Optional.empty()).keep();
            return Optional.empty();
        }
    }

    private URI uri() {
        String collection = feed.url().toString().replaceFirst("/+$", "");
        String objects = collection.endsWith("/objects") ? collection : collection + "/objects";
        return URI.create(objects + "/?limit=" + PAGE_OBJECTS + query(ADDED_AFTER) + query(NEXT));
    }

    private String query(String name) {
        return place.get(name).map(value -> "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8))
                .orElse("");
    }
}
