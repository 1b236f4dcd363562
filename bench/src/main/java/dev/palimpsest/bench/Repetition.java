package dev.palimpsest.bench;

import dev.palimpsest.access.Door;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.Arrival.Expected;
import dev.palimpsest.ingest.observe.Observer;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.observation.Observation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/**
 * What repetition costs the log: sightings of known indicators, over and over. The decoders, the extractors and the
 * topology are the real ones, under Streams' test driver, so that a day passes as fast as its events are worked on.
 */
@Command(name = "repetition", mixinStandardHelpOptions = true, description = "Sight known indicators over and over and print, as JSON, what the log grew by against the events' raw bytes. No brokers: the topology runs under Streams' test driver, by a clock that the command moves.")
final class Repetition implements Callable<Integer> {

    private static final TenantId TENANT = new TenantId("bench");
    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
    private static final int TICKS = 2_000;

    @Option(names = "--sightings", paramLabel = "N", defaultValue = "1000000", description = "Events in all (default: ${DEFAULT-VALUE}).")
    private int sightings;

    @Option(names = "--indicators", paramLabel = "N", defaultValue = "1000", description = "Known indicators, at most 60000 (default: ${DEFAULT-VALUE}).")
    private int indicators;

    @Option(names = "--over", paramLabel = "DURATION", defaultValue = "PT1H", description = "The time they are spread over, ISO 8601 (default: ${DEFAULT-VALUE}).")
    private Duration over = Duration.ofHours(1);

    private final Observer observer = new Observer();

    @Override
    public Integer call() throws IOException {
        try (DrivenMemory memory = new DrivenMemory(Files.createTempDirectory("palimpsest-bench-"), START)) {
            for (int i = 0; i < indicators; i++) {
                memory.take(observed(address(i), Expected.INTELLIGENCE, START));
            }
            DrivenMemory.Growth known = memory.growth();
            long started = System.nanoTime();
            long raw = sight(memory);
            double seconds = (System.nanoTime() - started) / 1e9;
            DrivenMemory.Growth grown = memory.growth().since(known);
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("sightings", sightings);
            figures.put("indicators", indicators);
            figures.put("over_seconds", over.toSeconds());
            figures.put("raw_bytes", raw);
            figures.put("log_records", grown.records());
            figures.put("log_bytes", grown.bytes());
            figures.put("log_bytes_stored", grown.stored());
            figures.put("log_to_raw_ratio", Math.round(1e6 * grown.bytes() / raw) / 1e6);
            figures.put("log_stored_to_raw_ratio", Math.round(1e6 * grown.stored() / raw) / 1e6);
            figures.put("sightings_counted", grown.counted());
            figures.put("dead_letters", grown.letters());
            figures.put("events_per_second", Math.round(sightings / seconds));
            System.out.println(Door.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(figures));
        }
        return ExitCode.OK;
    }

    private long sight(DrivenMemory memory) {
        long raw = 0;
        int each = Math.max(1, sightings / TICKS);
        for (int i = 0; i < sightings; i++) {
            Instant at = START.plus(over.multipliedBy(i).dividedBy(sightings));
            String line = connection(i, at);
            raw += line.length();
            memory.take(observed(line, Expected.EVENTS, at));
            if (i % each == each - 1) {
                memory.advanceTo(at);
            }
        }
        memory.advanceTo(START.plus(over).plus(Duration.ofDays(2)));
        return raw;
    }

    private List<Observation> observed(String line, Expected expected, Instant at) {
        Arrival arrival = Arrival.of("bench", at).expecting(expected);
        return switch (observer.observe(TENANT, arrival, line.getBytes(StandardCharsets.UTF_8), line)) {
            case Observer.Observed.Observations found -> found.observations();
            case Observer.Observed.Nothing _ -> List.of();
            case Observer.Observed.Refused refused -> throw new IllegalStateException(refused.reason());
        };
    }

    /** A connection of one of a hundred machines, as Zeek tells it; each indicator is met by one of them. */
    private String connection(int i, Instant at) {
        int indicator = i % indicators;
        return "{\"_path\":\"conn\",\"ts\":\"" + at + "\",\"uid\":\"CBench" + i + "\",\"id.orig_h\":\"10.7.0."
                + (indicator % 100 + 1) + "\",\"id.orig_p\":" + (20_000 + i % 40_000) + ",\"id.resp_h\":\""
                + address(indicator) + "\",\"id.resp_p\":443,\"proto\":\"tcp\",\"service\":\"ssl\",\"duration\":1.5,"
                + "\"orig_bytes\":" + i % 9_000 + ",\"resp_bytes\":" + i % 90_000 + ",\"local_orig\":true,"
                + "\"local_resp\":false,\"missed_bytes\":0,\"history\":\"ShADadFf\",\"orig_pkts\":12,\"orig_ip_bytes\":1836,"
                + "\"resp_pkts\":14,\"resp_ip_bytes\":6240,\"tunnel_parents\":[],\"conn_state\":\"SF\"}";
    }

    private static String address(int indicator) {
        return "45." + (60 + indicator / 62_500) + "." + indicator / 250 % 250 + "." + (indicator % 250 + 1);
    }
}
