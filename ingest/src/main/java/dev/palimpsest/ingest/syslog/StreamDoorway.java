package dev.palimpsest.ingest.syslog;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Syslog over TCP or TLS, a virtual thread for each connection. Where there is no room nothing is read, so the sender waits. */
final class StreamDoorway implements SyslogServer.Doorway {

    private static final Logger LOGGER = LoggerFactory.getLogger(StreamDoorway.class);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final SyslogListener listener;
    private final SyslogLimits limits;
    private final SyslogIntake intake;
    private final ServerSocket server;
    private final Thread acceptor;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    StreamDoorway(String host, SyslogListener listener, SyslogLimits limits, SyslogIntake intake,
            ServerSocketFactory sockets) throws IOException {
        this.listener = listener;
        this.limits = limits;
        this.intake = intake;
        this.server = sockets.createServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getByName(host), listener.port()));
        } catch (IOException e) {
            server.close();
            throw e;
        }
        this.acceptor = Thread.ofPlatform().name("syslog-" + listener.title()).start(this::accept);
    }

    @Override
    public int port() {
        return server.getLocalPort();
    }

    @Override
    public SyslogCounts counts() {
        return intake.counts();
    }

    @Override
    public boolean isListening() {
        return acceptor.isAlive();
    }

    @Override
    public void close() {
        quietly(server);
        open.forEach(StreamDoorway::quietly);
        try {
            intake.close(CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            Socket socket = null;
            try {
                socket = server.accept();
                admit(socket);
            } catch (IOException | RuntimeException e) {
                quietly(socket);
                LOGGER.atDebug().addKeyValue("reason", e.getMessage()).log("a connection was not accepted");
            }
        }
    }

    private void admit(Socket socket) throws IOException {
        if (open.size() >= limits.connectionsMax()) {
            intake.counts().turnedAway.increment();
            LOGGER.atWarn().addKeyValue("listener", listener.title()).log("a connection too many was closed");
            socket.close();
            return;
        }
        socket.setSoTimeout((int) limits.idleMax().toMillis());
        open.add(socket);
        Thread.ofVirtual().name("syslog-connection").start(() -> serve(socket));
    }

    private void serve(Socket socket) {
        try (socket) {
            if (socket instanceof SSLSocket secured) {
                secured.setSoTimeout((int) limits.handshakeMax().toMillis());
                secured.startHandshake();
                secured.setSoTimeout((int) limits.idleMax().toMillis());
            }
            SyslogFrames frames = new SyslogFrames(socket.getInputStream(), limits.messageBytesMax());
            for (SyslogFrames.Frame frame = frames.next(); frame != null; frame = frames.next()) {
                intake.take(frame.bytes(), frame.cut());
            }
        } catch (IOException e) {
            LOGGER.atInfo().addKeyValue("listener", listener.title()).addKeyValue("reason", e.getMessage())
                    .log("a syslog connection ended");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private static void quietly(@Nullable AutoCloseable closeable) {
        try {
            if (closeable != null) {
                closeable.close();
            }
        } catch (Exception e) {
            LOGGER.atDebug().setCause(e).log("did not close");
        }
    }
}
