package dev.palimpsest.local.cli;

import dev.palimpsest.local.rerun.Rollbacks;
import dev.palimpsest.local.rerun.Silence;
import dev.palimpsest.local.rerun.TwoRuns.Comparison;
import dev.palimpsest.local.rerun.TwoRuns.Run;
import dev.palimpsest.local.stack.StackException;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.processor.extract.Observed;
import dev.palimpsest.processor.rerun.Influence;
import dev.palimpsest.processor.rerun.RollbackPlan;
import dev.palimpsest.query.audit.MemoryLog;
import dev.palimpsest.query.recall.Receipt;
import dev.palimpsest.query.recall.ReceiptLog;
import dev.palimpsest.query.recall.SealedReceipts;
import dev.palimpsest.schemas.ObservationLog;
import dev.palimpsest.schemas.registry.HttpSchemaRegistry;
import dev.palimpsest.trust.admission.AdmissionConfig;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes out of the memory what a source made of it. */
@Command(name = "rollback", mixinStandardHelpOptions = true, description = "Take out of the memory what a source said from some instant on, and all that followed from it: the memory becomes what it would be had the source not spoken, by new events; nothing is deleted. Tells which answers had been touched. Live traffic goes on.", footer = {
        "", "Stop the source first: what it says afterwards is heard. --dry-run shows what would be done.",
        "Exit status 1: some memories kept changing; run it again. What was done is not done twice."})
final class RollbackCommand implements Callable<Integer> {

    @Option(names = "--source", required = true, paramLabel = "NAME", description = "A sender, all of whose streams are meant, or one stream as SENDER/LABEL; memories name theirs in sources.")
    private String source = "";

    @Option(names = "--since", required = true, paramLabel = "TIME", description = "From when on, by when the log took it: ISO 8601.")
    private String since = "";

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why; kept with every event.")
    private String reason = "";

    @Option(names = "--dry-run", description = "Change nothing; say what would change.")
    private boolean dryRun;

    @Mixin
    private final LogFlags flags = new LogFlags();

    /** What is printed for programs. */
    record Report(List<InfluenceOutput.ChangeJson> changes, int applied, int open, List<String> receipts) {}

    @Override
    public Integer call() throws InterruptedException {
        Instant from = LogFlags.instant("--since", since);
        Rollbacks.Outcome outcome = dryRun ? dry(from) : apply(from);
        List<Receipt> touched = touched(outcome.first(), from);
        if (flags.json()) {
            System.out.println(InfluenceOutput.pretty(new Report(InfluenceOutput.json(outcome.first()),
                    outcome.applied(), outcome.open(),
                    touched.stream().map(receipt -> receipt.id().toString()).toList())));
        } else {
            InfluenceOutput.print(outcome.first());
            print(touched, outcome);
        }
        return outcome.open() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private Rollbacks.Outcome dry(Instant from) {
        Comparison found = compare(flags, source, from);
        return new Rollbacks.Outcome(found.influence(), found.unheard(), 0, 0);
    }

    /**
     * What the memory would be without the source, from all that is kept.
     *
     * @throws StackException where the source has said nothing since
     */
    static Comparison compare(LogFlags flags, String source, Instant from) {
        Function<Observed, List<Claim>> extraction = flags.extraction();
        ProgressLine progress = new ProgressLine("running the log twice");
        try {
            Comparison found = flags.runs(Instant.EPOCH).compare(new Run(extraction, null),
                    new Run(extraction, new Silence(source, from, Instant.MAX)), progress::at);
            if (found.unheard() == 0) {
                throw new StackException(source + " has said nothing since " + from
                        + " that is kept and not rolled back already: memories name their senders in sources");
            }
            return found;
        } finally {
            progress.end();
        }
    }

    private Rollbacks.Outcome apply(Instant from) throws InterruptedException {
        try (ObservationLog log = ObservationLog.on(flags.kafka(), flags.registry(),
                AdmissionConfig.in(flags.data()).open().paced())) {
            return new Rollbacks(flags.kept(), flags.tenant(), log, InstantSource.system())
                    .apply(new RollbackPlan(source, from, reason, "operator"), () -> compare(flags, source, from));
        }
    }

    /** The answers that showed a version which the source had a part in. */
    private List<Receipt> touched(Influence influence, Instant from) {
        HttpSchemaRegistry registry = flags.registry();
        Map<MemoryId, Long> versions = new MemoryLog(flags.reading(), registry, flags.sealed())
                .firstVersionsBy(flags.tenant(), source, from, influence.changes().stream()
                        .map(change -> change.any().id()).collect(Collectors.toSet()));
        return new ReceiptLog(flags.reading(), registry, new SealedReceipts(flags.sealed().sealer()))
                .showing(flags.tenant(), versions, from);
    }

    private void print(List<Receipt> touched, Rollbacks.Outcome outcome) {
        System.out.println(touched.size() + " answers had shown what it made of them" + (touched.isEmpty() ? "" : ":"));
        touched.forEach(receipt -> System.out.println("    " + receipt.id() + "  " + receipt.at() + "  "
                + receipt.caller() + "  " + receipt.operation()));
        if (!dryRun) {
            System.out.println(outcome.applied() + " memories were changed");
        }
        if (outcome.open() > 0) {
            System.out.println(outcome.open() + " kept changing, or nobody carried the orders out: is the processor"
                    + " running? Run it again");
        }
    }
}
