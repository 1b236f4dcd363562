package dev.palimpsest.bench;

import dev.palimpsest.access.Door;
import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.proof.CheckpointAudit;
import dev.palimpsest.memory.proof.Frontier;
import dev.palimpsest.memory.proof.MerkleTree;
import dev.palimpsest.query.audit.LogFold;
import dev.palimpsest.query.audit.StoredRecords;
import dev.palimpsest.query.audit.StoredRecords.Stored;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** What it costs to audit a log, on one thread, against reading the same records and hashing each once. */
@Command(name = "audit", mixinStandardHelpOptions = true, description = "Fold, verify and build Merkle trees over a made-up log in a file, on one thread, and print records a second as JSON, each with its ratio to reading the same file and taking SHA-256 of each record in the same run. No brokers.")
final class Audit implements Callable<Integer> {

    @Option(names = "--events", paramLabel = "N", defaultValue = "1000000", description = "Records of the log (default: ${DEFAULT-VALUE}).")
    private int events;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "Timed rounds of each after one that warms up; the median counts (default: ${DEFAULT-VALUE}).")
    private int rounds;

    /** Works through a log; its outcome must be the same each time. */
    interface Pass {
        void take(long offset, byte[] bytes);

        String outcome();
    }

    @Override
    public Integer call() throws IOException {
        Path file = Files.createTempFile("palimpsest-audit-", ".log");
        try {
            System.err.println("making up " + events + " records");
            MadeUpLog log = new MadeUpLog();
            long bytes = log.write(file, events);
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("events", events);
            figures.put("bytes", bytes);
            figures.put("memories", log.digest().count());
            Map<String, String> outcomes = new LinkedHashMap<>();
            measure(file, log, outcomes, figures);
            figures.put("digests_equal", log.digest().hex().equals(outcomes.get("fold"))
                    && log.digest().hex().equals(outcomes.get("verify")));
            figures.put("roots_equal", String.valueOf(outcomes.get("sha256_and_merkle_root"))
                    .equals(outcomes.get("sha256_and_merkle_proofs")));
            System.out.println(Door.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(figures));
            return ExitCode.OK;
        } finally {
            Files.delete(file);
        }
    }

    /** Rounds of all passes take turns, so that none has the machine's better minute. */
    private void measure(Path file, MadeUpLog log, Map<String, String> outcomes, Map<String, Object> figures)
            throws IOException {
        Map<String, Supplier<Pass>> passes = passes(log);
        Map<String, double[]> rates = new LinkedHashMap<>();
        passes.keySet().forEach(name -> rates.put(name, new double[rounds]));
        for (int round = -1; round < rounds; round++) {
            System.err.println(round < 0 ? "warming up" : "round " + (round + 1) + " of " + rounds);
            for (Map.Entry<String, Supplier<Pass>> each : passes.entrySet()) {
                Pass pass = each.getValue().get();
                long started = System.nanoTime();
                run(file, pass);
                String outcome = pass.outcome();
                double rate = events / ((System.nanoTime() - started) / 1e9);
                String before = outcomes.put(each.getKey(), outcome);
                if (before != null && !before.equals(outcome)) {
                    throw new IllegalStateException(each.getKey() + " came to something else this time");
                }
                if (round >= 0) {
                    rates.getOrDefault(each.getKey(), new double[rounds])[round] = rate;
                }
            }
        }
        double bare = median(rates.getOrDefault("read_and_sha256", new double[rounds]));
        rates.forEach((name, all) -> figures.put(name, Map.of("records_per_second", Math.round(median(all)),
                "ratio_to_read_and_sha256", Math.round(median(all) / bare * 10_000) / 10_000.0)));
    }

    private static Map<String, Supplier<Pass>> passes(MadeUpLog log) {
        StoredRecords stored = new StoredRecords(log.registry());
        Map<String, Supplier<Pass>> passes = new LinkedHashMap<>();
        passes.put("read_and_sha256", BareHash::new);
        passes.put("fold", () -> new MadeUpLog.Folding(log));
        passes.put("verify", () -> new Verifying(stored, new LogFold(MadeUpLog.TENANT, 1, new CheckpointAudit())));
        passes.put("sha256_and_merkle_root", () -> new Growing(new Frontier()));
        passes.put("sha256_and_merkle_proofs", () -> new Proving(new MerkleTree()));
        return passes;
    }

    private static void run(Path file, Pass pass) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
            for (long offset = 0, left = in.readInt(); left >= 0; offset++, left = in.readInt()) {
                pass.take(offset, in.readNBytes((int) left));
            }
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** The least an auditor must do. */
    private static final class BareHash implements Pass {
        private Hash last = Hash.NONE;

        @Override
        public void take(long offset, byte[] bytes) {
            last = Hash.of(bytes);
        }

        @Override
        public String outcome() {
            return last.hex();
        }
    }

    /** All that {@code verify} does with the log: decoding, encoding again, chain, Merkle root, fold. */
    private record Verifying(StoredRecords stored, LogFold fold) implements Pass {

        @Override
        public void take(long offset, byte[] bytes) {
            Stored read = stored.read(offset, bytes);
            fold.take(0, read.record().orElseThrow().event().header().memory().toString(), read);
        }

        @Override
        public String outcome() {
            if (!fold.contradictions().isEmpty()) {
                throw new IllegalStateException("a made-up log is whole: " + fold.contradictions().getFirst());
            }
            return fold.digest().hex();
        }
    }

    private record Growing(Frontier frontier) implements Pass {

        @Override
        public void take(long offset, byte[] bytes) {
            frontier.append(Hash.of(bytes));
        }

        @Override
        public String outcome() {
            return frontier.root().hex();
        }
    }

    private record Proving(MerkleTree tree) implements Pass {

        @Override
        public void take(long offset, byte[] bytes) {
            tree.append(Hash.of(bytes));
        }

        @Override
        public String outcome() {
            return tree.root(tree.size()).hex();
        }
    }
}
