package dev.palimpsest.peers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whom to believe and how to show oneself, from files. */
final class Certificates {

    private Certificates() {}

    /**
     * What TLS is spoken by; empty where no file says anything.
     *
     * @param authority PEM with one certificate or several, or PKCS#12; these are believed and no others
     * @param own       PKCS#12 with a key and its certificate
     * @throws IllegalArgumentException in one line that names the file
     */
    static Optional<SSLContext> context(Optional<Path> authority, Optional<Path> authorityPassword, Optional<Path> own,
            Optional<Path> ownPassword) {
        if (authority.isEmpty() && own.isEmpty()) {
            return Optional.empty();
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.map(file -> keys(file, secret(ownPassword.orElseThrow()))).orElse(null),
                    authority.map(file -> trust(file, authorityPassword.map(Certificates::secret).orElse(null)))
                            .orElse(null),
                    null);
            return Optional.of(context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK speaks no TLS", e);
        }
    }

    /** What a file holds, without the line's end. */
    static String secret(Path file) {
        try {
            String secret = Files.readString(file).strip();
            if (secret.isEmpty()) {
                throw new IllegalArgumentException("there is no password in " + file);
            }
            return secret;
        } catch (IOException e) {
            throw new IllegalArgumentException("the file with a password cannot be read: " + file, e);
        }
    }

    private static TrustManager[] trust(Path file, @Nullable String password) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            KeyStore trusted = isPem(bytes) ? pem(bytes) : store(bytes, password);
            if (trusted.size() == 0) {
                throw new IllegalArgumentException("there is no certificate to believe in " + file);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            return factory.getTrustManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "no certificates in PEM, and no PKCS#12 store that its password opens: " + file, e);
        }
    }

    private static KeyManager[] keys(Path file, String password) {
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store(Files.readAllBytes(file), password), password.toCharArray());
            return factory.getKeyManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("no PKCS#12 store that its password opens: " + file, e);
        }
    }

    private static boolean isPem(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains("-----BEGIN CERTIFICATE-----");
    }

    private static KeyStore pem(byte[] bytes) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(bytes))) {
            store.setCertificateEntry("authority-" + number++, certificate);
        }
        return store;
    }

    private static KeyStore store(byte[] bytes, @Nullable String password)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(bytes), password == null ? null : password.toCharArray());
        return store;
    }
}
