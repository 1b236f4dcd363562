package dev.palimpsest.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.local.client.ApiClient;
import dev.palimpsest.local.stack.StackException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts back what dead letters hold. */
@Command(name = "redrive", mixinStandardHelpOptions = true, description = "Put back what a dead letter holds to where it came from, or a corrected input in its place. However often it is asked for, it happens once.")
final class RedriveCommand implements Callable<Integer> {

    /** Most letters of one list. */
    private static final int LETTERS_MAX = 1_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "The letter, as dead-letters names it.")
    private @Nullable String id;

    @Option(names = "--fixed", paramLabel = "FILE", description = "Put back this in its place; - for standard input.")
    private @Nullable Path fixed;

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why; kept with the decision.")
    private String reason = "";

    @Option(names = "--all", description = "All that are open and can be put back as they are, the oldest of the latest "
            + LETTERS_MAX + " first.")
    private boolean all;

    @Option(names = "--reason-contains", paramLabel = "TEXT", description = "With --all: only those whose reason says this.")
    private @Nullable String contains;

    @Option(names = "--dry-run", description = "With --all: tell which, and do nothing.")
    private boolean dryRun;

    @Mixin
    private final ClientFlags flags = new ClientFlags();

    @Override
    public Integer call() throws IOException {
        if (all == (id != null)) {
            throw wrong("say one letter's ID, or --all");
        }
        if (all && fixed != null) {
            throw wrong("--fixed is for one letter");
        }
        if (!all && (dryRun || contains != null)) {
            throw wrong("--dry-run and --reason-contains are for --all");
        }
        return id == null ? redriveAll() : redriveOne(id);
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private int redriveOne(String letter) throws IOException {
        byte[] body = fixed == null
                ? new byte[0]
                : fixed.toString().equals("-") ? System.in.readAllBytes() : Files.readAllBytes(fixed);
        if (fixed != null && body.length == 0) {
            throw new StackException("there is nothing in " + fixed);
        }
        JsonNode decided = redrive(flags.ingest(), letter, body);
        System.out.println(flags.json() ? Output.pretty(decided) : told(decided));
        return decided.path("state").asText().equals("redriven") ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private JsonNode redrive(ApiClient ingest, String letter, byte[] body) {
        return ingest.post("/v1/dead-letters/" + URLEncoder.encode(letter, StandardCharsets.UTF_8) + "/redrive?reason="
                + URLEncoder.encode(reason, StandardCharsets.UTF_8), body);
    }

    private int redriveAll() {
        List<JsonNode> letters = new ArrayList<>();
        flags.api().get("/api/v1/dead-letters?state=open&limit=" + LETTERS_MAX).path("letters").forEach(letter -> {
            if (contains == null || letter.path("reason").asText().contains(contains)) {
                letters.addFirst(letter);
            }
        });
        ApiClient ingest = flags.ingest();
        int done = 0;
        int left = 0;
        for (JsonNode letter : letters) {
            if (letter.has("hindrance")) {
                left++;
                tell(letter, "left: " + letter.path("hindrance").asText());
            } else if (dryRun) {
                done++;
                tell(letter, "would be put back");
            } else if (isRedriven(ingest, letter)) {
                done++;
            } else {
                left++;
            }
        }
        System.out.println(done + (dryRun ? " would be put back, " : " put back, ") + left + " left"
                + (letters.size() == LETTERS_MAX ? "; there may be more" : ""));
        return left == 0 || dryRun ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** What one letter meets must not keep the others from their turn. */
    private boolean isRedriven(ApiClient ingest, JsonNode letter) {
        try {
            JsonNode decided = redrive(ingest, letter.path("id").asText(), new byte[0]);
            tell(letter, told(decided));
            return decided.path("state").asText().equals("redriven");
        } catch (StackException e) {
            tell(letter, "left: " + e.getMessage());
            return false;
        }
    }

    private static void tell(JsonNode letter, String what) {
        System.out.println(letter.path("id").asText() + "  " + what);
    }

    /** A decision in a line. */
    static String told(JsonNode decided) {
        return decided.path("state").asText() + DeadLettersCommand.observations(decided)
                + (decided.path("already").asBoolean()
                        ? "; that was decided before, by " + decided.path("by").asText()
                        : "")
                + (decided.path("state").asText().equals("failed-again")
                        ? "; the input that was given is a dead letter of its own now"
                        : "");
    }
}
