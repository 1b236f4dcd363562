package dev.palimpsest.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerTest {

    @TempDir
    static Path folder;

    private static MadeCertificate certificate;
    private static MadeCertificate another;

    private final Map<String, String> settings = new HashMap<>();
    private HttpsServer server;
    private boolean wantsOurs;

    @BeforeAll
    static void make() {
        certificate = MadeCertificate.in(folder, "server");
        another = MadeCertificate.in(folder, "another");
    }

    @BeforeEach
    void serve() throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
                ssl.setNeedClientAuth(wantsOurs);
                parameters.setSSLParameters(ssl);
            }
        });
        server.createContext("/", exchange -> {
            String login = exchange.getRequestHeaders().getFirst("Authorization");
            byte[] answer = String.valueOf(login).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        settings.put("search", "https://localhost:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldBelieveTheAuthorityItIsGivenAndLogIn() throws Exception {
        settings.put("search-ca", certificate.certificate().toString());
        settings.put("search-user", "us");
        settings.put("search-password-file", certificate.passwordFile().toString());

        assertThat(asked()).isEqualTo(new Login("us", MadeCertificate.PASSWORD).header());
    }

    @Test
    void shouldTakeAnAuthorityInPkcs12() throws Exception {
        settings.put("search-ca", certificate.asTrusted().toString());
        settings.put("search-ca-password-file", certificate.passwordFile().toString());

        assertThat(asked()).isEqualTo("null");
    }

    @Test
    void shouldShowItsOwnCertificateWhereThatIsAskedFor() throws Exception {
        wantsOurs = true;
        settings.put("search-ca", certificate.certificate().toString());
        assertThatThrownBy(this::asked).isInstanceOf(IOException.class);

        settings.put("search-keystore", certificate.store().toString());
        settings.put("search-keystore-password-file", certificate.passwordFile().toString());

        assertThat(asked()).isEqualTo("null");
    }

    @Test
    void shouldBelieveNobodyElse() {
        assertThatThrownBy(this::asked).isInstanceOf(IOException.class).satisfies(
                e -> assertThat(Peer.describe((IOException) e)).startsWith("it shows no certificate that is trusted"));
        settings.put("search-ca", another.certificate().toString());

        assertThatThrownBy(this::asked).isInstanceOf(IOException.class);
    }

    @Test
    void shouldSayInOneLineWhatIsWrong() throws IOException {
        Path nothing = Files.writeString(folder.resolve("nothing"), "");
        Path wrong = Files.writeString(folder.resolve("wrong"), "not it");
        String password = certificate.passwordFile().toString();

        refused("search-user needs search-password-file", "search-user", "us");
        refused("search-password-file needs search-user", "search-password-file", password);
        refused("no password in", "search-user", "us", "search-password-file", nothing.toString());
        refused("no certificates in PEM", "search-ca", nothing.toString());
        refused("no certificates in PEM", "search-ca", certificate.store().toString(), "search-ca-password-file",
                wrong.toString());
        refused("search-keystore needs", "search-keystore", certificate.store().toString());
        refused("no PKCS#12 store that its password opens", "search-keystore", certificate.store().toString(),
                "search-keystore-password-file", wrong.toString());
        refused("no https:// address", "search", "http://localhost:1", "search-ca",
                certificate.certificate().toString());
        refused("would go in clear", "search", "http://192.0.2.1:1", "search-user", "us", "search-password-file",
                password);
        refused("shows up in logs", "search", "https://us:secret@localhost:1");
    }

    @Test
    void shouldShowNoPassword() {
        assertThat(Peer.at(URI.create("https://localhost:1")).as(new Login("us", "secret")).toString())
                .isEqualTo("https://localhost:1 as us");
    }

    private static void refused(String why, String... names) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < names.length; i += 2) {
            given.put(names[i], names[i + 1]);
        }
        assertThatThrownBy(
                () -> Peer.from(name -> Optional.ofNullable(given.get(name)), "search", "https://localhost:1"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(why)
                .hasMessageNotContaining("secret").hasMessageNotContaining("\n");
    }

    private String asked() throws IOException, InterruptedException {
        Peer peer = Peer.from(name -> Optional.ofNullable(settings.get(name)), "search", "");
        HttpRequest.Builder request = HttpRequest.newBuilder(peer.uri()).timeout(Duration.ofSeconds(30));
        if (peer.authorization() != null) {
            request.header("Authorization", peer.authorization());
        }
        try (HttpClient client = peer.client(Duration.ofSeconds(10))) {
            return client.send(request.build(), BodyHandlers.ofString()).body();
        }
    }
}
