package dev.palimpsest.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.local.client.ApiClient;
import dev.palimpsest.local.demo.Play;
import dev.palimpsest.local.demo.Scenario;
import dev.palimpsest.local.stack.Ports;
import dev.palimpsest.local.service.Services;
import dev.palimpsest.local.stack.StackException;
import dev.palimpsest.local.stack.StackOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Shows the whole idea on an invented intrusion. */
@Command(name = "demo", mixinStandardHelpOptions = true, description = "Start an ephemeral system, play an invented intrusion into it, and ask what Alice asks.")
final class DemoCommand implements Callable<Integer> {

    private static final Duration SIGHTING_WINDOW = Duration.ofSeconds(2);
    private static final int TOKENS = 4_000;
    private static final String IN_ENGLISH = "Show me recent suspicious activity.";

    @Option(names = "--headless", description = "End after the briefings instead of leaving the system up.")
    private boolean headless;

    @Option(names = "--port-offset", paramLabel = "N", defaultValue = "0", description = "Add N to every port (default: ${DEFAULT-VALUE}).")
    private int portOffset;

    @Option(names = "--scenario", paramLabel = "NAME", defaultValue = "", description = "Another telling of the story: erp-by-wmi.")
    private String telling = "";

    @Override
    public Integer call() {
        StackOptions options = new StackOptions(StackFlags.temporary(), true, new Ports(portOffset),
                StackOptions.SEARCH_HEAP_DEFAULT);
        Instant now = Instant.now();
        Scenario scenario = scenario(now);
        try (RunningSystem system = RunningSystem.start(options, Console.ofProcess(),
                Services.Settings.quick(SIGHTING_WINDOW))) {
            Play play = new Play(client(system, options.ports().ingest().number()),
                    client(system, options.ports().api().number()), System.out::println);
            System.out.println("playing an invented intrusion:");
            play.handIn(scenario);
            JsonNode report = play.settle(SIGHTING_WINDOW);
            System.out.printf(Locale.ROOT,
                    "remembered: %d memories in %d log records; log, stores, topic and index agree%n",
                    report.path("log").path("memories").asLong(), report.path("events").asLong());
            ask(play, "user:alice", scenario.question());
            ask(play, "user:alice", IN_ENGLISH);
            ask(play, "user:bob", IN_ENGLISH);
            return headless ? ExitCode.OK : stay(system, scenario);
        }
    }

    private Scenario scenario(Instant now) {
        try {
            return telling.isEmpty() ? Scenario.standard(now) : Scenario.alternative(telling, now);
        } catch (IllegalArgumentException e) {
            throw new StackException(String.valueOf(e.getMessage()), e);
        }
    }

    private static int stay(RunningSystem system, Scenario scenario) {
        String flags = system.flags();
        System.out.println("\nThe system is up. In another terminal, try:");
        System.out.println("  ./palimpsest search" + flags + " " + scenario.variable("SERVER"));
        System.out.println("  ./palimpsest brief" + flags + " --as bob \"What happened today?\"");
        System.out.println("  ./palimpsest history" + flags + " ID     (an id from a briefing)");
        System.out.println("  ./palimpsest verify" + flags);
        System.out.println("Ctrl-C stops everything; nothing is kept.");
        System.err.println("palimpsest: " + system.stack().died().join());
        return ExitCode.SOFTWARE;
    }

    private static void ask(Play play, String asker, String question) {
        System.out.println("\n─── " + asker + " asks: " + question + "\n");
        System.out.println(play.ask(asker, question, TOKENS));
    }

    private static ApiClient client(RunningSystem system, int port) {
        return new ApiClient(URI.create("http://" + Ports.LOOPBACK + ":" + port), system.key());
    }
}
