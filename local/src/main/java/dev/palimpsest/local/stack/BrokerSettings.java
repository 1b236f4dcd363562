package dev.palimpsest.local.stack;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The broker's settings: one node that is broker and controller, on loopback, sized for a small machine. */
final class BrokerSettings {

    private BrokerSettings() {}

    static Map<String, String> of(Ports ports, Path data) {
        Map<String, String> settings = new HashMap<>(addresses(ports));
        settings.put("log.dirs", data.toString());
        settings.putAll(SINGLE_COPY);
        settings.putAll(SMALL_MACHINE);
        return settings;
    }

    private static Map<String, String> addresses(Ports ports) {
        String broker = "PLAINTEXT://" + Ports.LOOPBACK + ":" + ports.kafka().number();
        String controller = Ports.LOOPBACK + ":" + ports.kafkaController().number();
        return Map.of("process.roles", "broker,controller", "node.id", "1", "controller.quorum.voters",
                "1@" + controller,
                "controller.listener.names", "CONTROLLER", "listeners", broker + ",CONTROLLER://" + controller,
                "advertised.listeners",
                broker, "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name",
                "PLAINTEXT");
    }

    /** There is one node, so one copy is all there can be. */
    private static final Map<String, String> SINGLE_COPY = Map.of("default.replication.factor", "1",
            // A reader that was away for long must find its place: reading everything again would count it again.
            "offsets.retention.minutes", "525600",
            "min.insync.replicas", "1",
            "offsets.topic.replication.factor", "1", "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "share.coordinator.state.topic.replication.factor", "1", "share.coordinator.state.topic.min.isr", "1");

    /** Topics are the catalogue's to create, so a misspelt one is an error and not a new topic. */
    private static final Map<String, String> SMALL_MACHINE = Map.of("auto.create.topics.enable", "false",
            "num.network.threads", "2",
            "num.io.threads", "2", "background.threads", "2", "offsets.topic.num.partitions", "4",
            "transaction.state.log.num.partitions",
            "4", "log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024),
            "group.initial.rebalance.delay.ms", "0",
            "metadata.log.max.idle.interval.ms", "5000");
}
