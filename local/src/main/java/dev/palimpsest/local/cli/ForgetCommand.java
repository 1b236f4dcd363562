package dev.palimpsest.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.local.stack.StackException;
import java.io.Console;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Forgets a person for good. */
@Command(name = "forget", mixinStandardHelpOptions = true, description = "Forget a person for good: destroy the keys of what they said, end the memories of it, and certify that.", footer = {
        "",
        "The keys are gone when this returns: nobody reads these words again, in the log, in backups of it or anywhere. The log,",
        "the index and the certificate follow; ./palimpsest certificate ID tells how far it is. There is no way back."})
final class ForgetCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SUBJECT", description = "Who, such as user:alice; account:bob, host:ws12 or tenant:acme where the policy seals what is sent about them.")
    private String subject = "";

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why; stands in the certificate, readable for good.")
    private String reason = "";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean sure;

    @Mixin
    private final ClientFlags flags = new ClientFlags();

    @Override
    public Integer call() {
        if (!sure && !isConfirmed()) {
            throw new StackException("nothing was forgotten: say --yes, or answer with the subject's name");
        }
        JsonNode ordered = flags.api().post("/api/v1/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8)
                + "/erase?reason=" + URLEncoder.encode(reason, StandardCharsets.UTF_8), Map.of());
        System.out.println(flags.json()
                ? Output.pretty(ordered)
                : "the keys of " + subject + " are destroyed; the rest follows: ./palimpsest certificate "
                        + ordered.path("id").asText());
        return ExitCode.OK;
    }

    private boolean isConfirmed() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal)
                .map(console -> console.readLine("All that %s said is gone for good then. Type %s to go on: ", subject,
                        subject))
                .filter(answer -> answer.strip().equals(subject)).isPresent();
    }
}
