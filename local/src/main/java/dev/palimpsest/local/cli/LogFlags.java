package dev.palimpsest.local.cli;

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
import dev.palimpsest.schemas.registry.HttpSchemaRegistry;
import dev.palimpsest.sigma.RuleFile.Refusal;
import dev.palimpsest.sigma.folder.RuleFolder;
import dev.palimpsest.sigma.ShippedRules;
import dev.palimpsest.trust.admission.AdmissionConfig;
import dev.palimpsest.trust.seal.SealedRecords;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that read the log itself, with the rights of who runs the brokers. */
final class LogFlags {

    @Option(names = "--port-offset", paramLabel = "N", defaultValue = "0", description = "The stack on this machine whose ports are moved by N (default: ${DEFAULT-VALUE}).")
    private int portOffset;

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Other brokers.")
    private @Nullable String kafka;

    @Option(names = "--registry", paramLabel = "URL", description = "Another schema registry, by the root of Confluent's API.")
    private @Nullable URI registry;

    @Option(names = "--search-url", paramLabel = "URL", description = "Another OpenSearch.")
    private @Nullable URI search;

    @Option(names = "--data", paramLabel = "DIR", description = "Data directory of the stack, for its own rules, lists and keys (default: $${XDG_DATA_HOME:-~/.local/share}/palimpsest).")
    private @Nullable Path data;

    @Option(names = "--tenant", paramLabel = "NAME", defaultValue = "default", description = "Whose memory (default: ${DEFAULT-VALUE}).")
    private String tenant = "default";

    @Option(names = "--json", description = "Print JSON for programs.")
    private boolean json;

    boolean json() {
        return json;
    }

    TenantId tenant() {
        return new TenantId(tenant);
    }

    String kafka() {
        return kafka == null ? Ports.LOOPBACK + ":" + new Ports(portOffset).kafka().number() : kafka;
    }

    URI registry() {
        return registry == null
                ? URI.create("http://" + Ports.LOOPBACK + ":" + new Ports(portOffset).registry().number()
                        + "/apis/ccompat/v7")
                : registry;
    }

    URI search() {
        return search == null
                ? URI.create("http://" + Ports.LOOPBACK + ":" + new Ports(portOffset).search().number())
                : search;
    }

    Path data() {
        return data == null ? StackFlags.userData() : data;
    }

    TopicReading reading() {
        return new TopicReading(kafka());
    }

    KeptObservations kept() {
        return new KeptObservations(reading(), new HttpSchemaRegistry(registry()));
    }

    /** Opens what persons said, by the keys in the data directory. */
    SealedRecords sealed() {
        return new SealedRecords(AdmissionConfig.in(data()).sealer());
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
