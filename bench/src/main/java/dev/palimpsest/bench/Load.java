package dev.palimpsest.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.palimpsest.access.ApiKeys;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.local.service.Services;
import dev.palimpsest.local.stack.LocalStack;
import dev.palimpsest.local.stack.Ports;
import dev.palimpsest.local.stack.Progress;
import dev.palimpsest.local.stack.StackOptions;
import dev.palimpsest.memory.TenantId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/**
 * Many clients at once, each as fast as it is answered, of the native API and of mem0's: one request in four adds and the next
 * must find what was added. Exit status 1 where a request failed, a write was lost or doubled, or one's own write was not found.
 */
@Command(name = "load", mixinStandardHelpOptions = true, description = "Let many clients add and search for a while on an ephemeral system and print, as JSON, latencies as ratios to the bare OpenSearch query, memory over time, and what broke. Exit status 1 where anything did.")
final class Load implements Callable<Integer> {

    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final int SAMPLES = 10;
    private static final int BARE_SECONDS_MAX = 30;

    @Option(names = "--clients", paramLabel = "N", defaultValue = "200", description = "How many at once (default: ${DEFAULT-VALUE}).")
    private int clients;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "300", description = "How long (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--port-offset", paramLabel = "N", defaultValue = "12000", description = "Add N to every port (default: ${DEFAULT-VALUE}).")
    private int portOffset;

    @Override
    public Integer call() throws Exception {
        StackOptions options = new StackOptions(Files.createTempDirectory("palimpsest-bench-"), true,
                new Ports(portOffset), StackOptions.SEARCH_HEAP_DEFAULT);
        try (LocalStack stack = LocalStack.prepare(options, Progress.SILENT,
                Services.all(Services.Settings.quick(WINDOW)))) {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(stack::close));
            List<LoadClient> all = clients(stack);
            stack.start();
            List<Map<String, Object>> memory = run(all);
            LoadTally tally = new LoadTally();
            all.forEach(client -> tally.add(client.tally()));
            System.err.println("looking for what was written");
            all.forEach(client -> tally.count(client.missing()));
            System.err.println("the bare query, as many at once");
            LoadTally.Latency bare = new BareQuery(stack.search(), clients)
                    .measure(Duration.ofSeconds(Math.min(seconds, BARE_SECONDS_MAX)));
            print(figures(tally, bare, memory));
            return tally.isSound() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private List<LoadClient> clients(LocalStack stack) throws IOException {
        URI api = URI.create("http://" + Ports.LOOPBACK + ":" + stack.ports().api().number());
        ApiKeys keys = new ApiKeys(stack.data().resolve(Services.API_KEYS));
        List<LoadClient> all = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            all.add(new LoadClient(api, keys.create(Caller.admin(new TenantId("load"), "client-" + i)), i));
        }
        return all;
    }

    private List<Map<String, Object>> run(List<LoadClient> all) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(all.size());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (LoadClient client : all) {
            Thread _ = Thread.ofVirtual().start(() -> {
                client.runUntil(end);
                done.countDown();
            });
        }
        List<Map<String, Object>> memory = new ArrayList<>();
        long each = Math.max(1, seconds / SAMPLES);
        while (!done.await(each, TimeUnit.SECONDS)) {
            Map<String, Object> sample = Footprint.sample();
            memory.add(sample);
            System.err.println(sample);
        }
        return memory;
    }

    private Map<String, Object> figures(LoadTally tally, LoadTally.Latency bare, List<Map<String, Object>> memory) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("processors", Runtime.getRuntime().availableProcessors());
        figures.put("clients", clients);
        figures.put("seconds", seconds);
        figures.putAll(tally.figures(bare));
        figures.put("memory", memory);
        return figures;
    }

    private static void print(Map<String, Object> figures) throws JsonProcessingException {
        System.out.println(Door.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(figures));
    }
}
