package dev.palimpsest.ingest.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a folder of MISP events by its manifest: those that are newer than the last one read, the oldest first. */
final class MispFeed {

    /** Most events of one poll; the next poll goes on. */
    static final int EVENTS_MAX = 10_000;

    /** Polls that try an event its server does not give. */
    static final int TRIES_MAX = 3;

    private static final String FAILED = "failed";

    /** Statuses that speak of one file, not of the server or the credential. */
    private static final Set<Integer> OWN_FAULTS = Set.of(400, 404, 406, 410, 413, 414, 415, 451);

    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F-]{36}");
    private static final JsonMapper JSON = new JsonMapper();

    private final FeedConfig feed;
    private final FeedHttp http;
    private final FeedPlace place;

    /** An event of the manifest. */
    private record Entry(long timestamp, String uuid) implements Comparable<Entry> {

        private static final Comparator<Entry> ORDER = Comparator.comparingLong(Entry::timestamp)
                .thenComparing(Entry::uuid);

        @Override
        public int compareTo(Entry other) {
            return ORDER.compare(this, other);
        }
    }

    MispFeed(FeedConfig feed, FeedHttp http, FeedPlace place) {
        this.feed = feed;
        this.http = http;
        this.place = place;
    }

    void poll(Sink sink) throws FeedFailure, IOException, InterruptedException {
        for (Entry entry : newer(JSON.readTree(fetch("manifest.json")))) {
            try {
                sink.take(fetch(entry.uuid() + ".json"), entry.uuid() + "@" + entry.timestamp());
            } catch (FeedFailure e) {
                giveUpOr(e, entry, sink);
            }
            sink.settle();
            place.set(FAILED, Optional.empty()).set("timestamp", Optional.of(Long.toString(entry.timestamp())))
                    .set("uuid", Optional.of(entry.uuid())).keep();
        }
    }

    /** An event that the server itself refuses to give is left out at the last try, so that newer ones come to be read. */
    private void giveUpOr(FeedFailure failure, Entry entry, Sink sink) throws FeedFailure, IOException {
        String which = entry.uuid() + "@" + entry.timestamp() + " ";
        int tried = 1 + place.get(FAILED).filter(text -> text.startsWith(which))
                .map(text -> Integer.parseInt(text.substring(which.length()))).orElse(0);
        if (!OWN_FAULTS.contains(failure.status())) {
            throw failure;
        }
        if (tried < TRIES_MAX) {
            place.set(FAILED, Optional.of(which + tried)).keep();
            throw failure;
        }
        sink.leaveOut(new byte[0], "event " + entry.uuid() + ": " + failure.getMessage());
    }

    private List<Entry> newer(JsonNode manifest) {
        Entry last = new Entry(place.get("timestamp").map(Long::parseLong).orElse(-1L), place.get("uuid").orElse(""));
        List<Entry> entries = new ArrayList<>();
        manifest.properties().forEach(event -> {
            Entry entry = new Entry(event.getValue().path("timestamp").asLong(), event.getKey());
            if (UUID.matcher(entry.uuid()).matches() && entry.compareTo(last) > 0) {
                entries.add(entry);
            }
        });
        return entries.stream().sorted().limit(EVENTS_MAX).toList();
    }

    private byte[] fetch(String file) throws FeedFailure, InterruptedException {
        String folder = feed.url().toString().replaceFirst("/?(manifest\\.json)?$", "/");
        return http.get(URI.create(folder + file), "application/json", feed.header()).body();
    }
}
