package dev.palimpsest.local.system;

import dev.palimpsest.local.stack.OnSharedStack;
import dev.palimpsest.peers.Peer;
import dev.palimpsest.peers.Brokers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.palimpsest.access.ApiKeys;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.DoorConfig;
import dev.palimpsest.ingest.service.IngestConfig;
import dev.palimpsest.ingest.service.IngestService;
import dev.palimpsest.ingest.service.SyslogConfig;
import dev.palimpsest.ingest.syslog.SyslogListener.Transport;
import dev.palimpsest.ingest.syslog.SyslogListener;
import dev.palimpsest.local.stack.Ports;
import dev.palimpsest.local.stack.Stack;
import dev.palimpsest.local.stack.StackExtension;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.schemas.TopicCatalogue;
import dev.palimpsest.schemas.registry.HttpSchemaRegistry;
import dev.palimpsest.trust.admission.AdmissionConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Programs that others wrote deliver to the doors they know. */
@OnSharedStack
@ExtendWith(StackExtension.class)
class ShippersIT {

    private static final TenantId TENANT = new TenantId("shippers");
    private static final SyslogListener COUNTED = listener(Transport.TCP, "counted");
    private static final SyslogListener LINES = listener(Transport.TCP, "lines");
    private static final SyslogListener DATAGRAMS = listener(Transport.UDP, "datagrams");
    private static final SyslogListener SECURED = listener(Transport.TLS, "secured");
    private static final String PASSWORD = "for-this-test-only";
    private static final String RAW_TOPIC = "palimpsest.raw." + TENANT + ".rsyslog";
    private static final String LINE = "Failed password for root from 198.51.100.31 port 4242 ssh2";

    @TempDir
    static Path folder;

    private static IngestService ingest;
    private static Observations observations;
    private static Stack stack;
    private static int port;
    private static String token;

    @BeforeEach
    void startOnce(Stack given) throws Exception {
        if (ingest != null) {
            return;
        }
        stack = given;
        URI registry = stack.registry().resolve("/apis/ccompat/v7");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.kafkaBootstrap()))) {
            TopicCatalogue.ensureTopics(admin, 4, (short) 1);
            admin.createTopics(List.of(new NewTopic(RAW_TOPIC, Optional.of(1), Optional.empty()))).all().get();
        }
        TopicCatalogue.registerContracts(new HttpSchemaRegistry(registry));
        Path keys = folder.resolve("api-keys");
        token = new ApiKeys(keys).create(Caller.admin(TENANT, "test"));
        port = new Ports(StackExtension.ownPortOffset(6)).ingest().number();
        ingest = IngestService.start(
                new IngestConfig(Brokers.at(stack.kafkaBootstrap()), Peer.at(registry), keys, DoorConfig.local(port),
                        AdmissionConfig.in(folder),
                        new SyslogConfig(List.of(COUNTED, LINES, DATAGRAMS, SECURED), certificate(), PASSWORD)));
        observations = new Observations(stack.kafkaBootstrap(), registry, TENANT);
    }

    @AfterAll
    static void stop() {
        if (ingest != null) {
            ingest.close();
        }
    }

    @Test
    void shouldTakeWhatRsyslogForwardsOverTcpAndUdp() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/rsyslogd")), "rsyslog is absent: it is not tried");
        Process rsyslog = rsyslog("""
                action(type="omfwd" target="127.0.0.1" port="%d" protocol="tcp" TCP_Framing="octet-counted"
                       template="RSYSLOG_SyslogProtocol23Format")
                action(type="omfwd" target="127.0.0.1" port="%d" protocol="tcp" template="RSYSLOG_TraditionalForwardFormat")
                action(type="omfwd" target="127.0.0.1" port="%d" protocol="udp" template="RSYSLOG_ForwardFormat")
                """.formatted(ingest.port(COUNTED), ingest.port(LINES), ingest.port(DATAGRAMS)), "forward");
        try {
            for (SyslogListener listener : List.of(COUNTED, LINES, DATAGRAMS)) {
                TestSystem.await("rsyslog's line comes by " + listener.source(),
                        () -> observations.has(listener.source(), "source.ip", "198.51.100.31"));
                assertThat(observations.has(listener.source(), "event.outcome", "failure")).isTrue();
                assertThat(observations.has(listener.source(), "user.name", "root")).isTrue();
            }
        } finally {
            stop(rsyslog);
        }
    }

    @Test
    void shouldTakeWhatRsyslogProducesToARawTopic() throws Exception {
        assumeTrue(rsyslogHasKafka(), "rsyslog-kafka is absent: it is not tried");
        Process rsyslog = rsyslog("""
                module(load="omkafka")
                action(type="omkafka" broker=["%s"] topic="%s" template="RSYSLOG_SyslogProtocol23Format")
                """.formatted(stack.kafkaBootstrap(), RAW_TOPIC), "kafka");
        try {
            TestSystem.await("rsyslog's line comes by the raw topic",
                    () -> observations.has("rsyslog", "source.ip", "198.51.100.31"));
        } finally {
            stop(rsyslog);
        }
    }

    @Test
    void shouldTakeSyslogOverTls() throws Exception {
        try (Socket socket = trusting().getSocketFactory().createSocket("localhost", ingest.port(SECURED))) {
            String line = "<38>1 2026-04-30T10:11:12Z gw sshd 7 - - Accepted password for alice from 198.51.100.32 port 22 ssh2";
            socket.getOutputStream().write((line.length() + " " + line).getBytes(StandardCharsets.UTF_8));
        }

        TestSystem.await("the line comes", () -> observations.has("secured", "source.ip", "198.51.100.32"));
    }

    @Test
    void shouldTakeWhatSplunksOwnLibrarySends(@TempDir Path project) throws Exception {
        assumeTrue(run(project, "npm", "--version") == 0, "npm is absent: the client is not tried");
        for (String file : List.of("package.json", "hec.js")) {
            Files.copy(Path.of("src/test/js/hec", file), project.resolve(file));
        }
        assertThat(run(project, "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent")).isZero();

        Process client = new ProcessBuilder("node", "hec.js", "http://127.0.0.1:" + port, token)
                .directory(project.toFile()).redirectErrorStream(true).start();
        String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(client.waitFor()).as(answer).isZero();
        assertThat(answer).contains("{\"text\":\"Success\",\"code\":0}");
        TestSystem.await("the event comes", () -> observations.has("test", "splunk.host", "proxy01"));
    }

    /** An rsyslog that reads one line as sshd's and does with it what the actions say. */
    private static Process rsyslog(String actions, String name) throws IOException {
        Path home = Files.createDirectory(folder.resolve(name));
        Files.writeString(home.resolve("auth.log"), LINE + "\n");
        Path config = Files.writeString(home.resolve("rsyslog.conf"), """
                global(workDirectory="%1$s")
                module(load="imfile" mode="polling" pollingInterval="1")
                input(type="imfile" File="%1$s/auth.log" Tag="sshd[7]:" Facility="auth" Severity="info")
                """.formatted(home) + actions);
        return new ProcessBuilder("/usr/sbin/rsyslogd", "-n", "-f", config.toString(), "-i",
                home.resolve("pid").toString())
                .redirectErrorStream(true).redirectOutput(home.resolve("log").toFile()).start();
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private static boolean rsyslogHasKafka() throws IOException {
        Path libraries = Path.of("/usr/lib");
        if (!Files.isExecutable(Path.of("/usr/sbin/rsyslogd"))) {
            return false;
        }
        try (var files = Files.find(libraries, 4, (path, _) -> path.endsWith("rsyslog/omkafka.so"))) {
            return files.findAny().isPresent();
        }
    }

    /** A certificate made for this test, for localhost. */
    private static Path certificate() throws Exception {
        Path file = folder.resolve("tls.p12");
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        assertThat(run(folder, keytool, "-genkeypair", "-alias", "syslog", "-keyalg", "EC", "-dname", "CN=localhost",
                "-ext", "san=dns:localhost", "-validity", "2", "-storetype", "PKCS12", "-keystore", file.toString(),
                "-storepass", PASSWORD)).isZero();
        return file;
    }

    private static SSLContext trusting() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("tls.p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("syslog", store.getCertificate("syslog"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static int run(Path in, String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    private static SyslogListener listener(Transport transport, String source) {
        return new SyslogListener(transport, 0, TENANT, source);
    }
}
