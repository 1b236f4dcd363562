package dev.palimpsest.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Folds the log from zero and compares. */
@Command(name = "verify", mixinStandardHelpOptions = true, description = "Fold the log from its first record and compare it with the state stores, the compacted topic and the index.")
final class VerifyCommand implements Callable<Integer> {

    @Mixin
    private final ClientFlags flags = new ClientFlags();

    @Override
    public Integer call() {
        JsonNode report = flags.api().get("/api/v1/verify");
        boolean agrees = report.path("agrees").asBoolean();
        if (flags.json()) {
            System.out.println(Output.pretty(report));
        } else {
            System.out.printf(Locale.ROOT, "%d events folded in %.1f s%n", report.path("events").asLong(),
                    report.path("seconds").asDouble());
            for (String place : new String[]{"log", "stores", "compacted", "index"}) {
                System.out.printf(Locale.ROOT, "  %-10s %8d memories  %.24s%n", place,
                        report.path(place).path("memories").asLong(), report.path(place).path("digest").asText());
            }
            report.path("faults").forEach(fault -> System.out.println("  " + fault.asText()));
            System.out.println(agrees ? "all agree, and the chain of hashes is whole" : "they differ");
        }
        return agrees ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
