package dev.palimpsest.ingest.feed;

import dev.palimpsest.ingest.decode.file.FileItem;
import dev.palimpsest.ingest.decode.file.FileLimits;
import dev.palimpsest.ingest.decode.file.Files;
import dev.palimpsest.ingest.decode.file.RecordStream;
import dev.palimpsest.memory.Hash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;

/** Reads a file of intelligence: a table, a list, a bundle, packed or plain. One that did not change is not sent again. */
final class FileFeed {

    private static final String TAG = "etag";

    private final FeedConfig feed;
    private final FeedHttp http;
    private final FeedPlace place;
    private final Files files;

    FileFeed(FeedConfig feed, FeedHttp http, FeedPlace place) {
        this.feed = feed;
        this.http = http;
        this.place = place;
        this.files = new Files(FileLimits.BODY, feed.mapping());
    }

    void poll(Sink sink) throws FeedFailure, IOException, InterruptedException {
        String[] unchanged = place.get(TAG).map(tag -> new String[]{"If-None-Match", tag}).orElse(new String[0]);
        FeedHttp.Answer answer = http.get(feed.url(), "*/*", feed.header(), unchanged);
        if (answer.status() == 304) {
            return;
        }
        boolean whole = true;
        try (RecordStream records = files.open(feed.name(), new ByteArrayInputStream(answer.body()))) {
            for (Optional<FileItem> item = records.next(); item.isPresent(); item = records.next()) {
                switch (item.get()) {
                    // By content alone: a line that moves within the file is the same line.
                    case FileItem.FileRecord record -> sink.take(record.bytes(), Hash.of(record.bytes()).hex());
                    case FileItem.FileProblem problem -> {
                        whole = false;
                        sink.leaveOut(new byte[0],
                                problem.entry() + ", record " + problem.index() + ": " + problem.reason());
                    }
                }
            }
        }
        sink.settle();
        place.set(TAG, whole ? answer.header("ETag") : Optional.empty()).keep();
    }
}
