package dev.palimpsest.processor.service;

import dev.palimpsest.peers.Peer;
import dev.palimpsest.peers.Brokers;
import dev.palimpsest.access.DoorConfig;
import dev.palimpsest.processor.checkpoint.CheckpointConfig;
import dev.palimpsest.memory.ledger.Expiry;
import dev.palimpsest.processor.topology.MemoryTopologyConfig;
import dev.palimpsest.trust.admission.AdmissionConfig;
import dev.palimpsest.processor.topology.UpkeepConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The processor's settings, from system properties {@code palimpsest.*} or environment variables {@code PALIMPSEST_*}.
 *
 * @param kafka      {@code palimpsest.kafka}, brokers as host:port; default 127.0.0.1:9092; see {@link Brokers#from}
 * @param registry   {@code palimpsest.registry}, root of Confluent's API; default Apicurio's on 127.0.0.1:8081; see {@link Peer#from}
 * @param search     {@code palimpsest.search}; default http://127.0.0.1:9200; likewise
 * @param stateDir   {@code palimpsest.state-dir}, kept across restarts; default ./state
 * @param door       {@code palimpsest.host} and {@code palimpsest.port} of health and digest; default 127.0.0.1:8090
 * @param partitions {@code palimpsest.partitions} of topics this makes; fixed once made; default 4
 * @param replicas   {@code palimpsest.replicas} of topics this makes; default 1
 * @param threads    {@code palimpsest.stream-threads}; default 2
 * @param rules      {@code palimpsest.rules}, folder of Sigma rules beside the shipped ones, looked at every two seconds; may be
 *                   absent; default ./rules
 * @param warninglists {@code palimpsest.warninglists}, a folder of lists in MISP's format; none unless said
 * @param topology   {@code palimpsest.sighting-window}, {@code palimpsest.sighting-window-max},
 *                   {@code palimpsest.fan-out-max} and the other bounds of the stream; {@code palimpsest.decayed-below}, default
 *                   0.05, {@code palimpsest.session-idle}, default PT24H, {@code palimpsest.session-items}, default 64
 * @param checkpoints {@code palimpsest.checkpoint-interval}, default PT1M; {@code palimpsest.checkpoint-key}, default
 *                   ./checkpoint-key.pem; {@code palimpsest.checkpoint-witness}, default ./checkpoints.jsonl
 * @param keys       {@code palimpsest.keys-dir}, the keys of data subjects, the same for all services; default ./keys
 */
public record ProcessorConfig(Brokers kafka, Peer registry, Peer search, Path stateDir, DoorConfig door, int partitions,
        short replicas, int threads, Path rules, @Nullable Path warninglists, MemoryTopologyConfig topology,
        CheckpointConfig checkpoints, Path keys) {

    /** Reads the settings. */
    public static ProcessorConfig from(Config config) {
        return new ProcessorConfig(Brokers.from(name -> setting(config, name)),
                Peer.from(name -> setting(config, name), "registry", "http://127.0.0.1:8081/apis/ccompat/v7"),
                Peer.from(name -> setting(config, name), "search", "http://127.0.0.1:9200"),
                Path.of(text(config, "state-dir", "state")),
                new DoorConfig(text(config, "host", "127.0.0.1"), Integer.parseInt(text(config, "port", "8090")),
                        1 << 20, null, false),
                Integer.parseInt(text(config, "partitions", "4")), Short.parseShort(text(config, "replicas", "1")),
                Integer.parseInt(text(config, "stream-threads", "2")), Path.of(text(config, "rules", "rules")),
                config.getOptionalValue("palimpsest.warninglists", String.class).map(Path::of).orElse(null),
                MemoryTopologyConfig.DEFAULT
                        .withSightingWindows(Duration.parse(text(config, "sighting-window", "PT1M")),
                                Duration.parse(text(config, "sighting-window-max", "PT1H")))
                        .withFanOutMax(Integer.parseInt(text(config, "fan-out-max", "10000")))
                        .withUpkeep(UpkeepConfig.DEFAULT.withExpiry(new Expiry(
                                Double.parseDouble(text(config, "decayed-below", "0.05")),
                                Duration.parse(text(config, "session-idle", "PT24H")),
                                Integer.parseInt(text(config, "session-items", "64"))))),
                new CheckpointConfig(
                        Duration.parse(text(config, "checkpoint-interval", CheckpointConfig.INTERVAL.toString())),
                        Path.of(text(config, "checkpoint-key", CheckpointConfig.KEY)),
                        Path.of(text(config, "checkpoint-witness", CheckpointConfig.WITNESS))),
                Path.of(text(config, "keys-dir", AdmissionConfig.KEYS)));
    }

    private static String text(Config config, String name, String other) {
        return setting(config, name).orElse(other);
    }

    private static Optional<String> setting(Config config, String name) {
        return config.getOptionalValue("palimpsest." + name, String.class);
    }
}
