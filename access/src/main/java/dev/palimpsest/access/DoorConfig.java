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
 */
public record DoorConfig(String host, int port, long bodyBytesMax, @Nullable Tls tls, boolean noAuth) {

    private static final long BODY_BYTES_MAX = 64L << 20;

    /** @throws IllegalArgumentException where whoever comes would be let in from other machines */
    public DoorConfig {
        if (noAuth && !isLoopback(host)) {
            throw new IllegalArgumentException(
                    "no-auth is for loopback alone: " + host
                            + " can be reached by others. Leave it out, or listen on 127.0.0.1");
        }
    }

    /** Loopback, bodies up to 64 MiB. */
    public static DoorConfig local(int port) {
        return new DoorConfig("127.0.0.1", port, BODY_BYTES_MAX, null, false);
    }

    /** The same for whoever comes. */
    public DoorConfig withoutAuth() {
        return new DoorConfig(host, port, bodyBytesMax, tls, true);
    }

    /**
     * From settings by name: {@code host}, {@code port}, {@code no-auth}, {@code tls-keystore} (PKCS#12) and
     * {@code tls-keystore-password-file}.
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
                setting.apply("no-auth").map(Boolean::parseBoolean).orElse(false));
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
