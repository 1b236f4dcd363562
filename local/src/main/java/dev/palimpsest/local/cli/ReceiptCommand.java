package dev.palimpsest.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.query.audit.Positions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what somebody was shown. */
@Command(name = "receipt", mixinStandardHelpOptions = true, description = "Show a receipt: who asked what, where the log stood, and which versions were shown.", footer = {
        "", "Answers name their receipt. With --replay the exit status is 1 where the log does not agree."})
final class ReceiptCommand implements Callable<Integer> {

    private static final List<String> FINDINGS = List.of("unfounded", "newer", "missing", "surplus");

    @Parameters(paramLabel = "ID", description = "A receipt's id.")
    private String id = "";

    @Option(names = "--replay", description = "Recompute the answer from the log as it stood, and say whether it agrees.")
    private boolean replay;

    @Mixin
    private final ClientFlags flags = new ClientFlags();

    @Override
    public Integer call() {
        JsonNode found = flags.api()
                .get("/api/v1/receipts/" + URLEncoder.encode(id, StandardCharsets.UTF_8) + (replay ? "/replay" : ""));
        boolean agrees = !replay || found.path("agrees").asBoolean();
        if (flags.json()) {
            System.out.println(Output.pretty(found));
        } else {
            print(replay ? found.path("receipt") : found);
            if (replay) {
                System.out.println(agrees ? "the log agrees" : "the log does not agree");
                FINDINGS.forEach(finding -> found.path(finding)
                        .forEach(ref -> System.out.println("    " + finding + "  " + ref.asText())));
                if (agrees && FINDINGS.stream().skip(2).anyMatch(finding -> !found.path(finding).isEmpty())) {
                    System.out.println(
                            "    (missing and surplus are not held against a search: which of several near ranks "
                                    + "make the answer depends on all the index holds)");
                }
            }
        }
        return agrees ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** One receipt, in a few lines. */
    static void print(JsonNode receipt) {
        System.out.println(receipt.path("id").asText() + "  " + Output.minute(receipt.path("at").asText()) + " UTC  "
                + receipt.path("caller").asText() + "  " + receipt.path("operation").asText() + "  "
                + Output.fenced(Output.begin(receipt.path("query").asText().strip())));
        System.out.println("    asked " + receipt.path("request"));
        System.out.println("    the log stood at least at " + place(receipt.path("positions")));
        receipt.path("returned").forEach(shown -> System.out.println("    " + shown.path("ref").asText()
                + (shown.path("score").asDouble() > 0 ? "  " + shown.path("score").asText() : "")));
    }

    /** As {@code replay --to} takes it. */
    private static String place(JsonNode positions) {
        String json = positions.toString();
        return Positions.parse(json).map(Positions::text).orElse(json);
    }
}
