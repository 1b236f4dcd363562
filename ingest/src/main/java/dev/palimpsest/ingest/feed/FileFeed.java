package dev.palimpsest.ingest.feed;

import dev.palimpsest.ingest.decode.file.FileItem;
import dev.palimpsest.ingest.decode.file.FileLimits;
import dev.palimpsest.ingest.decode.file.Files;
import dev.palimpsest.ingest.decode.file.RecordStream;
import dev.palimpsest.memory.Hash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Reads a file of intelligence: a table, a list, a bundle, packed or plain. One that did not change is not sent again within a
 * day, whether its server says so or its content; after that it is, because what a list still has counts as seen. What of a
 * file cannot be read is set aside once and does not make the rest be fetched again.
 */
final class FileFeed {

    static final Duration WHOLE_EVERY = Duration.ofDays(1);

    private static final String TAG = "etag";
    private static final String BODY = "body";
    private static final String READ_AT = "read_at";

    private final FeedConfig feed;
    private final FeedHttp http;
    private final FeedPlace place;
    private final InstantSource clock;
    private final Files files;

    FileFeed(FeedConfig feed, FeedHttp http, FeedPlace place, InstantSource clock) {
        this.clock = clock;
        this.feed = feed;
        this.http = http;
        this.place = place;
        this.files = new Files(FileLimits.BODY, feed.mapping());
    }

    void poll(Sink sink) throws FeedFailure, IOException, InterruptedException {
        Instant now = clock.instant();
        boolean known = place.get(READ_AT).map(Instant::parse).filter(at -> now.isBefore(at.plus(WHOLE_EVERY)))
                .isPresent();
        String[] unchanged = place.get(TAG).filter(_ -> known).map(tag -> new String[]{"If-None-Match", tag})
                .orElse(new String[0]);
        FeedHttp.Answer answer = http.get(feed.url(), "*/*", feed.header(), unchanged);
        String body = Hash.of(answer.body()).hex();
        if (answer.status() == 304 || (known && place.get(BODY).filter(body::equals).isPresent())) {
            return;
        }
        try (RecordStream records = files.open(feed.name(), new ByteArrayInputStream(answer.body()))) {
            for (Optional<FileItem> item = records.next(); item.isPresent(); item = records.next()) {
                switch (item.get()) {
                    // By content alone: a line that moves within the file is the same line.
                    case FileItem.FileRecord record -> sink.take(record.bytes(), Hash.of(record.bytes()).hex());
                    case FileItem.FileProblem problem -> sink.leaveOut(new byte[0],
                            problem.entry() + ", record " + problem.index() + ": " + problem.reason());
                }
            }
        }
        sink.settle();
        place.set(TAG, answer.header("ETag")).set(BODY, Optional.of(body)).set(READ_AT, Optional.of(now.toString()))
                .keep();
    }
}
