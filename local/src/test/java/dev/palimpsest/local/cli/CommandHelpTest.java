package dev.palimpsest.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

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
        CommandLine.Model.CommandSpec spec = Palimpsest.commandLine().getSubcommands().get(command).getCommandSpec();
        String[] required = spec.positionalParameters().stream().filter(CommandLine.Model.ArgSpec::required)
                .map(_ -> "something").toArray(String[]::new);

        assertThatCode(() -> spec.commandLine().parseArgs(required)).doesNotThrowAnyException();
    }
}
