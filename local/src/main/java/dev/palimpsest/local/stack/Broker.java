package dev.palimpsest.local.stack;

import dev.palimpsest.local.stack.Ports.Port;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/** A Kafka broker and its controller in this JVM. */
final class Broker implements Component {

    static final String NAME = "kafka";

    private static final int ANSWER_MAX_MS = 3_000;

    private final Ports ports;
    private final Path data;
    private final Path logs;
    private final CompletableFuture<String> died = new CompletableFuture<>();
    private volatile boolean stopping;
    private volatile @Nullable KafkaRaftServer server;

    Broker(Ports ports, Path data, Path logs) {
        this.ports = ports;
        this.data = data;
        this.logs = logs;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Port> ports() {
        return List.of(ports.kafka(), ports.kafkaController());
    }

    @Override
    public void start() {
        // A broker that loses its disk ends the process. In this JVM it is one part of several, so that becomes a death to report.
        Exit.setExitProcedure(this::die);
        Exit.setHaltProcedure(this::die);
        Map<String, String> settings = BrokerSettings.of(ports, data);
        try {
            formatOnFirstUse();
            KafkaRaftServer starting = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
            server = starting;
            starting.startup();
        } catch (Exception e) {
            throw new StackException("Kafka cannot use its data in " + data + ": " + reason(e)
                    + "; restore it, or move it away to begin with an empty log", e);
        }
    }

    @Override
    public boolean isReady() {
        Map<String, Object> client = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MAX_MS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MAX_MS);
        try (Admin admin = Admin.create(client)) {
            return !admin.describeCluster().nodes().get(ANSWER_MAX_MS, TimeUnit.MILLISECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public CompletableFuture<String> died() {
        return died;
    }

    @Override
    public void stop() {
        stopping = true;
        KafkaRaftServer running = server;
        if (running != null) {
            running.shutdown();
        }
    }

    String address() {
        return Ports.LOOPBACK + ":" + ports.kafka().number();
    }

    private void formatOnFirstUse() throws Exception {
        if (isFormatted()) {
            return;
        }
        Files.createDirectories(data);
        new Formatter().setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString()).addDirectory(data.toString())
                .setMetadataLogDirectory(data.toString())
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION).setControllerListenerName("CONTROLLER").run();
    }

    /** A directory with anything in it is never formatted: a lost {@code meta.properties} must not pass for a first use. */
    private boolean isFormatted() throws IOException {
        if (!Files.isDirectory(data)) {
            return false;
        }
        try (var files = Files.list(data)) {
            return files.findAny().isPresent();
        }
    }

    private void die(int status, @Nullable String message) {
        if (!stopping) {
            died.complete("kafka ended with status " + status + (message == null ? "" : ": " + message) + " (log: "
                    + logs.resolve(LogFile.NAME) + ")");
        }
        // Kafka's callers rely on never coming back from an exit; the thread that asked for it has nothing left to do.
        while (!stopping) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        }
    }

    private static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage()).lines().findFirst().orElse("");
    }
}
