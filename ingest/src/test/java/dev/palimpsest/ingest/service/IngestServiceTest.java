package dev.palimpsest.ingest.service;

import dev.palimpsest.peers.Peer;
import dev.palimpsest.peers.Brokers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.access.DoorConfig;
import dev.palimpsest.ingest.syslog.SyslogListener;
import dev.palimpsest.trust.admission.AdmissionConfig;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class IngestServiceTest {

    @Test
    void shouldCloseWhatItOpenedWhereOnePartDoesNotStart(@TempDir Path directory) throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        int syslogPort;
        try (ServerSocket free = new ServerSocket(0, 1, loopback)) {
            syslogPort = free.getLocalPort();
        }
        try (ServerSocket taken = new ServerSocket(0, 1, loopback)) {
            IngestConfig config = new IngestConfig(Brokers.at("127.0.0.1:1"), Peer.at(URI.create("http://127.0.0.1:1")),
                    directory.resolve("api-keys"), DoorConfig.local(taken.getLocalPort()),
                    AdmissionConfig.in(directory), new SyslogConfig(
                            SyslogListener.parse("tcp:" + syslogPort + ":acme:edge"), null, ""));

            assertThatThrownBy(() -> IngestService.start(config)).isInstanceOf(RuntimeException.class);
        }

        try (ServerSocket again = new ServerSocket(syslogPort, 1, loopback)) {
            assertThat(again.isBound()).isTrue();
        }
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("syslog-tcp"));
    }
}
