package dev.palimpsest.local.stack;

import dev.palimpsest.peers.MadeCertificate;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A broker that lets in over TLS, by name and password (SCRAM), and in no other way. */
public final class SecuredBroker implements AutoCloseable {

    public static final String MECHANISM = "SCRAM-SHA-512";
    public static final String USER = "palimpsest";

    private static final String MODULE = "org.apache.kafka.common.security.scram.ScramLoginModule";

    private final Ports ports;
    private final KafkaRaftServer server;

    /** Starts it with an empty log. */
    public SecuredBroker(Ports ports, Path data, MadeCertificate certificate, String password) throws Exception {
        this.ports = ports;
        new Formatter().setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(1).setClusterId(Uuid.randomUuid().toString()).addDirectory(data.toString())
                .setMetadataLogDirectory(data.toString()).setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setControllerListenerName("CONTROLLER")
                .setScramArguments(List.of(MECHANISM + "=[name=" + USER + ",password=" + password + "]")).run();
        server = new KafkaRaftServer(new KafkaConfig(settings(ports, data, certificate, password), false), Time.SYSTEM);
        server.startup();
    }

    private static Map<String, String> settings(Ports ports, Path data, MadeCertificate certificate, String password) {
        Map<String, String> settings = new HashMap<>(BrokerSettings.of(ports, data));
        String controller = Ports.LOOPBACK + ":" + ports.kafkaController().number();
        String listener = "SASL_SSL://" + Ports.LOOPBACK + ":" + ports.kafka().number();
        settings.putAll(Map.of("listeners", listener + ",CONTROLLER://" + controller, "advertised.listeners", listener,
                "listener.security.protocol.map", "SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name", "SASL_SSL", "sasl.mechanism.inter.broker.protocol", MECHANISM,
                "sasl.enabled.mechanisms", MECHANISM, "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                login(password)));
        settings.putAll(Map.of("ssl.keystore.location", certificate.store().toString(), "ssl.keystore.type", "PKCS12",
                "ssl.keystore.password", MadeCertificate.PASSWORD, "ssl.truststore.location",
                certificate.certificate().toString(), "ssl.truststore.type", "PEM"));
        return settings;
    }

    /** Where a client finds its password, as Kafka writes it. */
    public static String login(String password) {
        return MODULE + " required username=\"" + USER + "\" password=\"" + password + "\";";
    }

    public String address() {
        return Ports.LOOPBACK + ":" + ports.kafka().number();
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
