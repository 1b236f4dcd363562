package dev.palimpsest.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** A port that speaks TLS 1.2 or 1.3 and nothing else. */
final class TlsConnector {

    private TlsConnector() {}

    static Connector on(Server server, HttpConfiguration http, DoorConfig config, DoorConfig.Tls tls) {
        SslContextFactory.Server ssl = new SslContextFactory.Server();
        ssl.setKeyStorePath(tls.keystore().toAbsolutePath().toString());
        ssl.setKeyStorePassword(password(tls));
        ssl.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        // Clients of services often speak to an address, which is no name that could be looked up.
        http.addCustomizer(new SecureRequestCustomizer(false));
        ServerConnector connector = new ServerConnector(server, new SslConnectionFactory(ssl, "http/1.1"),
                new HttpConnectionFactory(http));
        connector.setHost(config.host());
        connector.setPort(config.port());
        return connector;
    }

    private static String password(DoorConfig.Tls tls) {
        try {
            return Files.readString(tls.passwordFile()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the keystore's password in " + tls.passwordFile(), e);
        }
    }
}
