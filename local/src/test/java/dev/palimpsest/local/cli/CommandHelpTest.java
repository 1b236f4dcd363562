package dev.palimpsest.local.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class CommandHelpTest {

    static Stream<String> commands() {
        return Palimpsest.commandLine().getSubcommands().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldExplainItselfWhenAskedForHelp(String command) {
        StringWriter out = new StringWriter();
        CommandLine line = Palimpsest.commandLine().setOut(new PrintWriter(out));

        assertThat(line.execute(command, "--help")).isZero();

        assertThat(out.toString()).contains("Usage: palimpsest " + command);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldAcceptItsOwnDefaults(String command) {
        CommandLine.Model.CommandSpec spec = requireNonNull(Palimpsest.commandLine().getSubcommands().get(command))
                .getCommandSpec();
        Stream<String> required = spec.args().stream().filter(arg -> arg.required() && arg.arity().max() > 0)
                .map(arg -> arg instanceof OptionSpec option ? option.longestName() + "=something" : "something");
        String[] line = Stream.concat(Stream.of(command), required).toArray(String[]::new);

        assertThatCode(() -> Palimpsest.commandLine().parseArgs(line)).doesNotThrowAnyException();
    }
}
