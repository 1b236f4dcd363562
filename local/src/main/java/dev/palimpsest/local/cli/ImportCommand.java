package dev.palimpsest.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Door;
import dev.palimpsest.ingest.decode.table.TableMapping;
import dev.palimpsest.local.client.Complaints;
import dev.palimpsest.local.client.Import;
import dev.palimpsest.local.client.ImportFiles;
import dev.palimpsest.local.client.ImportPlace;
import dev.palimpsest.local.stack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files, told apart by their content, or folders with all that is in them.")
    private List<Path> files = List.of();

    @Option(names = "--source", paramLabel = "NAME", description = "Who says so (default: the file's name).")
    private @Nullable String source;

    @Option(names = "--as", paramLabel = "WHAT", defaultValue = "any", description = "any, events, intelligence or conversations (default: ${DEFAULT-VALUE}). Conversations are a person's word, so they are never guessed.")
    private As as = As.ANY;

    @Option(names = "--mapping", paramLabel = "FILE", description = "What the columns of a table mean, as YAML (docs/intelligence.md): the files are read as such tables.")
    private @Nullable Path mapping;

    @Mixin
    private final ClientFlags flags = new ClientFlags();

    @Override
    public Integer call() throws IOException {
        TableMapping declared = declared();
        ImportFiles found = ImportFiles.of(files);
        if (!flags.json()) {
            found.skipped().forEach(line -> System.out.println("skipped " + line));
        } else if (!found.skipped().isEmpty()) {
            System.out.println(Door.JSON.writeValueAsString(Map.of("skipped", found.skipped())));
        }
        boolean refused = false;
        for (Path file : found.files()) {
            refused |= as == As.CONVERSATIONS ? converse(file) : records(file, declared);
        }
        return refused ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private @Nullable TableMapping declared() throws IOException {
        if (mapping == null) {
            return null;
        }
        if (as == As.EVENTS || as == As.CONVERSATIONS) {
            throw new StackException("--mapping is for tables of intelligence, not for --as "
                    + as.name().toLowerCase(Locale.ROOT));
        }
        if (!Files.isReadable(mapping)) {
            throw new StackException("there is no mapping " + mapping + "; nothing was imported");
        }
        try {
            return TableMapping.parse(String.valueOf(mapping.getFileName()), Files.readString(mapping));
        } catch (IllegalArgumentException e) {
            throw new StackException(e.getMessage() + "; nothing was imported", e);
        }
    }

    private boolean records(Path file, @Nullable TableMapping declared) throws IOException {
        ImportPlace place = ImportPlace.of(StackFlags.userData(), file, flags.apiUrl() + " " + as + " " + name(file)
                + (declared == null ? "" : " " + declared.text()));
        long before = place.records();
        boolean known = place.isThrough();
        ProgressLine line = new ProgressLine(file.getFileName().toString());
        Import.Result result = new Import(flags.ingest(), name(file), as.name(), declared, records -> {
            place.at(records);
            line.at(records);
        }).run(file, before);
        place.end();
        line.end();
        print(file, result, before > 0
                ? " (went on after " + before + ")"
                : known ? " (imported before: what is already known is not added again)" : "");
        return result.refused() > 0;
    }

    private boolean converse(Path file) throws IOException {
        var answer = flags.ingest().post("/v1/conversations?source=" + name(file), Files.readAllBytes(file));
        print(file, new Import.Result(answer.path("items").size(), answer.path("accepted").asLong(),
                answer.path("ignored").asLong(), answer.path("refused").asLong(), refusals(answer), new Complaints(),
                false), "");
        return answer.path("refused").asLong() > 0;
    }

    private static Complaints refusals(JsonNode answer) {
        Complaints refusals = new Complaints();
        answer.path("items").forEach(item -> {
            if (item.path("status").asText().equals("refused")) {
                refusals.add(item.path("reason").asText(), item.path("index").asLong() + 1);
            }
        });
        return refusals;
    }

    private void print(Path file, Import.Result result, String note) throws IOException {
        if (flags.json()) {
            ObjectNode line = Door.JSON.createObjectNode().put("file", file.toString());
            System.out.println(line.setAll((ObjectNode) Door.JSON.valueToTree(result)));
            return;
        }
        System.out.printf(Locale.ROOT, "%s: %d records, %d accepted, %d with nothing to keep, %d refused%s%n", file,
                result.records(), result.accepted(), result.ignored(), result.refused(), note);
        result.reasons().lines("refused").forEach(line -> System.out.println("  " + line));
        result.damaged().lines("kept with damage").forEach(line -> System.out.println("  " + line));
        if (result.seemsTable() && as != As.EVENTS && result.accepted() > 0) {
            System.out.println(
                    "  taken for plain lines of a log; if it is a table of indicators, say with --mapping FILE "
                            + "what its columns mean (docs/intelligence.md)");
        }
    }

    private String name(Path file) {
        return source == null ? file.getFileName().toString().replaceAll("[^\\w.-]", "_") : source;
    }
}
