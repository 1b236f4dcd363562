package dev.palimpsest.access;

import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.KeyStoreScanner;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port that speaks TLS 1.2 or 1.3 and nothing else. A store that is replaced, under the same password, is taken up within seconds; one
 * that cannot be read is not, and the log says so.
 */
final class TlsConnector {

    private static final Logger LOGGER = LoggerFactory.getLogger(TlsConnector.class);
    private static final int LOOK_SECONDS = 1;

    private TlsConnector() {}

    /** @throws IllegalArgumentException in one line that names the file, where the store cannot be opened */
    static ServerConnector on(Server server, HttpConfiguration http, DoorConfig.Tls tls) {
        String password = password(tls);
        SslContextFactory.Server ssl = new SslContextFactory.Server();
        ssl.setKeyStorePath(tls.keystore().toAbsolutePath().toString());
        ssl.setKeyStoreType("PKCS12");
        ssl.setKeyStorePassword(password);
        ssl.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        KeyStoreScanner scanner = careful(ssl, tls);
        scanner.setScanInterval(LOOK_SECONDS);
        server.addBean(scanner);
        // Clients of services often speak to an address, which is no name that could be looked up.
        http.addCustomizer(new SecureRequestCustomizer(false));
        return new ServerConnector(server, new SslConnectionFactory(ssl, "http/1.1"), new HttpConnectionFactory(http));
    }

    /** Takes up a replaced store where it can be opened. */
    static KeyStoreScanner careful(SslContextFactory.Server ssl, DoorConfig.Tls tls) {
        return new KeyStoreScanner(ssl) {
            @Override
            public void reload() {
                try {
                    password(tls);
                } catch (IllegalArgumentException e) { // a factory that fails to load has forgotten what it had
                    LOGGER.atWarn().log("the certificate stays as it is: {}", e.getMessage());
                    return;
                }
                super.reload();
            }
        };
    }

    /** The password, once it is known to open the store: Jetty says what is wrong in many lines, and late. */
    private static String password(DoorConfig.Tls tls) {
        String password;
        try {
            password = Files.readString(tls.passwordFile()).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the keystore's password in " + tls.passwordFile(), e);
        }
        try {
            if (KeyStore.getInstance(tls.keystore().toFile(), password.toCharArray()).size() == 0) {
                throw new IllegalArgumentException("there is no certificate in " + tls.keystore());
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the password in " + tls.passwordFile()
                    + " opens no keystore with a certificate at " + tls.keystore(), e);
        }
        return password;
    }
}
