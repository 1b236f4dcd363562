package dev.palimpsest.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks HTTP, such as the search engine and the schema registry.
 *
 * @param uri   http or https; a path is the root of all requests
 * @param login for HTTP basic authentication; null for none
 * @param tls   whom to believe and how to show oneself; null for what the JDK believes. With https only
 */
public record Peer(URI uri, @Nullable Login login, @Nullable SSLContext tls) {

    /** @throws IllegalArgumentException in one line, where a password could be seen on its way or a setting would do nothing */
    public Peer {
        boolean secure = "https".equals(uri.getScheme());
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("an address shows up in logs: the login of " + uri.getHost()
                    + " belongs into the settings -user and -password-file");
        }
        if (tls != null && !secure) {
            throw new IllegalArgumentException("certificates are set for " + uri + ", which is no https:// address");
        }
        if (login != null && !secure && !isLoopback(uri.getHost())) {
            throw new IllegalArgumentException("a password would go in clear to " + uri + ": it takes https://");
        }
    }

    /** Without a login, and trusted as the JDK trusts. */
    public static Peer at(URI uri) {
        return new Peer(uri, null, null);
    }

    /** The same with a login. */
    public Peer as(Login other) {
        return new Peer(uri, other, tls);
    }

    /**
     * From settings by name: {@code NAME}, {@code NAME-user} and {@code NAME-password-file}, {@code NAME-ca} (PEM, or PKCS#12 with
     * {@code NAME-ca-password-file}), {@code NAME-keystore} (PKCS#12) and {@code NAME-keystore-password-file}.
     *
     * @param setting the value of a name, where there is one
     * @param usual   the address where none is set
     * @throws IllegalArgumentException in one line
     */
    public static Peer from(Function<String, Optional<String>> setting, String name, String usual) {
        return at(URI.create(setting.apply(name).orElse(usual))).shown(setting, name);
    }

    /** The same with the login and the certificates that {@link #from} reads. */
    public Peer shown(Function<String, Optional<String>> setting, String name) {
        Function<String, Optional<Path>> file = part -> setting.apply(name + part).map(Path::of);
        Optional<Login> own = setting.apply(name + "-user").map(user -> new Login(user, file.apply("-password-file")
                .map(Certificates::secret).orElseThrow(() -> needs(name + "-user", name + "-password-file"))));
        if (own.isEmpty() && file.apply("-password-file").isPresent()) {
            throw needs(name + "-password-file", name + "-user");
        }
        if (file.apply("-keystore").isPresent() && file.apply("-keystore-password-file").isEmpty()) {
            throw needs(name + "-keystore", name + "-keystore-password-file");
        }
        return new Peer(uri, own.orElse(null), Certificates.context(file.apply("-ca"), file.apply("-ca-password-file"),
                file.apply("-keystore"), file.apply("-keystore-password-file")).orElse(null));
    }

    /** A client for this server, which follows no redirect, so that the login goes nowhere else. */
    public HttpClient client(Duration connectTimeout) {
        HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout);
        return tls == null ? client.build() : client.sslContext(tls).build();
    }

    /** Value of the header {@code Authorization}; null for none. */
    public @Nullable String authorization() {
        return login == null ? null : login.header();
    }

    /** Why no answer came, in one line. */
    public static String describe(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return "it shows no certificate that is trusted here, or wants one of ours: " + line(cause);
            }
        }
        return line(failure);
    }

    /** Several of the JDK's connection failures have no message. */
    private static String line(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message.lines().findFirst().orElse("");
    }

    private static IllegalArgumentException needs(String what, String other) {
        return new IllegalArgumentException(what + " needs " + other);
    }

    private static boolean isLoopback(@Nullable String host) {
        try {
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return login == null ? uri.toString() : uri + " as " + login.user();
    }
}
