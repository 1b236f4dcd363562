package dev.palimpsest.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.local.client.ApiClient;
import dev.palimpsest.local.stack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Folds the log from zero and compares. */
@Command(name = "verify", mixinStandardHelpOptions = true, description = "Fold the log from its first record, check its chain and its checkpoints, and compare it with the state stores, the compacted topic and the index. What is wrong is told with its place.")
final class VerifyCommand implements Callable<Integer> {

    @Option(names = "--witness", paramLabel = "FILE", description = "Compare with the checkpoints that somebody outside kept: a copy of the file checkpoints.jsonl.")
    private @Nullable Path witness;

    @Option(names = "--trusted-key", paramLabel = "ID", description = "Demand that the first key is this one, as keys show names it.")
    private @Nullable String trustedKey;

    @Mixin
    private final ClientFlags flags = new ClientFlags();

    @Override
    public Integer call() {
        JsonNode report = report(flags.api());
        JsonNode keys = report.path("attested").path("keys");
        boolean trusted = trustedKey == null || keys.path(0).asText().equals(trustedKey);
        boolean agrees = report.path("agrees").asBoolean();
        if (flags.json()) {
            System.out.println(Output.pretty(report));
        } else {
            print(report);
        }
        if (!trusted) {
            System.err.println("palimpsest: the first key is " + (keys.isEmpty() ? "none" : keys.path(0).asText())
                    + ", not " + trustedKey);
        }
        return agrees && trusted ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private JsonNode report(ApiClient api) {
        if (witness == null) {
            return api.get("/api/v1/verify");
        }
        try {
            return api.post("/api/v1/verify", Files.readAllBytes(witness));
        } catch (IOException e) {
            throw new StackException("cannot read " + witness, e);
        }
    }

    private static void print(JsonNode report) {
        System.out.printf(Locale.ROOT, "%d events folded in %.1f s%n", report.path("events").asLong(),
                report.path("seconds").asDouble());
        for (String place : new String[]{"log", "stores", "compacted", "index"}) {
            System.out.printf(Locale.ROOT, "  %-10s %8d memories  %.24s%n", place,
                    report.path(place).path("memories").asLong(), report.path(place).path("digest").asText());
        }
        JsonNode attested = report.path("attested");
        System.out.println("  " + attested.path("checkpoints").asLong() + " checkpoints vouch for "
                + attested.path("records").asLong() + " records of all tenants; " + attested.path("unsigned").asLong()
                + " came after" + (attested.path("witnessed").asLong() == 0
                        ? ""
                        : "; compared with " + attested.path("witnessed").asLong() + " of the witness"));
        attested.path("keys").forEach(key -> System.out.println("  signed by " + key.asText()));
        report.path("faults").forEach(fault -> System.out.println("  " + fault.asText()));
        if (!report.path("settled").asBoolean()) {
            System.out.println("  not all that was written has been read yet: this is of what has been");
        }
        System.out.println(report.path("agrees").asBoolean()
                ? "all agree, and the chain of hashes is whole"
                : report.path("faults").isEmpty() ? "they differ" : "the log is not as it was written");
    }
}
