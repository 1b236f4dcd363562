package dev.palimpsest.query.service;

import dev.palimpsest.access.ApiKeys;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Health;
import dev.palimpsest.index.IndexUnavailable;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.index.MemoryWriter;
import dev.palimpsest.query.audit.DeadLetterReading;
import dev.palimpsest.query.audit.Export;
import dev.palimpsest.query.audit.MemoryLog;
import dev.palimpsest.query.audit.ObservationReading;
import dev.palimpsest.query.audit.Past;
import dev.palimpsest.query.audit.TopicReading;
import dev.palimpsest.query.audit.Verification;
import dev.palimpsest.query.barrier.IndexedPlace;
import dev.palimpsest.query.barrier.Places;
import dev.palimpsest.query.barrier.WriteBarrier;
import dev.palimpsest.query.http.Reads;
import dev.palimpsest.query.http.Routes;
import dev.palimpsest.query.http.Writes;
import dev.palimpsest.query.recall.Lineage;
import dev.palimpsest.query.recall.ReceiptLog;
import dev.palimpsest.query.recall.Receipts;
import dev.palimpsest.query.recall.Recalls;
import dev.palimpsest.query.recall.Rechecks;
import dev.palimpsest.schemas.ObservationLog;
import dev.palimpsest.schemas.registry.HttpSchemaRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The query API: REST over the index and the log. */
public final class QueryService implements AutoCloseable {

    private final ObservationLog observations;
    private final WriteBarrier barrier;
    private final MemoryLog log;
    private final Places audited;
    private final MemoryWriter index;
    private final Receipts receipts;
    private final IndexedPlace place;
    private final Door door;

    private QueryService(QueryConfig config, MemoryReader reader, MemoryWriter index) {
        HttpSchemaRegistry registry = new HttpSchemaRegistry(config.registry());
        this.index = index;
        observations = ObservationLog.on(config.kafka(), registry, config.admission().open().paced());
        audited = new Places(config.kafka());
        TopicReading reading = new TopicReading(config.kafka());
        log = new MemoryLog(reading, registry);
        InstantSource clock = InstantSource.system();
        receipts = Receipts.on(config.kafka(), registry);
        place = new IndexedPlace(new Places(config.kafka()), index::refresh);
        Past past = new Past(reader, log);
        barrier = new WriteBarrier(new Places(config.kafka()), index::refresh);
        Verification verification = new Verification(log, registry, index, config.processor(), audited);
        door = Door.open(config.door(), new ApiKeys(config.apiKeys()),
                new Health(Map.of("kafka", this::kafkaProblem, "index", this::indexProblem)),
                new Routes(new Reads(new Recalls(reader, past, log,
                        new Lineage(reader, log, new ObservationReading(reading, registry)), receipts,
                        place::positions, clock), new Rechecks(past), verification,
                        new ReceiptLog(reading, registry), receipts, new DeadLetterReading(reading, registry),
                        new Export(log, registry, clock), clock),
                        new Writes(observations, barrier, reader))::addTo);
    }

    /**
     * Starts listening.
     *
     * @param index stays the caller's to close, like the reader; used to refresh and to scan, never to write
     */
    public static QueryService start(QueryConfig config, MemoryReader reader, MemoryWriter index) {
        QueryService service = new QueryService(config, reader, index);
        service.barrier.start();
        return service;
    }

    private Optional<String> kafkaProblem() {
        return log.answers() ? Optional.empty() : Optional.of("the brokers do not answer, or the log is not there yet");
    }

    private Optional<String> indexProblem() {
        try {
            index.count(null);
            return Optional.empty();
        } catch (IndexUnavailable e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        door.close();
        barrier.close();
        audited.close();
        place.close();
        receipts.close();
        observations.close();
    }
}
