package dev.palimpsest.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.palimpsest.access.Door;
import dev.palimpsest.local.client.ApiClient;
import dev.palimpsest.local.client.ClientKey;
import dev.palimpsest.local.demo.Play;
import dev.palimpsest.local.service.Services;
import dev.palimpsest.local.stack.LocalStack;
import dev.palimpsest.local.stack.Ports;
import dev.palimpsest.local.stack.Progress;
import dev.palimpsest.local.stack.StackException;
import dev.palimpsest.local.stack.StackOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Starts an ephemeral system, measures it, and prints one JSON object. Progress goes to standard error. */
@Command(name = "./palimpsest bench", mixinStandardHelpOptions = true, subcommands = {
        Audit.class, FileTrial.class, Load.class, Reading.class,
        Repetition.class}, description = "Measure start, intake and search on an ephemeral system; prints JSON. Ratios are against a bare loop of the same run.")
public final class Bench implements Callable<Integer> {

    private static final Duration WINDOW = Duration.ofSeconds(2);

    @Option(names = "--events", paramLabel = "N", defaultValue = "50000", description = "Events to take in (default: ${DEFAULT-VALUE}).")
    private int events;

    @Option(names = "--searches", paramLabel = "N", defaultValue = "300", description = "Searches to time (default: ${DEFAULT-VALUE}).")
    private int searches;

    @Option(names = "--port-offset", paramLabel = "N", defaultValue = "12000", description = "Add N to every port (default: ${DEFAULT-VALUE}).")
    private int portOffset;

    private Bench() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).setExecutionExceptionHandler((failure, command, _) -> {
            command.getErr().println("palimpsest: " + failure.getMessage());
            return ExitCode.SOFTWARE;
        }).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        StackOptions options = new StackOptions(Files.createTempDirectory("palimpsest-bench-"), true,
                new Ports(portOffset), StackOptions.SEARCH_HEAP_DEFAULT);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("processors", Runtime.getRuntime().availableProcessors());
        long started = System.nanoTime();
        try (ClientKey key = ClientKey.of(options.data().resolve("bench"), portOffset);
                LocalStack stack = LocalStack.prepare(options, Progress.SILENT,
                        Services.all(Services.Settings.quick(WINDOW)))) {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(stack::close));
            key.create(stack.data());
            stack.start();
            figures.put("up_seconds", seconds(started));
            measure(stack, key.read().orElseThrow(), figures);
        }
        print(figures);
        return ExitCode.OK;
    }

    private void measure(LocalStack stack, String key, Map<String, Object> figures) {
        ApiClient api = new ApiClient(door(stack.ports().api().number()), key);
        ApiClient ingest = new ApiClient(door(stack.ports().ingest().number()), key);
        tell("bare consume and parse");
        double bare = new BareLoop(stack.kafkaBootstrap()).eventsPerSecond(events);
        tell("intake of " + events + " events");
        Intake intake = new Intake(ingest, new Play(ingest, api, Bench::tell), events);
        Intake.Rates rates = intake.run(WINDOW);
        figures.put("events", events);
        figures.put("bare_consume_and_parse_events_per_second", Math.round(bare));
        figures.put("accepted_events_per_second", Math.round(rates.accepted()));
        figures.put("remembered_events_per_second", Math.round(rates.remembered()));
        figures.put("accepted_to_bare_ratio", ratio(rates.accepted() / bare));
        figures.put("remembered_to_bare_ratio", ratio(rates.remembered() / bare));
        figures.put("log_records", rates.logRecords());
        figures.put("memories", rates.memories());
        tell(searches + " searches");
        figures.put("search_milliseconds", SearchLatency.measure(api, searches));
    }

    private static void print(Map<String, Object> figures) {
        try {
            System.out.println(Door.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(figures));
        } catch (JsonProcessingException e) {
            throw new StackException("figures that are no JSON", e);
        }
    }

    static double seconds(long sinceNanos) {
        return Math.round((System.nanoTime() - sinceNanos) / 1e8) / 10.0;
    }

    private static double ratio(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }

    private static void tell(String step) {
        System.err.println(step);
    }

    private static URI door(int port) {
        return URI.create("http://" + Ports.LOOPBACK + ":" + port);
    }
}
