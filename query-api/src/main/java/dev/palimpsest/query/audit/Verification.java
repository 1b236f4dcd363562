package dev.palimpsest.query.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.palimpsest.index.MemoryWriter;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.ledger.Digest;
import dev.palimpsest.query.barrier.Places;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Compares the four places a tenant's memories stand in: the fold of the log, the processor's state stores, the compacted topic and
 * the index. They agree when nothing is on its way; while something is, it looks again, a bounded number of times.
 */
public final class Verification {

    private static final int LOOKS_MAX = 10;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MemoryLog log;
    private final RecordSerde<Memory> heads;
    private final MemoryWriter index;
    private final URI processor;
    private final Places places;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2)).build();

    /**
     * @param processor root of the processor's health door
     * @param places    tells when nothing is on its way any more; used by one run at a time
     */
    public Verification(MemoryLog log, SchemaRegistry registry, MemoryWriter index, URI processor, Places places) {
        this.places = places;
        this.log = log;
        this.heads = new RecordSerde<>(Codecs.MEMORY, registry, Topic.MEMORY_CURRENT.title());
        this.index = index;
        this.processor = processor;
    }

    /** Digest and number of the memories in one place. */
    public record Place(String digest, long memories) {
        static Place of(Digest digest) {
            return new Place(digest.hex(), digest.count());
        }
    }

    /**
     * What was found.
     *
     * @param agrees  whether the log is intact and all four places hold the same memories
     * @param events  records of the log that are the tenant's
     * @param faults  broken records of the log, the first ones
     * @param seconds it took
     */
    public record Report(boolean agrees, long events, List<String> faults, Place log, Place stores,
            Place compacted, Place index, double seconds) {}

    /** Looks until the places agree or the looks are used up. One run at a time. */
    public synchronized Report run(TenantId tenant) {
        for (int looks = 1; looks < LOOKS_MAX; looks++) {
            if (places.areReached()) { // cheaper than to compare in vain
                Report report = look(tenant);
                if (report.agrees() || !report.faults().isEmpty()) {
                    return report;
                }
            }
            pause();
        }
        return look(tenant);
    }

    private Report look(TenantId tenant) {
        long started = System.nanoTime();
        index.refresh();
        LogFold fold = new LogFold(tenant);
        log.readAll(Topic.MEMORY_LOG, record -> {
            try {
                fold.take(record.partition(), record.offset(), log.entry(record.value()));
            } catch (SerializationException e) {
                fold.fault(record.partition(), record.offset(), "cannot be read");
            }
        });
        Place folded = Place.of(fold.digest());
        Place stores = stores(tenant);
        Place compacted = compacted(tenant);
        Place indexed = indexed(tenant);
        boolean agrees = fold.faults().isEmpty() && folded.equals(stores) && folded.equals(compacted)
                && folded.equals(indexed);
        return new Report(agrees, fold.events(), fold.faults(), folded, stores, compacted, indexed,
                (System.nanoTime() - started) / 1e9);
    }

    private Place compacted(TenantId tenant) {
        Map<String, Digest> latest = new HashMap<>();
        log.readAll(Topic.MEMORY_CURRENT, record -> {
            if (record.value() == null) {
                latest.remove(record.key());
            } else {
                Memory head = heads.fromBytes(record.value());
                if (head.tenant().equals(tenant)) {
                    latest.put(record.key(), Digest.of(head));
                }
            }
        });
        return Place.of(latest.values().stream().reduce(Digest.EMPTY, Digest::plus));
    }

    private Place indexed(TenantId tenant) {
        Digest[] digest = {Digest.EMPTY};
        index.scan(tenant, memory -> digest[0] = digest[0].plus(Digest.of(memory)));
        return Place.of(digest[0]);
    }

    private Place stores(TenantId tenant) {
        HttpRequest request = HttpRequest.newBuilder(processor.resolve("/digest?tenant=" + tenant)).timeout(TIMEOUT)
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode body = JSON.readTree(response.body());
            return new Place(Objects.requireNonNullElse(body.path("digest").textValue(), "unreadable"),
                    body.path("memories").asLong());
        } catch (IOException e) {
            return new Place("the processor does not answer", 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the processor", e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted between looks", e);
        }
    }
}
