package dev.palimpsest.ingest.feed;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/** How far a feed was read, in a file beside the data. A feed read again from an older place adds nothing twice. For one thread. */
final class FeedPlace {

    private final Path folder;
    private final String feed;
    private final Path file;
    private final Properties values = new Properties();

    private FeedPlace(Path folder, String feed) {
        this.folder = folder;
        this.feed = feed;
        this.file = folder.resolve(feed + ".place");
    }

    /** The place of the feed; its beginning where none was kept. */
    static FeedPlace of(Path folder, String feed) throws IOException {
        Files.createDirectories(folder);
        FeedPlace place = new FeedPlace(folder, feed);
        if (Files.exists(place.file)) {
            try (Reader in = Files.newBufferedReader(place.file)) {
                place.values.load(in);
            }
        }
        return place;
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.getProperty(name));
    }

    FeedPlace set(String name, Optional<String> value) {
        value.ifPresentOrElse(text -> values.setProperty(name, text), () -> values.remove(name));
        return this;
    }

    /** What the feed said before, kept beside it. */
    KnownObjects objects() throws IOException {
        return KnownObjects.of(folder, feed);
    }

    /** Written whole or not at all. */
    void keep() throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try (Writer out = Files.newBufferedWriter(next)) {
            values.store(out, null);
        }
        try {
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException _) {
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
