package dev.palimpsest.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.peers.MadeCertificate;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A door with a certificate, on a real port. */
class TlsConnectorTest {

    private static final int ALERT = 21;
    private static final int PROTOCOL_VERSION = 70;

    @TempDir
    static Path folder;

    private static MadeCertificate certificate;
    private static Door door;

    @BeforeAll
    static void open() {
        certificate = MadeCertificate.in(folder, "door");
        door = open(certificate.store(), certificate.passwordFile());
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void shouldSpeakTlsOfTodayAndTellBrowsersToStayWithIt(String protocol) throws Exception {
        HttpResponse<String> answer = ask(certificate, door, protocol);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.sslSession().map(SSLSession::getProtocol)).contains(protocol);
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");
    }

    /** By the bytes of a greeting, since the JDK's own client no longer says this one. */
    @Test
    void shouldRefuseTls11() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
            socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.write(greeting(0x0302));
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());

            assertThat(in.readUnsignedByte()).isEqualTo(ALERT);
            in.skipNBytes(5); // version, length and that it is fatal
            assertThat(in.readUnsignedByte()).isEqualTo(PROTOCOL_VERSION);
        }
    }

    @Test
    void shouldSpeakNothingInClear() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
            socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
            socket.getOutputStream().write("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(
                    java.nio.charset.StandardCharsets.US_ASCII));

            assertThat(socket.getInputStream().read()).isIn(-1, ALERT);
        }
    }

    @Test
    void shouldSayInOneLineThatThePasswordIsWrong() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong"), "guessed-4711");

        assertThatThrownBy(() -> open(certificate.store(), wrong)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the password in " + wrong + " opens no keystore with a certificate at "
                        + certificate.store());
        assertThatThrownBy(() -> open(certificate.store(), folder.resolve("absent")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot read the keystore's password in " + folder.resolve("absent"));
        assertThatThrownBy(() -> open(folder.resolve("absent"), certificate.passwordFile()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("opens no keystore");
    }

    @Test
    void shouldTakeUpAStoreThatIsReplaced() throws Exception {
        MadeCertificate next = MadeCertificate.in(folder, "next");
        Path store = Files.copy(certificate.store(), folder.resolve("replaced.p12"));
        try (Door replaced = open(store, certificate.passwordFile())) {
            assertThat(ask(certificate, replaced, "TLSv1.3").statusCode()).isEqualTo(200);

            Files.copy(next.store(), folder.resolve("aside"));
            Files.move(folder.resolve("aside"), store, StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);

            assertThat(isSoonShown(next, replaced)).isTrue();
        }
    }

    @Test
    void shouldKeepWhatItHasWhereTheNewStoreCannotBeOpened() throws Exception {
        Path store = Files.copy(certificate.store(), folder.resolve("spoilt.p12"));
        SslContextFactory.Server ssl = new SslContextFactory.Server();
        ssl.setKeyStorePath(store.toString());
        ssl.setKeyStorePassword(Files.readString(certificate.passwordFile()).strip());
        ssl.start();
        try {
            Files.writeString(store, "half a sto");
            TlsConnector.careful(ssl, new DoorConfig.Tls(store, certificate.passwordFile())).reload();

            assertThat(ssl.getSslContext()).isNotNull();
        } finally {
            ssl.stop();
        }
    }

    /** Asks again and again, each time on a connection of its own, for as long as only a broken door needs. */
    private static boolean isSoonShown(MadeCertificate expected, Door of) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (System.nanoTime() < end) {
            try {
                return ask(expected, of, "TLSv1.3").statusCode() == 200;
            } catch (IOException notYet) {
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        }
        return false;
    }

    private static Door open(Path store, Path password) {
        return Door.open(new DoorConfig("127.0.0.1", 0, 1 << 20, new DoorConfig.Tls(store, password), false),
                _ -> Optional.empty(), new Health(Map.of()), _ -> {});
    }

    private static HttpResponse<String> ask(MadeCertificate trusted, Door of, String protocol)
            throws IOException, InterruptedException {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[]{protocol});
        try (HttpClient client = HttpClient.newBuilder().sslContext(trusted.context()).sslParameters(parameters)
                .build()) {
            return client.send(HttpRequest.newBuilder(URI.create("https://localhost:" + of.port() + "/health/live"))
                    .timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
        }
    }

    /** The first record of a client that knows nothing newer than this version. */
    private static byte[] greeting(int version) {
        ByteBuffer hello = ByteBuffer.allocate(2 + 32 + 1 + 2 + 6 + 2);
        hello.putShort((short) version).put(new byte[32]).put((byte) 0);
        hello.putShort((short) 6).putShort((short) 0xC013).putShort((short) 0xC009).putShort((short) 0x002F);
        hello.put((byte) 1).put((byte) 0);
        ByteBuffer record = ByteBuffer.allocate(5 + 4 + hello.capacity());
        record.put((byte) 22).putShort((short) 0x0301).putShort((short) (4 + hello.capacity()));
        record.put((byte) 1).put((byte) 0).putShort((short) hello.capacity()).put(hello.array());
        return record.array();
    }
}
