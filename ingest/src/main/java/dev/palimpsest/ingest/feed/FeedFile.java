package dev.palimpsest.ingest.feed;

import dev.palimpsest.ingest.decode.table.TableMapping;
import dev.palimpsest.ingest.feed.FeedConfig.Header;
import dev.palimpsest.memory.TenantId;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads {@code feeds.yaml}. Secrets stand in files of their own, named beside it. */
public final class FeedFile {

    private static final int FEEDS_MAX = 200;
    private static final int FILE_CHARS_MAX = 1 << 20;
    private static final Set<String> KEYS = Set.of("name", "type", "url", "tenant", "interval", "reliability",
            "mapping",
            "bearer-file", "user", "password-file", "api-key-header", "api-key-file");

    private final Path folder;

    private FeedFile(Path folder) {
        this.folder = folder;
    }

    /**
     * The feeds of a file.
     *
     * @throws IllegalArgumentException in one line, naming the feed that is wrong
     * @throws IOException              where the file or a secret's file cannot be read
     */
    public static List<FeedConfig> read(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        return new FeedFile(parent == null ? Path.of(".") : parent).feeds(load(Files.readString(file)));
    }

    private static @Nullable Object load(String text) {
        if (text.length() > FILE_CHARS_MAX) {
            throw new IllegalArgumentException("the file of feeds is longer than " + FILE_CHARS_MAX + " characters");
        }
        try {
            return new Load(LoadSettings.builder().setLabel("feeds").build()).loadFromString(text);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException("the file of feeds is not YAML: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
        }
    }

    private List<FeedConfig> feeds(@Nullable Object yaml) throws IOException {
        if (!(yaml instanceof Map<?, ?> top) || !(top.get("feeds") instanceof List<?> list)
                || list.size() > FEEDS_MAX) {
            throw new IllegalArgumentException("the file of feeds begins with 'feeds:' and lists at most " + FEEDS_MAX);
        }
        List<FeedConfig> feeds = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Object entry : list) {
            FeedConfig feed = feed(entry);
            if (!names.add(feed.name())) {
                throw new IllegalArgumentException("two feeds are named " + feed.name());
            }
            feeds.add(feed);
        }
        return feeds;
    }

    private FeedConfig feed(@Nullable Object entry) throws IOException {
        if (!(entry instanceof Map<?, ?> values)) {
            throw new IllegalArgumentException("a feed is a list of keys and values");
        }
        String name = text(values, "name");
        for (Object key : values.keySet()) {
            if (!KEYS.contains(String.valueOf(key))) {
                throw new IllegalArgumentException("feed " + name + ": no such key: " + key);
            }
        }
        try {
            String type = require(values, "type").toUpperCase(Locale.ROOT);
            String tenant = text(values, "tenant");
            String interval = text(values, "interval");
            return new FeedConfig(require(values, "name"), FeedConfig.Type.valueOf(type),
                    URI.create(require(values, "url")), new TenantId(tenant == null ? "default" : tenant),
                    interval == null ? Duration.ofHours(1) : Duration.parse(interval), text(values, "reliability"),
                    mapping(values), header(values));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException("feed " + name + ": " + e.getMessage(), e);
        }
    }

    private @Nullable TableMapping mapping(Map<?, ?> values) throws IOException {
        String file = text(values, "mapping");
        return file == null ? null : TableMapping.parse(file, Files.readString(folder.resolve(file)));
    }

    private @Nullable Header header(Map<?, ?> values) throws IOException {
        if (values.containsKey("bearer-file")) {
            return new Header("Authorization", "Bearer " + secret(require(values, "bearer-file")));
        }
        if (values.containsKey("user")) {
            String login = require(values, "user") + ":" + secret(require(values, "password-file"));
            return new Header("Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        }
        return values.containsKey("api-key-header")
                ? new Header(require(values, "api-key-header"), secret(require(values, "api-key-file")))
                : null;
    }

    private String secret(String file) throws IOException {
        return Files.readString(folder.resolve(file)).strip();
    }

    private static String require(Map<?, ?> values, String key) {
        String text = text(values, key);
        if (text == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return text;
    }

    private static @Nullable String text(Map<?, ?> values, String key) {
        Object value = values.get(key);
        return value == null ? null : value.toString();
    }
}
