package dev.palimpsest.local.cli;

import dev.palimpsest.access.Door;
import dev.palimpsest.local.stack.StackException;
import dev.palimpsest.memory.proof.KeyStatement;
import dev.palimpsest.processor.checkpoint.CheckpointConfig;
import dev.palimpsest.processor.checkpoint.SigningKey;
import dev.palimpsest.trust.admission.AdmissionConfig;
import dev.palimpsest.trust.seal.KeyDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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

/** The keys by which this installation speaks for its log. */
@Command(name = "keys", mixinStandardHelpOptions = true, description = "Show the keys that sign checkpoints, or put a new key in place of the last: of these, or the master key that all keys of persons are wrapped by.", synopsisSubcommandLabel = "COMMAND", subcommands = {
        KeysCommand.Show.class, KeysCommand.Rotate.class})
final class KeysCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Which keys there are. */
    enum Purpose {
        /** Those that sign checkpoints. */
        CHECKPOINT,
        /** The one that wraps the keys of what persons said. */
        MASTER
    }

    /** Tells the keys so far. */
    @Command(name = "show", mixinStandardHelpOptions = true, description = "Show every key so far, the first one first. Who trusts the first can follow to the others.")
    static final class Show implements Callable<Integer> {

        @Mixin
        private final Which which = new Which();

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Override
        public Integer call() {
            if (which.purpose == Purpose.MASTER) {
                throw new StackException(
                        "a master key is no one's to see: ./palimpsest keys rotate master replaces it");
            }
            List<KeyStatement> keys = SigningKey.at(which.file(), Instant.now()).keys().statements();
            if (json) {
                System.out.println(Output.pretty(Door.JSON.valueToTree(keys)));
            } else {
                keys.forEach(
                        key -> System.out.println(key.keyId() + "  since " + key.at() + "\n    " + key.publicKey()));
            }
            return ExitCode.OK;
        }
    }

    /** Makes a new key. */
    @Command(name = "rotate", mixinStandardHelpOptions = true, description = "Make a new key, which the one before it introduces, or whose keys it wraps anew; that one is gone then. Running services take it up by themselves.")
    static final class Rotate implements Callable<Integer> {

        @Mixin
        private final Which which = new Which();

        @Override
        public Integer call() {
            if (which.purpose == Purpose.MASTER) {
                KeyDirectory.Rotation done = KeyDirectory.rotate(which.keys());
                System.out.println("master key " + done.master() + " wraps " + done.wrapped()
                        + " keys from now on; the one before it is gone");
                return ExitCode.OK;
            }
            System.out.println("checkpoints are signed by " + SigningKey.rotate(which.file(), Instant.now()).id()
                    + " from now on");
            return ExitCode.OK;
        }
    }

    /** Which key's file. */
    static final class Which {

        @Parameters(paramLabel = "PURPOSE", description = "What the key is for: ${COMPLETION-CANDIDATES}.")
        private Purpose purpose = Purpose.CHECKPOINT;

        @Option(names = "--data", paramLabel = "DIR", description = "Data directory of the stack (default: $${XDG_DATA_HOME:-~/.local/share}/palimpsest).")
        private @Nullable Path data;

        @Option(names = "--file", paramLabel = "FILE", description = "The key's file itself, or the directory of keys, where it is not in a data directory.")
        private @Nullable Path file;

        /** The directory of persons' keys. */
        Path keys() {
            Path named = file != null
                    ? file
                    : (data == null ? StackFlags.userData() : data).resolve(AdmissionConfig.KEYS);
            if (!Files.isDirectory(named)) {
                throw new StackException("there are no keys in " + named + ": the first start makes them");
            }
            return named;
        }

        Path file() {
            Path named = file != null
                    ? file
                    : (data == null ? StackFlags.userData() : data).resolve(CheckpointConfig.KEY);
            if (!Files.isReadable(named)) {
                throw new StackException("there is no " + purpose.name().toLowerCase(Locale.ROOT) + " key in "
                        + named + ": the processor makes it at its first start");
            }
            return named;
        }
    }
}
