package dev.palimpsest.ingest.hec;

import dev.palimpsest.access.Caller;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.Arrival.Expected;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.ingest.decode.record.EventTime;
import dev.palimpsest.ingest.observe.Observer;
import dev.palimpsest.ingest.raw.LetterBox;
import dev.palimpsest.ingest.raw.WriteOrSetAside;
import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.SourceName;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.trust.admission.Pace;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Writes the events of a request. An event that states its time is named by its content, so that a batch sent again changes
 * nothing; one without is named by its request and its place in it, see {@link RequestNames}: a request sent again because it
 * failed changes nothing, the same words after an answer are other events.
 */
public final class HecIntake {

    private final WriteOrSetAside log;
    private final LetterBox letters;
    private final Pace pace;
    private final InstantSource clock;
    private final Observer observer = new Observer();
    private final RequestNames names = new RequestNames();

    /**
     * A part of a request that cannot be written.
     *
     * @param record what is left of it; may be empty
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Unusable(byte[] record, String reason) {}

    /**
     * @param log  writes an observation without waiting for its source's pace; done once it is durable
     * @param pace of the sources: a request over it is not written at all
     */
    public HecIntake(Function<Observation, ? extends CompletableFuture<?>> log, LetterBox letters,
            InstantSource clock, Pace pace) {
        this.log = new WriteOrSetAside(log);
        this.letters = letters;
        this.pace = pace;
        this.clock = clock;
    }

    /**
     * Whether all of it is dealt with; where not, sending it again is safe.
     *
     * @param records  to be written, in order
     * @param unusable what of the request cannot be written, and why
     * @param whole    whether success will be answered; else the sender may send the same again
     */
    boolean write(Caller caller, List<byte[]> records, List<Unusable> unusable, boolean whole) {
        if (!pace.take(caller.tenant(), caller.name(), records.size()).isZero()) {
            return false;
        }
        Instant now = clock.instant();
        String owner = caller.tenant() + "\u001f" + caller.name() + "\u001f" + digest(records);
        String request = names.begin(owner, now);
        boolean done = false;
        try {
            done = write(caller, records, unusable, now, request);
            return done;
        } finally {
            if (!done || !whole) {
                names.giveBack(owner, request);
            }
        }
    }

    private boolean write(Caller caller, List<byte[]> records, List<Unusable> unusable, Instant now, String request) {
        Arrival arrival = Arrival.of(SourceName.of(caller.name()).text(), now).expecting(Expected.EVENTS);
        Map<String, Integer> seen = new HashMap<>();
        List<CompletableFuture<?>> writes = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            String content = Hash.of(records.get(i)).hex();
            String name = content + '#' + seen.merge(content, 1, Integer::sum);
            write(caller.tenant(), arrival, records.get(i), name, request + '@' + i, writes);
        }
        unusable.forEach(
                one -> writes.add(setAside(caller.tenant(), arrival.source(), one.record(), one.reason(), now)));
        try {
            CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).join();
            return true;
        } catch (CompletionException e) {
            return false;
        }
    }

    private void write(TenantId tenant, Arrival arrival, byte[] record, String name, String untimedName,
            List<CompletableFuture<?>> writes) {
        switch (observer.observe(tenant, arrival, record,
                decoded -> decoded.stream().anyMatch(HecIntake::isUntimed) ? untimedName : name)) {
            case Observer.Observed.Observations found -> write(found, record, arrival.receivedAt(), writes);
            case Observer.Observed.Nothing _ -> {
            }
            case Observer.Observed.Refused refused ->
                writes.add(setAside(tenant, arrival.source(), record, refused.reason(), arrival.receivedAt()));
        }
    }

    private void write(Observer.Observed.Observations found, byte[] record, Instant now,
            List<CompletableFuture<?>> writes) {
        found.observations().forEach(observation -> writes
                .add(log.write(observation, reason -> setAside(observation.tenant(), observation.source(),
                        record, reason, now))));
    }

    private CompletableFuture<Void> setAside(TenantId tenant, String source, byte[] record, String reason,
            Instant now) {
        return letters.put(new LetterBox.Origin("hec." + tenant, tenant, source), record, reason, now);
    }

    /** Names the whole request. */
    private static String digest(List<byte[]> records) {
        StringBuilder all = new StringBuilder();
        records.forEach(record -> all.append(Hash.of(record).hex()));
        return Hash.of(all.toString()).hex();
    }

    private static boolean isUntimed(DecodedRecord decoded) {
        return decoded.payload() instanceof Payload.Event event
                && event.has(EventTime.QUALITY_FIELD, EventTime.RECEIVED);
    }
}
