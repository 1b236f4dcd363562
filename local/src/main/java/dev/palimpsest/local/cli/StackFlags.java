package dev.palimpsest.local.cli;

import dev.palimpsest.local.stack.Ports;
import dev.palimpsest.local.stack.StackException;
import dev.palimpsest.local.stack.StackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of every command that starts a stack. */
final class StackFlags {

    /** State is either kept somewhere or not at all. */
    static final class Where {
        @Option(names = "--data", paramLabel = "DIR", description = "Keep state in DIR (default: $${XDG_DATA_HOME:-~/.local/share}/palimpsest).")
        @Nullable
        Path data;

        @Option(names = "--ephemeral", description = "Keep no state: a temporary directory, deleted at the end.")
        boolean ephemeral;
    }

    @ArgGroup
    @Nullable
    private Where where;

    @Option(names = "--port-offset", paramLabel = "N", defaultValue = "0", description = "Add N to every port, so that stacks can run side by side (default: ${DEFAULT-VALUE});"
            + " above 23000 a port may be one that Linux lends to a client.")
    private int portOffset;

    @Option(names = "--heap", paramLabel = "SIZE", defaultValue = StackOptions.SEARCH_HEAP_DEFAULT, description = "Heap of the search node, such as 1g (default: ${DEFAULT-VALUE}).")
    private String heap = StackOptions.SEARCH_HEAP_DEFAULT;

    /**
     * Returns what was chosen.
     *
     * @throws ParameterException if a value is out of bounds
     */
    StackOptions options(CommandLine command) {
        boolean ephemeral = where != null && where.ephemeral;
        try {
            return new StackOptions(ephemeral ? temporary() : kept(), ephemeral, new Ports(portOffset), heap);
        } catch (StackException outOfBounds) {
            throw new ParameterException(command, outOfBounds.getMessage(), outOfBounds);
        }
    }

    private Path kept() {
        return where != null && where.data != null ? where.data : userData();
    }

    static Path temporary() {
        try {
            return Files.createTempDirectory("palimpsest-");
        } catch (IOException e) {
            throw new StackException("cannot make a temporary directory in " + System.getProperty("java.io.tmpdir"), e);
        }
    }

    static Path userData() {
        String configured = System.getenv("XDG_DATA_HOME");
        Path base = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".local", "share")
                : Path.of(configured);
        return base.resolve("palimpsest");
    }
}
