package dev.palimpsest.local.cli;

import dev.palimpsest.local.rerun.TwoRuns.Run;
import dev.palimpsest.local.stack.StackException;
import dev.palimpsest.processor.rerun.Influence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads the kept observations again by other rules. */
@Command(name = "rederive", mixinStandardHelpOptions = true, description = "Read what was observed again, by the rules in force and by others, and print how what is remembered would differ. Changes nothing; live traffic goes on.")
final class RederiveCommand implements Callable<Integer> {

    @Option(names = "--since", paramLabel = "TIME", description = "Only observations that the log took from then on: ISO 8601 (default: all that are kept).")
    private @Nullable String since;

    @Option(names = "--rules", required = true, paramLabel = "PATH", description = "A folder of Sigma rules to use in place of the stack's own, beside the shipped ones.")
    private Path rules = Path.of("");

    @Mixin
    private final LogFlags flags = new LogFlags();

    @Override
    public Integer call() {
        if (!Files.isDirectory(rules)) {
            throw new StackException("there is no folder " + rules);
        }
        Instant from = since == null ? Instant.EPOCH : LogFlags.instant("--since", since);
        Run asIs = new Run(flags.extraction(), null);
        Run other = new Run(flags.extraction(rules), null);
        ProgressLine progress = new ProgressLine("reading twice");
        Influence influence;
        try {
            influence = flags.runs(from).compare(asIs, other, progress::at).influence();
        } finally {
            progress.end();
        }
        if (flags.json()) {
            System.out.println(InfluenceOutput.pretty(InfluenceOutput.json(influence)));
        } else {
            InfluenceOutput.print(influence);
        }
        return ExitCode.OK;
    }
}
