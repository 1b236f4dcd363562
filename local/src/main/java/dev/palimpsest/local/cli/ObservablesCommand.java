package dev.palimpsest.local.cli;

import dev.palimpsest.local.observe.FoundJson;
import dev.palimpsest.local.observe.JsonLines;
import dev.palimpsest.local.stack.StackException;
import dev.palimpsest.observables.Limits;
import dev.palimpsest.observables.Observables;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds indicators in text. Talks to nothing and starts nothing. */
@Command(name = "observables", mixinStandardHelpOptions = true, description = "Find indicators in text, defanged or not, and print them as JSON. Needs no running system.", footer = {
        "", "Examples:", "  echo 'see hxxps[:]//evil[.]example/a' | ./palimpsest observables",
        "  ./palimpsest observables report.txt",
        "  ./palimpsest observables --jsonl < texts.jsonl   lines {\"id\",\"text\",\"kind\"} in, {\"id\",\"found\"} or {\"id\",\"refanged\"} out"})
final class ObservablesCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Files to read in place of standard input, UTF-8.")
    private List<Path> files = List.of();

    @Option(names = "--jsonl", description = "Each line is one text; its answer is written before the next is read.")
    private boolean jsonl;

    @Override
    public Integer call() throws IOException {
        for (Path file : files) {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new StackException("cannot read " + file);
            }
        }
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        if (files.isEmpty()) {
            read(System.in, out);
        }
        for (Path file : files) {
            try (InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()))) {
                read(in, out);
            }
        }
        out.flush();
        return out.checkError() ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private void read(InputStream in, PrintStream out) throws IOException {
        if (jsonl) {
            new JsonLines(in, out).run();
            return;
        }
        String text = new String(in.readNBytes(4 * Limits.DEFAULTS.textLengthMax() + 4), StandardCharsets.UTF_8);
        out.println(FoundJson.pretty(Observables.scan(text, Limits.DEFAULTS)));
    }
}
