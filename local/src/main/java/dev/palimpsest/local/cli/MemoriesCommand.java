package dev.palimpsest.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.access.Door;
import dev.palimpsest.local.client.ImportPlace;
import dev.palimpsest.local.client.MemoryLinesImport;
import dev.palimpsest.local.stack.StackException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Memories as lines, from stack to stack. */
@Command(name = "memories", mixinStandardHelpOptions = true, description = "Take all memories of a tenant along as lines, and bring them to a tenant of the same name on another stack.", synopsisSubcommandLabel = "COMMAND", subcommands = {
        MemoriesCommand.Export.class, MemoriesCommand.Import.class})
final class MemoriesCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** How much of each memory is told. */
    enum Versions {
        CURRENT, ALL
    }

    /** Writes the lines to standard output. */
    @Command(name = "export", mixinStandardHelpOptions = true, description = "Write all memories as lines to standard output: every field, readable, without keys. Whoever has the file can read it.")
    static final class Export implements Callable<Integer> {

        @Option(names = "--versions", paramLabel = "WHICH", defaultValue = "current", description = "current: where each memory stands; all: what happened to it as well (default: ${DEFAULT-VALUE}).")
        private Versions versions = Versions.CURRENT;

        @Option(names = "--subject", paramLabel = "SUBJECT", description = "Memories of these subjects alone, such as user:alice.")
        private List<String> subjects = List.of();

        @Option(names = "--after", paramLabel = "CURSOR", description = "Go on from the last cursor line of an export that broke off.")
        private @Nullable String after;

        @Mixin
        private final ClientFlags flags = new ClientFlags();

        @Override
        public Integer call() {
            StringBuilder path = new StringBuilder(
                    "/api/v1/memories/export?versions=" + versions.name().toLowerCase(Locale.ROOT));
            subjects.forEach(subject -> path.append("&subject=").append(encoded(subject)));
            if (after != null) {
                path.append("&after=").append(encoded(after));
            }
            ProgressLine progress = new ProgressLine("export");
            String last = "";
            String cursor = after;
            long lines = 0;
            Writer out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
            try (BufferedReader in = flags.api().lines(path.toString())) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    out.write(line + "\n");
                    last = line;
                    progress.at(++lines);
                    boolean isCursor = line.startsWith(CURSOR);
                    if (isCursor || lines % LINES_BETWEEN_LOOKS == 0) {
                        requireTaken(out, cursor);
                    }
                    // Nobody goes on behind a line that was not written.
                    cursor = isCursor ? Door.JSON.readTree(line).path("after").asText() : cursor;
                }
                requireTaken(out, cursor);
            } catch (IOException e) {
                throw cutOff(cursor, e);
            }
            progress.end();
            if (!last.startsWith(MemoryLinesImport.END)) {
                throw cutOff(cursor, null);
            }
            System.err.println(told(last));
            return ExitCode.OK;
        }

        /** A print stream says nothing by itself: neither that a disk is full nor that nobody reads any more. */
        private static void requireTaken(Writer out, @Nullable String cursor) throws IOException {
            out.flush();
            if (System.out.checkError()) {
                throw new StackException("the lines cannot be written to where they go: is the disk full?"
                        + (cursor == null ? "" : " Go on with --after " + cursor));
            }
        }

        private static final int LINES_BETWEEN_LOOKS = 1_000;
        private static final String CURSOR = "{\"type\":\"cursor\"";

        private static String told(String end) {
            try {
                JsonNode json = Door.JSON.readTree(end);
                return json.path("memories").asLong() + " memories, digest " + json.path("digest").asText();
            } catch (IOException e) {
                throw new UncheckedIOException("the last line is no JSON", e);
            }
        }

        private static StackException cutOff(@Nullable String cursor, @Nullable Exception cause) {
            String what = "the export was cut off: " + (cursor == null
                    ? "begin it again"
                    : "go on with --after " + cursor + "; lines that come twice do no harm");
            return cause == null ? new StackException(what) : new StackException(what, cause);
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    /** Sends the lines of files. */
    @Command(name = "import", mixinStandardHelpOptions = true, description = "Bring the memories of an export. What is here already stays; what differs is refused. Importing the same file again changes nothing; a broken off import goes on where it was.")
    static final class Import implements Callable<Integer> {

        @Parameters(paramLabel = "FILE", description = "What memories export wrote.")
        private Path file = Path.of("");

        @Mixin
        private final ClientFlags flags = new ClientFlags();

        @Override
        public Integer call() throws IOException {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new StackException("cannot read " + file + "; nothing was imported");
            }
            ImportPlace place = ImportPlace.of(StackFlags.userData(), file, flags.apiUrl() + " memories");
            long before = place.records();
            ProgressLine line = new ProgressLine(String.valueOf(file.getFileName()));
            MemoryLinesImport.Result result = new MemoryLinesImport(flags.api(), lines -> {
                place.at(lines);
                line.at(lines);
            }).run(file, before);
            place.end();
            line.end();
            if (flags.json()) {
                System.out.println(Door.JSON.writeValueAsString(result));
            } else {
                System.out.printf(Locale.ROOT, "%s: %d lines, %d given to the ledger, %d here already, %d refused%s%n",
                        file, result.lines(), result.taken(), result.known(), result.refused(),
                        before > 0 ? " (went on after " + before + ")" : "");
                result.reasons().lines("refused").forEach(each -> System.out.println("  " + each));
                if (!result.whole()) {
                    System.out.println(
                            "  the file does not end as an export does: it was cut off, or holds some lines of one");
                }
                System.out.println("what the ledger refuses is told by ./palimpsest dead-letters");
            }
            return result.refused() > 0 ? ExitCode.SOFTWARE : ExitCode.OK;
        }
    }
}
