package dev.palimpsest.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.access.Door;
import dev.palimpsest.local.client.Import;
import dev.palimpsest.local.client.ImportPlace;
import dev.palimpsest.local.stack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends files to ingest. */
@Command(name = "import", mixinStandardHelpOptions = true, description = "Send events, intelligence or conversations from files: NDJSON, JSON, STIX, MISP, CSV, lists, plain lines; gz, zip and tar.gz of these. Importing the same file again adds nothing twice; a broken off import goes on where it was.")
final class ImportCommand implements Callable<Integer> {

    /** What a file may be read as. */
    enum As {
        ANY, EVENTS, INTELLIGENCE, CONVERSATIONS
    }

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files, told apart by their content.")
    private List<Path> files = List.of();

    @Option(names = "--source", paramLabel = "NAME", description = "Who says so (default: the file's name).")
    private @Nullable String source;

    @Option(names = "--as", paramLabel = "WHAT", defaultValue = "any", description = "any, events, intelligence or conversations (default: ${DEFAULT-VALUE}). Conversations are a person's word, so they are never guessed.")
    private As as = As.ANY;

    @Mixin
    private final ClientFlags flags = new ClientFlags();

    @Override
    public Integer call() throws IOException {
        for (Path file : files) {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new StackException((Files.notExists(file)
                        ? "there is no file "
                        : Files.isDirectory(file) ? "a directory is not taken, name its files: " : "cannot read ")
                        + file
                        + "; nothing was imported");
            }
        }
        boolean refused = false;
        for (Path file : files) {
            refused |= as == As.CONVERSATIONS ? converse(file) : records(file);
        }
        return refused ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private boolean records(Path file) throws IOException {
        ImportPlace place = ImportPlace.of(StackFlags.userData(), file, flags.apiUrl() + " " + as + " " + name(file));
        long before = place.records();
        ProgressLine line = new ProgressLine(file.getFileName().toString());
        Import.Result result = new Import(flags.ingest(), name(file), as.name(), records -> {
            place.at(records);
            line.at(records);
        }).run(file, before);
        place.forget();
        line.end();
        print(file, result, before);
        return result.refused() > 0;
    }

    private boolean converse(Path file) throws IOException {
        var answer = flags.ingest().post("/v1/conversations?source=" + name(file), Files.readAllBytes(file));
        print(file, new Import.Result(answer.path("items").size(), answer.path("accepted").asLong(),
                answer.path("ignored").asLong(), answer.path("refused").asLong(), reasons(answer)), 0);
        return answer.path("refused").asLong() > 0;
    }

    private static Map<String, Long> reasons(JsonNode answer) {
        Map<String, Long> reasons = new TreeMap<>();
        answer.path("items").forEach(item -> {
            if (item.path("status").asText().equals("refused")) {
                reasons.merge(item.path("reason").asText(), 1L, Long::sum);
            }
        });
        return reasons;
    }

    private void print(Path file, Import.Result result, long before) throws IOException {
        if (flags.json()) {
            System.out.println(Door.JSON.writeValueAsString(result));
            return;
        }
        System.out.printf(Locale.ROOT, "%s: %d records, %d accepted, %d with nothing to keep, %d refused%s%n", file,
                result.records(), result.accepted(), result.ignored(), result.refused(),
                before > 0 ? " (went on after " + before + ")" : "");
        result.reasons().forEach((reason, count) -> System.out.println("  " + count + " refused: " + reason));
    }

    private String name(Path file) {
        return source == null ? file.getFileName().toString().replaceAll("[^\\w.-]", "_") : source;
    }
}
