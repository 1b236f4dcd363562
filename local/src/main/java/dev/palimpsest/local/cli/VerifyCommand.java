package dev.palimpsest.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.local.client.ApiClient;
import dev.palimpsest.local.stack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.List;
import java.util.ArrayList;
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

    @Option(names = "--trusted-key", paramLabel = "ID", description = "Demand that this key, as keys show names it, is one of the succession, and that the last checkpoint of every partition is by it or by one after it.")
    private @Nullable String trustedKey;

    @Mixin
    private final ClientFlags flags = new ClientFlags();

    @Override
    public Integer call() {
        JsonNode report = report(flags.api());
        Optional<String> distrust = Optional.ofNullable(trustedKey)
                .flatMap(key -> distrust(key, report.path("attested")));
        boolean agrees = report.path("agrees").asBoolean();
        if (flags.json()) {
            System.out.println(Output.pretty(report));
        } else {
            print(report, distrust.isEmpty());
        }
        distrust.ifPresent(why -> System.err.println("palimpsest: " + why));
        return agrees && distrust.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** Why what is signed does not follow from a trusted key; empty where it does. */
    static Optional<String> distrust(String trusted, JsonNode attested) {
        List<String> keys = new ArrayList<>();
        attested.path("keys").forEach(key -> keys.add(key.asText()));
        int from = keys.indexOf(trusted);
        if (from < 0) {
            return Optional.of("the trusted key " + trusted + " is none of those that signed: "
                    + (keys.isEmpty() ? "there is none" : String.join(", ", keys)));
        }
        for (JsonNode signer : attested.path("lastSigners")) {
            if (keys.indexOf(signer.asText()) < from) {
                return Optional.of("the last checkpoint of a partition is by key " + signer.asText()
                        + ", which is before the trusted one");
            }
        }
        return Optional.empty();
    }

    private JsonNode report(ApiClient api) {
        if (witness == null) {
            return api.get("/api/v1/verify");
        }
        try {
            return api.post("/api/v1/verify", Files.readAllBytes(witness));
        } catch (IOException e) {
            throw new StackException("there is no witness file " + witness + " that can be read", e);
        }
    }

    private void print(JsonNode report, boolean trusted) {
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
        attested.path("reach").forEach(line -> System.out.println("  " + line.asText()));
        report.path("faults").forEach(fault -> System.out.println("  " + fault.asText()));
        if (trustedKey != null && trusted) {
            System.out.println("  all that was signed last follows from the trusted key " + trustedKey);
        }
        if (!report.path("settled").asBoolean()) {
            System.out.println("  not all that was written has been read yet: this is of what has been");
        }
        System.out.println(report.path("agrees").asBoolean()
                ? "all agree, and the chain of hashes is whole"
                        + (trusted ? "" : "; yet who signed it is not who you trust")
                : report.path("faults").isEmpty() ? "they differ" : "not all is as it was written: see above");
    }
}
