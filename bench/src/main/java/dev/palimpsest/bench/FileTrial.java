package dev.palimpsest.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.access.ApiKeys;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.local.client.ApiClient;
import dev.palimpsest.local.client.Import;
import dev.palimpsest.local.demo.Play;
import dev.palimpsest.local.service.Services;
import dev.palimpsest.local.stack.LocalStack;
import dev.palimpsest.local.stack.Ports;
import dev.palimpsest.local.stack.Progress;
import dev.palimpsest.local.stack.StackException;
import dev.palimpsest.local.stack.StackOptions;
import dev.palimpsest.memory.TenantId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What becomes of files: each is imported for a tenant of its own, so that what it left behind can be told apart. */
@Command(name = "import", mixinStandardHelpOptions = true, description = "Import files into an ephemeral system, each for a tenant of its own, and print what became of each as JSON: events, memories by kind, techniques, dead letters by reason.")
final class FileTrial implements Callable<Integer> {

    private static final Duration WINDOW = Duration.ofSeconds(2);

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files, or directories of files.")
    private List<Path> paths = List.of();

    @Option(names = "--port-offset", paramLabel = "N", defaultValue = "12000", description = "Add N to every port (default: ${DEFAULT-VALUE}).")
    private int portOffset;

    /** A file on its way: the tenant it is imported for and what ingest said of it. */
    private record Trial(Path file, TenantId tenant, ApiClient api, Import.Result result, double seconds) {}

    @Override
    public Integer call() throws IOException {
        List<Path> files = files();
        StackOptions options = new StackOptions(Files.createTempDirectory("palimpsest-bench-"), true,
                new Ports(portOffset), StackOptions.SEARCH_HEAP_DEFAULT);
        try (LocalStack stack = LocalStack.prepare(options, Progress.SILENT,
                Services.all(Services.Settings.quick(WINDOW)))) {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(stack::close));
            stack.start();
            System.out.println(Door.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(run(stack, files)));
        }
        return ExitCode.OK;
    }

    private Map<String, Object> run(LocalStack stack, List<Path> files) throws IOException {
        long started = System.nanoTime();
        List<Trial> trials = new ArrayList<>();
        for (Path file : files) {
            System.err.println(file.getFileName());
            trials.add(take(stack, file, new TenantId("file-" + trials.size())));
        }
        double accepted = seconds(started);
        System.err.println("waiting until all of it is remembered");
        new Play(trials.getFirst().api(), trials.getFirst().api(), System.err::println).settle(WINDOW);
        double remembered = seconds(started) - Play.quiet(WINDOW).toMillis() / 1e3;
        Map<String, Map<String, Long>> letters = DeadLetterCount.byTenant(stack.kafkaBootstrap(), registry(stack));
        long records = trials.stream().mapToLong(trial -> trial.result().records()).sum();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("records", records);
        report.put("accepted_per_second", Math.round(records / accepted));
        report.put("remembered_per_second", Math.round(records / remembered));
        report.put("dead_letters_of_no_tenant", letters.getOrDefault("", Map.of()));
        report.put("files", trials.stream().map(trial -> outcome(trial, letters)).toList());
        return report;
    }

    private static Trial take(LocalStack stack, Path file, TenantId tenant) throws IOException {
        String key = new ApiKeys(stack.data().resolve(Services.API_KEYS)).create(Caller.admin(tenant, "bench"));
        ApiClient ingest = new ApiClient(door(stack.ports().ingest().number()), key);
        long started = System.nanoTime();
        Import.Result result = new Import(ingest, name(file), "ANY", _ -> {}).run(file, 0);
        return new Trial(file, tenant, new ApiClient(door(stack.ports().api().number()), key), result,
                seconds(started));
    }

    private static Map<String, Object> outcome(Trial trial, Map<String, Map<String, Long>> letters) {
        Map<String, Object> outcome = new LinkedHashMap<>();
        outcome.put("file", name(trial.file()));
        outcome.put("import", trial.result());
        outcome.put("seconds", trial.seconds());
        JsonNode verification = trial.api().get("/api/v1/verify");
        outcome.put("log_records", verification.path("events").asLong());
        outcome.put("every_place_agrees", verification.path("agrees").asBoolean());
        outcome.putAll(MemoryCount.of(trial.api()).figures());
        outcome.put("dead_letters", letters.getOrDefault(trial.tenant().value(), Map.of()));
        return outcome;
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            try (Stream<Path> within = Files.walk(path)) {
                within.filter(Files::isRegularFile).sorted().forEach(files::add);
            }
        }
        if (files.isEmpty()) {
            throw new StackException("no files in " + paths);
        }
        return files;
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static double seconds(long sinceNanos) {
        return Math.round((System.nanoTime() - sinceNanos) / 1e8) / 10.0;
    }

    private static URI door(int port) {
        return URI.create("http://" + Ports.LOOPBACK + ":" + port);
    }

    private static URI registry(LocalStack stack) {
        return stack.registry().resolve("/apis/ccompat/v7");
    }
}
