package dev.palimpsest.ingest.feed;

import dev.palimpsest.ingest.decode.table.TableMapping;
import dev.palimpsest.memory.TenantId;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A feed.
 *
 * @param name        of letters, digits and {@code . _ -}: the source that its indicators carry
 * @param type        how it is read
 * @param url         of TAXII the collection, of MISP the folder of {@code manifest.json}, else the file; http or https
 * @param tenant      whose it is
 * @param interval    between two polls; a minute to 30 days
 * @param reliability of the source, {@code A} to {@code F}; null where nobody judged it
 * @param mapping     what the columns of a file mean; null where nobody declared it
 * @param header      the credential as a request header's name and value; null for none. Stays out of {@link #toString}
 */
public record FeedConfig(String name, Type type, URI url, TenantId tenant, Duration interval,
        @Nullable String reliability, @Nullable TableMapping mapping, @Nullable Header header) {

    private static final Pattern NAME = Pattern.compile("[\\w.-]{1,100}");
    private static final Duration INTERVAL_MIN = Duration.ofMinutes(1);
    private static final Duration INTERVAL_MAX = Duration.ofDays(30);

    /** How a feed is read. */
    public enum Type {
        /** A TAXII 2.1 collection. */
        TAXII,
        /** A folder of MISP events with a manifest. */
        MISP,
        /** A table, a list or any other file of intelligence. */
        FILE
    }

    /** A request header that proves who asks. */
    public record Header(String name, String value) {
        @Override
        public String toString() {
            return name + ": ***";
        }
    }

    public FeedConfig {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a feed's name has 1 to 100 letters, digits, '.', '_' or '-'");
        }
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!web || url.getHost() == null || url.getUserInfo() != null) {
            throw new IllegalArgumentException("the url of a feed reads http(s)://host/path, without a password in it");
        }
        if (interval.compareTo(INTERVAL_MIN) < 0 || interval.compareTo(INTERVAL_MAX) > 0) {
            throw new IllegalArgumentException("the interval of a feed lies between PT1M and P30D");
        }
        if (mapping != null && type != Type.FILE) {
            throw new IllegalArgumentException("a mapping is for feeds of type file");
        }
        if (reliability != null && !reliability.matches("[A-F]")) {
            throw new IllegalArgumentException("the reliability of a feed is A to F");
        }
    }
}
