package dev.palimpsest.ingest.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.ingest.syslog.SyslogListener.Transport;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.trust.admission.Pace;
import dev.palimpsest.trust.admission.SourcePolicy;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SyslogServerTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final SyslogListener UDP = listener(Transport.UDP);
    private static final SyslogListener TCP = listener(Transport.TCP);

    private final BlockingQueue<Observation> written = new LinkedBlockingQueue<>();
    private final BlockingQueue<CompletableFuture<Void>> pending = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> letters = new LinkedBlockingQueue<>();
    private Pace pace = new Pace(SourcePolicy.USUAL);

    @Test
    void shouldTakeDatagramsForTheTenantOfTheListener() throws Exception {
        try (SyslogServer server = open(SyslogLimits.DEFAULT, UDP); DatagramSocket socket = new DatagramSocket()) {
            send(socket, server.port(UDP), "<38>Apr 30 10:11:12 gw sshd[1]: Invalid user x from 203.0.113.9");

            Observation observation = next();

            assertThat(observation.tenant()).isEqualTo(new TenantId("acme"));
            assertThat(observation.source()).isEqualTo("edge");
            assertThat(((Payload.Event) observation.payload()).first("source.ip")).contains("203.0.113.9");
        }
    }

    @Test
    void shouldTakeTheSameMessageTwiceAsTwoEvents() throws Exception {
        try (SyslogServer server = open(SyslogLimits.DEFAULT, TCP)) {
            stream(server, "<1>a: b\n<1>a: b\n");

            assertThat(next().id()).isNotEqualTo(next().id());
        }
    }

    @Test
    void shouldHoldAStreamBackUntilThereIsRoom() throws Exception {
        SyslogLimits narrow = new SyslogLimits(100, 2, 4, Duration.ofMinutes(1), Duration.ofSeconds(5));
        try (SyslogServer server = openPending(narrow, TCP)) {
            stream(server, "<1>a: 1\n<1>a: 2\n<1>a: 3\n");
            next();
            next();
            assertThat(written).isEmpty();

            pending.take().complete(null);

            assertThat(((Payload.Event) next().payload()).first("message")).contains("3");
            completeAll();
        }
    }

    @Test
    void shouldDropAndCountDatagramsWithoutRoom() throws Exception {
        SyslogLimits narrow = new SyslogLimits(100, 1, 4, Duration.ofMinutes(1), Duration.ofSeconds(5));
        SyslogServer server = openPending(narrow, UDP);
        try (server; DatagramSocket socket = new DatagramSocket()) {
            send(socket, server.port(UDP), "<1>a: 1");
            next();
            while (count(server, UDP, "dropped") == 0) {
                send(socket, server.port(UDP), "<1>a: 2");
            }
            completeAll();
        }

        assertThat(count(server, UDP, "durable")).isEqualTo(1);
    }

    @Test
    void shouldTryAgainUntilAMessageIsDurable() throws Exception {
        try (SyslogServer server = openPending(SyslogLimits.DEFAULT, TCP)) {
            stream(server, "<1>a: 1\n");
            Observation first = next();
            pending.take().completeExceptionally(new IllegalStateException("no broker"));

            Observation again = next();

            assertThat(again).isEqualTo(first);
            completeAll();
        }
    }

    @Test
    void shouldSetAsideWhatIsTooLargeAndGiveItsPlaceBack() throws Exception {
        SyslogLimits narrow = new SyslogLimits(100, 1, 4, Duration.ofMinutes(1), Duration.ofSeconds(5));
        try (SyslogServer server = openPending(narrow, TCP)) {
            stream(server, "<1>a: 1\n<1>a: 2\n");
            next();
            pending.take().completeExceptionally(new RecordTooLargeException("over the bound"));

            assertThat(((Payload.Event) next().payload()).first("message")).contains("2");
            assertThat(letters).containsExactly("over the bound");
            assertThat(count(server, TCP, "refused")).isEqualTo(1);
            completeAll();
        }
    }

    @Test
    void shouldDropAndCountDatagramsOverTheRateWithoutWaiting(@TempDir Path directory) throws Exception {
        pace = new Pace(SourcePolicy.at(Files.writeString(directory.resolve("sources.conf"), "rate acme edge 1")));
        SyslogServer server = open(SyslogLimits.DEFAULT, UDP);
        try (server; DatagramSocket socket = new DatagramSocket()) {
            while (count(server, UDP, "dropped") == 0) {
                send(socket, server.port(UDP), "<1>a: 1");
            }
        }

        assertThat(written).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void shouldCloseAConnectionTooMany() throws Exception {
        SyslogLimits one = new SyslogLimits(100, 10, 1, Duration.ofMinutes(1), Duration.ofSeconds(5));
        try (SyslogServer server = open(one, TCP); Socket first = new Socket(LOOPBACK, server.port(TCP))) {
            first.getOutputStream().write("<1>a: 1\n".getBytes(StandardCharsets.UTF_8));
            next();
            try (Socket second = new Socket(LOOPBACK, server.port(TCP))) {
                assertThat(second.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(count(server, TCP, "turnedAway")).isEqualTo(1);
        }
    }

    @Test
    void shouldReadListenersFromConfiguration() {
        assertThat(SyslogListener.parse("udp:5514:acme:edge, tls:6514:default:fw.corp")).containsExactly(
                new SyslogListener(Transport.UDP, 5514, new TenantId("acme"), "edge"),
                new SyslogListener(Transport.TLS, 6514, new TenantId("default"), "fw.corp"));
        assertThat(SyslogListener.parse("")).isEmpty();
        assertThatThrownBy(() -> SyslogListener.parse("udp:5514")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TRANSPORT:PORT:TENANT:SOURCE");
    }

    @Test
    void shouldSayThatTlsNeedsACertificate() {
        assertThatThrownBy(() -> open(SyslogLimits.DEFAULT, listener(Transport.TLS)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("tls-keystore");
    }

    private SyslogServer open(SyslogLimits limits, SyslogListener listener) throws IOException {
        return open(limits, listener, false);
    }

    /** A server whose writes the test completes. */
    private SyslogServer openPending(SyslogLimits limits, SyslogListener listener) throws IOException {
        return open(limits, listener, true);
    }

    private SyslogServer open(SyslogLimits limits, SyslogListener listener, boolean wait) throws IOException {
        return SyslogServer.open("127.0.0.1", List.of(listener), limits, null, observation -> {
            CompletableFuture<Void> write = new CompletableFuture<>();
            pending.add(write);
            written.add(observation);
            if (!wait) {
                write.complete(null);
            }
            return write;
        }, (_, _, reason, _) -> {
            letters.add(reason);
            return CompletableFuture.completedFuture(null);
        }, InstantSource.system(), pace);
    }

    private Observation next() throws InterruptedException {
        Observation observation = written.poll(30, TimeUnit.SECONDS);
        if (observation == null) {
            throw new AssertionError("nothing was written");
        }
        return observation;
    }

    private void completeAll() {
        pending.forEach(write -> write.complete(null));
    }

    private static void stream(SyslogServer server, String text) throws IOException {
        try (Socket socket = new Socket(LOOPBACK, server.port(TCP))) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void send(DatagramSocket socket, int port, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, LOOPBACK, port));
    }

    private static long count(SyslogServer server, SyslogListener listener, String name) {
        return server.counts().getOrDefault(listener.title(), Map.of()).getOrDefault(name, -1L);
    }

    private static SyslogListener listener(Transport transport) {
        return new SyslogListener(transport, 0, new TenantId("acme"), "edge");
    }
}
