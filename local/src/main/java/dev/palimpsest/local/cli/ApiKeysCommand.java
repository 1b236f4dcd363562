package dev.palimpsest.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Door;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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

/** Who may come in. */
@Command(name = "api-keys", mixinStandardHelpOptions = true, description = "Make, list, rotate and revoke the keys by which programs and people come in.", synopsisSubcommandLabel = "COMMAND", subcommands = {
        ApiKeysCommand.Create.class, ApiKeysCommand.Ls.class, ApiKeysCommand.Rotate.class,
        ApiKeysCommand.Revoke.class})
final class ApiKeysCommand implements Runnable {

    private static final String PATH = "/api/v1/keys";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Makes a key. */
    @Command(name = "create", mixinStandardHelpOptions = true, description = "Make a key and print it once; nothing keeps it but its hash.")
    static final class Create implements Callable<Integer> {

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Parameters(paramLabel = "NAME", description = "Who uses it: receipts and orders name them so.")
        private String name = "";

        @Option(names = "--role", paramLabel = "ROLE", split = ",", description = "reader (default), writer, curator, auditor, feed or admin; several add up.")
        private List<String> roles = List.of();

        @Option(names = "--tlp", paramLabel = "MARK", description = "Strictest Traffic Light Protocol mark it is cleared for: clear, green, amber (default), amber-strict, red.")
        private @Nullable String tlp;

        @Option(names = "--pap", paramLabel = "MARK", description = "Strictest Permissible Actions Protocol mark: clear, green, amber (default), red.")
        private @Nullable String pap;

        @Option(names = "--for", paramLabel = "SUBJECT", split = ",", description = "Of people's and assistants' memories, whose it sees and writes, such as user:alice or agent:triage (default: all).")
        private List<String> persons = List.of();

        @Option(names = "--expires", paramLabel = "WHEN", description = "An instant, a day, or a duration from now such as P90D (default: never).")
        private @Nullable String expires;

        @Mixin
        private final ClientFlags flags = new ClientFlags();

        @Override
        public Integer call() {
            ObjectNode wanted = Door.JSON.createObjectNode().put("name", name);
            roles.forEach(wanted.putArray("roles")::add);
            persons.forEach(wanted.putArray("for")::add);
            wanted.put("tlp", tlp).put("pap", pap);
            if (expires != null) {
                wanted.put("expires", instant(expires).toString());
            }
            JsonNode made = flags.api().post(PATH, wanted);
            System.out.println(flags.json() ? Output.pretty(made) : told(made) + "\n" + made.path("key").asText());
            return ExitCode.OK;
        }

        private Instant instant(String text) {
            try {
                if (text.startsWith("P")) {
                    return Instant.now().plus(Duration.parse(text));
                }
                return text.contains("T")
                        ? Instant.parse(text)
                        : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            } catch (DateTimeException e) {
                throw new ParameterException(spec.commandLine(),
                        "--expires is an instant, a day or a duration such as P90D; got: " + text, e);
            }
        }
    }

    /** Lists keys. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the keys of this tenant, without the keys themselves.")
    static final class Ls implements Callable<Integer> {

        @Mixin
        private final ClientFlags flags = new ClientFlags();

        @Override
        public Integer call() {
            JsonNode keys = flags.api().get(PATH);
            if (flags.json()) {
                System.out.println(Output.pretty(keys));
            } else {
                keys.path("keys").forEach(key -> System.out.println(told(key)));
            }
            return ExitCode.OK;
        }
    }

    /** Puts a new key in an old one's place. */
    @Command(name = "rotate", mixinStandardHelpOptions = true, description = "Make a new key with an old one's rights; the old one is good for a while yet.")
    static final class Rotate implements Callable<Integer> {

        @Parameters(paramLabel = "ID", description = "The key, as list names it.")
        private String id = "";

        @Option(names = "--grace", paramLabel = "DURATION", defaultValue = "PT24H", description = "How long the old key stays good (default: ${DEFAULT-VALUE}).")
        private Duration grace = Duration.ofHours(24);

        @Mixin
        private final ClientFlags flags = new ClientFlags();

        @Override
        public Integer call() {
            JsonNode made = flags.api().post(path(id) + "/rotate",
                    Door.JSON.createObjectNode().put("grace", grace.toString()));
            System.out.println(flags.json() ? Output.pretty(made) : told(made) + "\n" + made.path("key").asText());
            return ExitCode.OK;
        }
    }

    /** Ends a key. */
    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "End a key; it is refused within a second.")
    static final class Revoke implements Callable<Integer> {

        @Parameters(paramLabel = "ID", description = "The key, as list names it.")
        private String id = "";

        @Mixin
        private final ClientFlags flags = new ClientFlags();

        @Override
        public Integer call() {
            JsonNode gone = flags.api().delete(path(id));
            System.out.println(flags.json() ? Output.pretty(gone) : "revoked " + told(gone));
            return ExitCode.OK;
        }
    }

    private static String path(String id) {
        return PATH + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    private static String told(JsonNode key) {
        StringBuilder line = new StringBuilder(key.path("id").asText()).append("  ").append(key.path("name").asText())
                .append("  ").append(words(key.path("roles"))).append("  tlp ").append(key.path("tlp").asText())
                .append("  pap ").append(key.path("pap").asText());
        if (!key.path("for").isEmpty()) {
            line.append("  for ").append(words(key.path("for")));
        }
        if (key.hasNonNull("expires")) {
            line.append(key.path("good").asBoolean() ? "  until " : "  expired ").append(key.path("expires").asText());
        }
        return line.toString();
    }

    private static String words(JsonNode list) {
        StringBuilder words = new StringBuilder();
        list.forEach(word -> words.append(words.isEmpty() ? "" : ",").append(word.asText()));
        return words.toString();
    }
}
