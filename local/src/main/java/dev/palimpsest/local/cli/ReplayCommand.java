package dev.palimpsest.local.cli;

import dev.palimpsest.index.MemoryFilter;
import dev.palimpsest.index.MemoryReader.Hit;
import dev.palimpsest.index.embed.BilingualEmbedder;
import dev.palimpsest.index.opensearch.IndexConfig;
import dev.palimpsest.index.opensearch.OpenSearchMemoryReader;
import dev.palimpsest.index.opensearch.OpenSearchMemoryWriter;
import dev.palimpsest.local.rerun.SideIndex;
import dev.palimpsest.local.stack.StackException;
import dev.palimpsest.processor.rerun.Influence;
import dev.palimpsest.query.audit.LogHeads;
import dev.palimpsest.query.audit.MemoryLog;
import dev.palimpsest.query.audit.Positions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Another past, beside the live memory. */
@Command(name = "replay", mixinStandardHelpOptions = true, description = "Rebuild the memory as it was at an instant or a position of the log, in an index of its own that can be searched; or show what it would be had a source not spoken. The live memory is not touched.", footer = {
        "", "Examples:", "  ./palimpsest replay --to 2026-11-22T14:05:00Z --into before-the-incident",
        "  ./palimpsest replay --in before-the-incident --search \"lateral movement\"",
        "  ./palimpsest replay --drop before-the-incident",
        "  ./palimpsest replay --without-source bad-feed --since 2026-11-22T13:00:00Z", "",
        "Interrupted, the same command goes on where it was."})
final class ReplayCommand implements Callable<Integer> {

    @Option(names = "--to", paramLabel = "TIME|POSITION", description = "An instant, ISO 8601, or a position of the log, next offsets by partition, as receipts have it: 0:120,1:88.")
    private @Nullable String to;

    @Option(names = "--in", paramLabel = "NAME", description = "Search an index that was made with --into.")
    private @Nullable String in;

    @Option(names = "--drop", paramLabel = "NAME", description = "Delete an index that was made with --into.")
    private @Nullable String drop;

    @Option(names = "--without-source", paramLabel = "NAME", description = "A sender, or one of its streams as SENDER/LABEL.")
    private @Nullable String withoutSource;

    @Option(names = "--into", paramLabel = "NAME", description = "With --to: the name of the index; lower-case letters, digits and -.")
    private @Nullable String into;

    @Option(names = "--search", paramLabel = "TEXT", description = "With --in: words or a question.")
    private @Nullable String search;

    @Option(names = "--since", paramLabel = "TIME", description = "With --without-source: from when on, ISO 8601 (default: ever).")
    private @Nullable String since;

    @Mixin
    private final LogFlags flags = new LogFlags();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        if (Stream.of(to, in, drop, withoutSource).filter(Objects::nonNull).count() != 1) {
            throw new ParameterException(spec.commandLine(),
                    "say one of --to, --in, --drop and --without-source");
        }
        if (to != null) {
            return rebuild(to, required(into, "--into"));
        }
        if (in != null) {
            return search(in, required(search, "--search"));
        }
        if (drop != null) {
            return drop(drop);
        }
        return without(required(withoutSource, "--without-source"));
    }

    private int rebuild(String place, String name) {
        IndexConfig config = config(name);
        ProgressLine reading = new ProgressLine("folding the log");
        LogHeads state = state(place, reading);
        reading.end();
        ProgressLine writing = new ProgressLine("indexing");
        try (BilingualEmbedder embedder = BilingualEmbedder.bundled();
                OpenSearchMemoryWriter writer = new OpenSearchMemoryWriter(config, embedder)) {
            SideIndex.Filled filled = new SideIndex(writer, flags.tenant()).fill(state, writing::at);
            writing.end();
            if (flags.json()) {
                System.out.println(InfluenceOutput.pretty(Map.of("index", name, "positions", state.next(), "result",
                        filled)));
            } else {
                System.out.println(filled.memories() + " memories in " + name + ", " + filled.written()
                        + " of them written now; the log stood at " + state.next());
                System.out.println(filled.agrees()
                        ? "the index equals the fold of the log"
                        : "the index does not equal the fold: drop it, or choose another name");
            }
            return filled.agrees() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private LogHeads state(String place, ProgressLine progress) {
        MemoryLog log = new MemoryLog(flags.reading(), flags.registry(), flags.sealed());
        try {
            return Positions.parse(place).map(next -> LogHeads.at(log, flags.tenant(), next, progress::at))
                    .orElseGet(() -> LogHeads.until(log, flags.tenant(), LogFlags.instant("--to", place),
                            progress::at));
        } catch (IllegalArgumentException e) {
            throw new StackException(String.valueOf(e.getMessage()));
        }
    }

    private int search(String name, String text) {
        try (BilingualEmbedder embedder = BilingualEmbedder.bundled();
                OpenSearchMemoryWriter writer = new OpenSearchMemoryWriter(config(name), embedder);
                OpenSearchMemoryReader reader = new OpenSearchMemoryReader(config(name), embedder)) {
            if (!writer.isThere()) {
                throw new StackException(none(name) + ": it was dropped, or swept away by an erasure or a retention"
                        + " since, as its words might have had to go; ./palimpsest replay --to TIME --into " + name
                        + " makes it again");
            }
            List<Hit> hits = reader.search(flags.tenant(), text, MemoryFilter.CURRENT, 10);
            if (flags.json()) {
                System.out.println(InfluenceOutput.pretty(hits.stream().map(hit -> Map.of("ref",
                        hit.memory().ref().toString(), "score", hit.score(), "text",
                        InfluenceOutput.said(hit.memory()))).toList()));
            } else {
                hits.forEach(hit -> System.out.println(hit.memory().ref() + "  "
                        + InfluenceOutput.shown(hit.memory())));
                System.out.println(hits.isEmpty() ? "nothing found" : "");
            }
        }
        return ExitCode.OK;
    }

    private int drop(String name) {
        try (BilingualEmbedder embedder = BilingualEmbedder.bundled();
                OpenSearchMemoryWriter writer = new OpenSearchMemoryWriter(config(name), embedder)) {
            if (!writer.isThere()) {
                throw new StackException(none(name) + ": nothing is dropped");
            }
            writer.deleteIndex();
        }
        System.out.println(flags.json() ? InfluenceOutput.pretty(Map.of("dropped", name)) : "dropped " + name);
        return ExitCode.OK;
    }

    private String none(String name) {
        return "tenant " + flags.tenant() + " has no replay named " + name;
    }

    private int without(String source) {
        Influence influence = RollbackCommand.compare(flags, source,
                since == null ? Instant.EPOCH : LogFlags.instant("--since", since)).influence();
        if (flags.json()) {
            System.out.println(InfluenceOutput.pretty(InfluenceOutput.json(influence)));
        } else {
            InfluenceOutput.print(influence);
        }
        return ExitCode.OK;
    }

    private IndexConfig config(String name) {
        try {
            return IndexConfig.at(flags.search()).withAlias(SideIndex.alias(flags.tenant(), name));
        } catch (IllegalArgumentException e) {
            throw new StackException(String.valueOf(e.getMessage()));
        }
    }

    private String required(@Nullable String value, String option) {
        if (value == null) {
            throw new ParameterException(spec.commandLine(), option + " is missing");
        }
        return value;
    }
}
