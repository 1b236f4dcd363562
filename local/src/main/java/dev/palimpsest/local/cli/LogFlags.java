package dev.palimpsest.local.cli;

import dev.palimpsest.peers.Peer;
import dev.palimpsest.peers.Brokers;
import dev.palimpsest.local.rerun.TwoRuns;
import dev.palimpsest.local.service.Services;
import dev.palimpsest.local.stack.Ports;
import dev.palimpsest.local.stack.StackException;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.processor.extract.Extraction;
import dev.palimpsest.processor.extract.Observed;
import dev.palimpsest.processor.extract.warninglist.Warninglists;
import dev.palimpsest.processor.topology.MemoryTopologyConfig;
import dev.palimpsest.query.audit.KeptObservations;
import dev.palimpsest.query.audit.TopicReading;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.registry.HttpSchemaRegistry;
import dev.palimpsest.sigma.RuleFile.Refusal;
import dev.palimpsest.sigma.folder.RuleFolder;
import dev.palimpsest.sigma.ShippedRules;
import dev.palimpsest.trust.admission.AdmissionConfig;
import dev.palimpsest.trust.seal.BorrowedKeys;
import dev.palimpsest.trust.seal.SealedRecords;
import dev.palimpsest.trust.seal.Sealer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that read the log itself, with the rights of who runs the brokers. */
final class LogFlags {

    @Option(names = "--port-offset", paramLabel = "N", defaultValue = "0", description = "The stack on this machine whose ports are moved by N (default: ${DEFAULT-VALUE}).")
    private int portOffset;

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Other brokers, reached as PALIMPSEST_KAFKA_PROPERTIES_FILE says.")
    private @Nullable String kafka;

    @Option(names = "--registry", paramLabel = "URL", description = "Another schema registry, by the root of Confluent's API; login and certificates as in PALIMPSEST_REGISTRY_....")
    private @Nullable URI registry;

    @Option(names = "--search-url", paramLabel = "URL", description = "Another OpenSearch; login and certificates as in PALIMPSEST_SEARCH_....")
    private @Nullable URI search;

    @Option(names = "--data", paramLabel = "DIR", description = "Data directory of the stack, for its own rules, lists and keys (default: $${XDG_DATA_HOME:-~/.local/share}/palimpsest).")
    private @Nullable Path data;

    @Option(names = "--tenant", paramLabel = "NAME", defaultValue = "default", description = "Whose memory (default: ${DEFAULT-VALUE}).")
    private String tenant = "default";

    @Option(names = "--json", description = "Print JSON for programs.")
    private boolean json;

    /** A broker that is just busy has answered by then. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private @Nullable TopicReading reading;

    boolean json() {
        return json;
    }

    TenantId tenant() {
        return new TenantId(tenant);
    }

    /** The local stack's, or those that were named, with what the services' settings say of how to reach them. */
    Brokers kafka() {
        return kafka == null
                ? Brokers.at(Ports.LOOPBACK + ":" + new Ports(portOffset).kafka().number())
                : Brokers.at(kafka).secured(setting("kafka-properties-file").map(Path::of));
    }

    HttpSchemaRegistry registry() {
        return new HttpSchemaRegistry(registry == null
                ? local(new Ports(portOffset).registry().number(), "/apis/ccompat/v7")
                : Peer.at(registry).shown(LogFlags::setting, "registry"));
    }

    Peer search() {
        return search == null
                ? local(new Ports(portOffset).search().number(), "")
                : Peer.at(search).shown(LogFlags::setting, "search");
    }

    private static Peer local(int port, String path) {
        return Peer.at(URI.create("http://" + Ports.LOOPBACK + ":" + port + path));
    }

    private static Optional<String> setting(String name) {
        return ConfigProvider.getConfig().getOptionalValue("palimpsest." + name, String.class);
    }

    Path data() {
        return data == null ? StackFlags.userData() : data;
    }

    /**
     * Reads topics.
     *
     * @throws StackException where nobody answers now, so that it is told before anything is waited for
     */
    TopicReading reading() {
        TopicReading asked = reading;
        if (asked == null) {
            asked = new TopicReading(kafka());
            asked.problem(Topic.MEMORY_LOG, PATIENCE).ifPresent(problem -> {
                throw new StackException(problem + ": ./palimpsest up starts the local stack; --port-offset and --kafka"
                        + " name another");
            });
            reading = asked;
        }
        return asked;
    }

    KeptObservations kept() {
        return new KeptObservations(reading(), registry());
    }

    /** Opens what persons said, by the keys in the data directory, of which none is made. */
    SealedRecords sealed() {
        return new SealedRecords(new Sealer(BorrowedKeys.in(AdmissionConfig.in(data()).keys())));
    }

    TwoRuns runs(Instant since) {
        return new TwoRuns(kept(), tenant(), MemoryTopologyConfig.DEFAULT, since, sealed());
    }

    /** Reads claims as the running processor does. */
    Function<Observed, List<Claim>> extraction() {
        return extraction(data().resolve(Services.RULES));
    }

    /** Reads claims with the shipped rules and those in a folder, all of which must be understood. */
    Function<Observed, List<Claim>> extraction(Path rules) {
        RuleFolder folder = new RuleFolder(rules, ShippedRules.all());
        List<Refusal> refused = folder.look().refusals();
        if (!refused.isEmpty()) {
            throw new StackException("a rule is not understood: " + refused.getFirst());
        }
        Path lists = data().resolve(Services.WARNINGLISTS);
        Warninglists own = Warninglists.own();
        return new Extraction(folder::rules, Files.isDirectory(lists) ? own.with(lists) : own)::claims;
    }

    /** An instant as it is typed. */
    static Instant instant(String option, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new StackException(option + " is a time such as 2026-11-22T14:05:00Z; got: " + text);
        }
    }
}
