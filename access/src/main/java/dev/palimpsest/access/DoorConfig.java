package dev.palimpsest.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a door listens and what it lets in.
 *
 * @param host         address to listen on; loopback unless somebody means otherwise
 * @param port         0 for any free one
 * @param bodyBytesMax longest request body, in bytes
 * @param tls          speaks TLS only; null for plain HTTP
 * @param noAuth       lets in whoever comes, as an administrator of the tenant {@code default}; on loopback alone
 * @param rateLimit    requests a minute of each caller, deliveries not counted; 0 for no limit
 */
public record DoorConfig(String host, int port, long bodyBytesMax, @Nullable Tls tls, boolean noAuth, int rateLimit) {

    /** Requests a minute where nothing else is said. */
    public static final int RATE_USUAL = 6_000;

    private static final int RATE_MAX = 1_000_000;
    private static final long BODY_BYTES_MAX = 64L << 20;

    /** @throws IllegalArgumentException where whoever comes would be let in from other machines, or the limit is none */
    public DoorConfig {
        if (noAuth && !isLoopback(host)) {
            throw new IllegalArgumentException(
                    "no-auth is for loopback alone: " + host
                            + " can be reached by others. Leave it out, or listen on 127.0.0.1");
        }
        if (rateLimit < 0 || rateLimit > RATE_MAX) {
            throw new IllegalArgumentException(
                    "rate-limit is requests a minute, 1 to " + RATE_MAX + ", or 0 for no limit; got: " + rateLimit);
        }
    }

    /** With the usual limit of requests. */
    public DoorConfig(String host, int port, long bodyBytesMax, @Nullable Tls tls, boolean noAuth) {
        this(host, port, bodyBytesMax, tls, noAuth, RATE_USUAL);
    }

    /** Loopback, bodies up to 64 MiB. */
    public static DoorConfig local(int port) {
        return new DoorConfig("127.0.0.1", port, BODY_BYTES_MAX, null, false);
    }

    /** The same for whoever comes. */
    public DoorConfig withoutAuth() {
        return new DoorConfig(host, port, bodyBytesMax, tls, true, rateLimit);
    }

    /** The same with another limit of requests, as {@code rate-limit} says it. */
    public DoorConfig limited(Optional<String> limit) {
        return limit.map(text -> new DoorConfig(host, port, bodyBytesMax, tls, noAuth, rate(text))).orElse(this);
    }

    private static int rate(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "rate-limit is a whole number of requests a minute, 0 for no limit; got: " + text, e);
        }
    }

    /**
     * From settings by name: {@code host}, {@code port}, {@code no-auth}, {@code rate-limit}, {@code tls-keystore} (PKCS#12)
     * and {@code tls-keystore-password-file}.
     *
     * @param setting the value of a name, where there is one
     * @param usual   the port where none is set
     * @throws IllegalArgumentException in one line
     */
    public static DoorConfig from(Function<String, Optional<String>> setting, int usual) {
        Optional<Path> keystore = setting.apply("tls-keystore").map(Path::of);
        Tls tls = keystore.map(file -> new Tls(file, setting.apply("tls-keystore-password-file").map(Path::of)
                .orElseThrow(() -> new IllegalArgumentException(
                        "tls-keystore needs tls-keystore-password-file, a file with its password"))))
                .orElse(null);
        return new DoorConfig(setting.apply("host").orElse("127.0.0.1"),
                setting.apply("port").map(Integer::parseInt).orElse(usual), BODY_BYTES_MAX, tls,
                setting.apply("no-auth").map(Boolean::parseBoolean).orElse(false)).limited(setting.apply("rate-limit"));
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** A certificate and its key in a PKCS#12 store, and the file that has the store's password. */
    public record Tls(Path keystore, Path passwordFile) {}
}
