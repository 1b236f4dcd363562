package dev.palimpsest.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key and a certificate of its own for localhost, made by keytool for one test and good for two days.
 *
 * @param store        PKCS#12 with both
 * @param certificate  the certificate alone, in PEM
 * @param passwordFile holds {@link #PASSWORD}
 */
public record MadeCertificate(Path store, Path certificate, Path passwordFile) {

    /** Of the store. */
    public static final String PASSWORD = "for-this-test-only";

    /** Makes files of that name in a folder. */
    public static MadeCertificate in(Path folder, String name) {
        Path store = folder.resolve(name + ".p12");
        Path certificate = folder.resolve(name + ".pem");
        keytool("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-ext",
                "san=dns:localhost,ip:127.0.0.1", "-validity", "2", "-storetype", "PKCS12", "-keystore",
                store.toString(), "-storepass", PASSWORD);
        keytool("-exportcert", "-rfc", "-alias", name, "-keystore", store.toString(), "-storepass", PASSWORD, "-file",
                certificate.toString());
        try {
            return new MadeCertificate(store, certificate,
                    Files.writeString(folder.resolve(name + ".password"), PASSWORD + "\n"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A store in PKCS#12 that holds the certificate as one to believe. */
    public Path asTrusted() {
        Path trusted = store.resolveSibling("trusted-" + store.getFileName());
        keytool("-importcert", "-noprompt", "-alias", "trusted", "-file", certificate.toString(), "-storetype",
                "PKCS12", "-keystore", trusted.toString(), "-storepass", PASSWORD);
        return trusted;
    }

    /** Shows this certificate and believes it alone. */
    public SSLContext context() {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(in, PASSWORD.toCharArray());
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, PASSWORD.toCharArray());
            KeyStore believed = KeyStore.getInstance("PKCS12");
            believed.load(null, null);
            believed.setCertificateEntry("own", own.getCertificate(own.aliases().nextElement()));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(believed);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static void keytool(String... arguments) {
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        try {
            Process process = new ProcessBuilder(Stream.concat(Stream.of(keytool), Stream.of(arguments)).toList())
                    .redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(),
                    java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(said);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
