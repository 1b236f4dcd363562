package dev.palimpsest.ingest.syslog;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Syslog over UDP: each datagram is a message. What finds no room is dropped, counted, and said in the log. */
final class DatagramDoorway implements SyslogServer.Doorway {

    private static final Logger LOGGER = LoggerFactory.getLogger(DatagramDoorway.class);
    private static final int DATAGRAM_BYTES_MAX = 65_535;
    private static final int KERNEL_BUFFER_BYTES = 4 << 20;
    private static final long SAY_AGAIN_NANOS = Duration.ofSeconds(10).toNanos();
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final SyslogListener listener;
    private final SyslogIntake intake;
    private final DatagramSocket socket;
    private final Thread reader;
    private long saidDropped;
    private long saidAt = System.nanoTime();

    DatagramDoorway(String host, SyslogListener listener, SyslogLimits limits, SyslogIntake intake)
            throws IOException {
        this.listener = listener;
        this.intake = intake;
        this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(host), listener.port()));
        socket.setReceiveBufferSize(KERNEL_BUFFER_BYTES);
        int bytesMax = Math.min(DATAGRAM_BYTES_MAX, limits.messageBytesMax());
        this.reader = Thread.ofPlatform().name("syslog-" + listener.title()).start(() -> read(bytesMax));
    }

    @Override
    public int port() {
        return socket.getLocalPort();
    }

    @Override
    public SyslogCounts counts() {
        return intake.counts();
    }

    @Override
    public boolean isListening() {
        return reader.isAlive();
    }

    @Override
    public void close() {
        socket.close();
        try {
            reader.join(CLOSE);
            intake.close(CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(int bytesMax) {
        DatagramPacket packet = new DatagramPacket(new byte[bytesMax], bytesMax);
        while (!socket.isClosed()) {
            try {
                packet.setLength(bytesMax);
                socket.receive(packet);
                if (packet.getLength() > 0) {
                    intake.offer(Arrays.copyOf(packet.getData(), packet.getLength()));
                }
                sayDropped();
            } catch (SocketException e) {
                LOGGER.atDebug().log("the socket was closed");
            } catch (IOException | RuntimeException e) {
                LOGGER.atWarn().addKeyValue("reason", String.valueOf(e.getMessage()))
                        .log("a datagram could not be read");
            }
        }
    }

    private void sayDropped() {
        long dropped = intake.counts().dropped.sum();
        if (dropped > saidDropped && System.nanoTime() - saidAt > SAY_AGAIN_NANOS) {
            LOGGER.atWarn().addKeyValue("listener", listener.title()).addKeyValue("messages", dropped - saidDropped)
                    .log("datagrams were dropped: more came than could be made durable");
            saidDropped = dropped;
            saidAt = System.nanoTime();
        }
    }
}
