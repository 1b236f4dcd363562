package dev.palimpsest.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.palimpsest.access.Door;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.Arrival.Expected;
import dev.palimpsest.ingest.observe.Observer;
import dev.palimpsest.local.demo.Scenario;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.observables.Observables;
import dev.palimpsest.observables.Options;
import dev.palimpsest.processor.extract.Extraction;
import dev.palimpsest.processor.extract.Observed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** How fast events are read, on one thread, against parsing the same bytes as JSON and nothing else. */
@Command(name = "reading", mixinStandardHelpOptions = true, description = "Decode events, find observables in them and extract claims, on one thread, and print records a second as JSON, each with its ratio to Jackson parsing the same records in the same run.")
final class Reading implements Callable<Integer> {

    private static final TenantId TENANT = new TenantId("bench");

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "9", description = "Timed rounds of each; the median counts (default: ${DEFAULT-VALUE}).")
    private int rounds;

    private final Observer observer = new Observer();
    private final ObjectMapper json = new ObjectMapper();

    @Override
    public Integer call() throws IOException {
        Instant now = Instant.now();
        List<byte[]> records = Scenario.standard(now).events().values().stream().flatMap(String::lines)
                .map(line -> line.getBytes(StandardCharsets.UTF_8)).toList();
        Map<String, ToLongFunction<byte[]>> ways = new LinkedHashMap<>();
        ways.put("jackson", this::parsed);
        ways.put("decode", record -> observations(record, now).size());
        ways.put("observables", Reading::found);
        ways.put("decode_and_observables", record -> observations(record, now).size() + found(record));
        ways.put("decode_and_extract", record -> claims(record, now));
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("records", records.size());
        figures.put("bytes", records.stream().mapToLong(record -> record.length).sum());
        measure(records, ways).forEach((way, rates) -> figures.put(way, rates));
        System.out.println(Door.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(figures));
        return ExitCode.OK;
    }

    /** Rounds of all ways take turns, so that none has the machine's better minute. */
    private Map<String, Map<String, Object>> measure(List<byte[]> records, Map<String, ToLongFunction<byte[]>> ways) {
        Map<String, double[]> rates = new LinkedHashMap<>();
        ways.keySet().forEach(way -> rates.put(way, new double[rounds]));
        for (int round = -rounds; round < rounds; round++) { // the first half warms up
            System.err.println(round < 0 ? "warming up" : "round " + (round + 1) + " of " + rounds);
            for (Map.Entry<String, ToLongFunction<byte[]>> way : ways.entrySet()) {
                long started = System.nanoTime();
                long sum = records.stream().mapToLong(way.getValue()).sum();
                double rate = records.size() / ((System.nanoTime() - started) / 1e9);
                if (sum < 0) {
                    throw new IllegalStateException("counts are not negative");
                }
                if (round >= 0) {
                    rates.getOrDefault(way.getKey(), new double[rounds])[round] = rate;
                }
            }
        }
        double bare = median(rates.getOrDefault("jackson", new double[rounds]));
        Map<String, Map<String, Object>> figures = new LinkedHashMap<>();
        rates.forEach((way, all) -> figures.put(way, Map.of("records_per_second", Math.round(median(all)),
                "ratio_to_jackson", Math.round(median(all) / bare * 10_000) / 10_000.0)));
        return figures;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private long parsed(byte[] record) {
        try {
            return json.readTree(record).size();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("made-up events are JSON", e);
        } catch (IOException e) {
            throw new IllegalStateException("bytes can be read", e);
        }
    }

    private static long found(byte[] record) {
        return Observables.find(new String(record, StandardCharsets.UTF_8), Options.PLAIN).size();
    }

    private long claims(byte[] record, Instant now) {
        return observations(record, now).stream().mapToLong(
                each -> Extraction.STANDARD.claims(new Observed(each, "observations", 0, 0)).size()).sum();
    }

    private List<Observation> observations(byte[] record, Instant now) {
        Arrival arrival = Arrival.of("bench", now).expecting(Expected.EVENTS);
        return observer.observe(TENANT, arrival, record, "1") instanceof Observer.Observed.Observations found
                ? found.observations()
                : List.of();
    }
}
