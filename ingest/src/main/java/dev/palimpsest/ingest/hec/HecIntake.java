package dev.palimpsest.ingest.hec;

import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.Arrival.Expected;
import dev.palimpsest.ingest.decode.record.EventTime;
import dev.palimpsest.ingest.observe.Observer;
import dev.palimpsest.ingest.raw.LetterBox;
import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.Payload;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Writes the events of a request. An event that states its time is named by its content, so that a batch sent again changes
 * nothing; one without is named by its receipt, because the same words an hour later are another event.
 */
public final class HecIntake {

    private static final String SOURCE = "hec";

    private final Function<Observation, ? extends CompletableFuture<?>> log;
    private final LetterBox letters;
    private final InstantSource clock;
    private final Observer observer = new Observer();

    /** @param log writes an observation; done once it is durable */
    public HecIntake(Function<Observation, ? extends CompletableFuture<?>> log, LetterBox letters,
            InstantSource clock) {
        this.log = log;
        this.letters = letters;
        this.clock = clock;
    }

    /** Whether all of it is durable; where not, sending it again is safe. */
    boolean write(TenantId tenant, List<byte[]> records) {
        Arrival arrival = Arrival.of(SOURCE, clock.instant()).expecting(Expected.EVENTS);
        String receipt = UUID.randomUUID().toString();
        Map<String, Integer> seen = new HashMap<>();
        List<CompletableFuture<?>> writes = new ArrayList<>();
        for (byte[] record : records) {
            String content = Hash.of(record).hex();
            int repeat = seen.merge(content, 1, Integer::sum);
            write(tenant, arrival, record, content + '#' + repeat, receipt, writes);
        }
        try {
            CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).join();
            return true;
        } catch (CompletionException e) {
            return false;
        }
    }

    private void write(TenantId tenant, Arrival arrival, byte[] record, String name, String receipt,
            List<CompletableFuture<?>> writes) {
        switch (observer.observe(tenant, arrival, record, name)) {
            case Observer.Observed.Observations found when found.observations().stream()
                    .anyMatch(HecIntake::isUntimed) -> {
                if (observer.observe(tenant, arrival, record,
                        receipt + name) instanceof Observer.Observed.Observations own) {
                    own.observations().forEach(observation -> writes.add(log.apply(observation)));
                }
            }
            case Observer.Observed.Observations found ->
                found.observations().forEach(observation -> writes.add(log.apply(observation)));
            case Observer.Observed.Nothing _ -> {
            }
            case Observer.Observed.Refused refused ->
                writes.add(letters.put(new LetterBox.Origin("hec." + tenant, tenant, SOURCE), record, refused.reason(),
                        clock.instant()));
        }
    }

    private static boolean isUntimed(Observation observation) {
        return observation.payload() instanceof Payload.Event event
                && event.has(EventTime.QUALITY_FIELD, EventTime.RECEIVED);
    }
}
