package dev.palimpsest.query.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.palimpsest.index.MemoryWriter;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.ledger.Digest;
import dev.palimpsest.memory.proof.CheckpointAudit;
import dev.palimpsest.memory.proof.Damage;
import dev.palimpsest.memory.proof.KeyStatement;
import dev.palimpsest.memory.proof.Link;
import dev.palimpsest.memory.proof.SignedCheckpoint;
import dev.palimpsest.memory.proof.WitnessReach;
import dev.palimpsest.query.barrier.Places;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import dev.palimpsest.trust.seal.SealedRecords;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Compares the four places a tenant's memories stand in: the fold of the log, the processor's state stores, the compacted topic and
 * the index. They agree when nothing is on its way; while something is, it looks again, a bounded number of times. On the way it
 * checks the chain of every partition, and the checkpoints against one another, the log and a witness.
 */
public final class Verification {

    private static final int LOOKS_MAX = 10;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int DAMAGES_MAX = 100;

    private final MemoryLog log;
    private final StoredRecords stored;
    private final Checkpoints checkpoints;
    private final RecordSerde<Memory> heads;
    private final MemoryWriter index;
    private final URI processor;
    private final Places places;
    private final SealedRecords sealed;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2)).build();

    /**
     * @param processor root of the processor's health door
     * @param sealed    seals what the index holds readable, since digests are of what is stored
     * @param places    tells when nothing is on its way any more; used by one run at a time
     */
    public Verification(MemoryLog log, SchemaRegistry registry, MemoryWriter index, URI processor, Places places,
            SealedRecords sealed) {
        this.sealed = sealed;
        this.places = places;
        this.log = log;
        this.stored = new StoredRecords(registry);
        this.checkpoints = new Checkpoints(log, registry);
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
     * @param settled whether every reader had read all that was written when this began: where not, what agrees is what was read
     * @param events  records of the log that are the tenant's
     * @param faults  what is wrong with log and checkpoints in words, the first {@value #DAMAGES_MAX}
     * @param damages the same in parts
     * @param attested what checkpoints say
     * @param seconds it took
     */
    public record Report(boolean agrees, boolean settled, long events, List<String> faults, List<Fault> damages,
            Attested attested,
            Place log, Place stores, Place compacted, Place index, double seconds) {}

    /** What is wrong at one place; {@code kind} in a word. */
    public record Fault(int partition, long offset, String kind, String detail) {
        static Fault of(Damage damage) {
            return new Fault(damage.partition(), damage.offset(), damage.kind().words().replace(' ', '-'),
                    damage.detail());
        }
    }

    /**
     * What is signed.
     *
     * @param checkpoints how many there are
     * @param records     of all tenants that a checkpoint vouches for; 0 of a partition in which anything is wrong
     * @param unsigned    records after the last checkpoints: only that the places agree speaks for these
     * @param witnessed   checkpoints of the witness that were compared
     * @param reach       how far the witness speaks, a line a partition; empty without a witness
     * @param keys        ids of the keys that signed, the first one first
     * @param lastSigners ids of the keys that signed the last checkpoints of the partitions, in the same order
     */
    public record Attested(long checkpoints, long records, long unsigned, long witnessed, List<String> reach,
            List<String> keys, List<String> lastSigners) {}

    /** Looks until the places agree or the looks are used up. One run at a time. */
    public Report run(TenantId tenant) {
        return run(tenant, List.of());
    }

    /**
     * As {@link #run(TenantId)}, and against what somebody outside kept.
     *
     * @param witness text of a witness file
     * @throws IllegalArgumentException naming the line of it that is none
     */
    public Report run(TenantId tenant, String witness) {
        return run(tenant, Checkpoints.witness(witness));
    }

    private synchronized Report run(TenantId tenant, List<SignedCheckpoint> witness) {
        for (int looks = 1; looks < LOOKS_MAX; looks++) {
            if (places.areReached()) { // cheaper than to compare in vain
                Report report = look(tenant, witness, true);
                if (report.agrees() || !report.faults().isEmpty()) {
                    return report;
                }
            }
            pause();
        }
        return look(tenant, witness, places.areReached());
    }

    private Report look(TenantId tenant, List<SignedCheckpoint> witness, boolean settled) {
        long started = System.nanoTime();
        index.refresh();
        CheckpointAudit attested = checkpoints.audit(witness); // first: the log then has all that they vouch for
        LogFold fold = new LogFold(tenant, log.ends().size(), attested);
        Map<Integer, Long> ends = log.readAll(Topic.MEMORY_LOG,
                record -> fold.take(record.partition(), record.key(), stored.read(record.offset(), record.value())));
        List<Damage> damages = damages(fold, ends);
        Place folded = Place.of(fold.digest());
        Place stores = stores(tenant);
        Place compacted = compacted(tenant);
        Place indexed = indexed(tenant);
        boolean agrees = damages.isEmpty() && folded.equals(stores) && folded.equals(compacted)
                && folded.equals(indexed);
        return new Report(agrees, settled, fold.events(), damages.stream().map(Damage::toString).toList(),
                damages.stream().map(Fault::of).toList(),
                new Attested(attested.taken(), fold.attested(), fold.unattested(), witness.size(),
                        witness.isEmpty()
                                ? List.of()
                                : attested.witnessReach().stream().map(WitnessReach::sentence).toList(),
                        attested.keys().statements().stream().map(KeyStatement::keyId).toList(),
                        attested.lastSigners()),
                folded, stores, compacted, indexed, (System.nanoTime() - started) / 1e9);
    }

    /** A broken partition is read a second time, whole. */
    private List<Damage> damages(LogFold fold, Map<Integer, Long> ends) {
        List<Damage> damages = new ArrayList<>();
        for (int number : fold.broken()) {
            List<Link> links = new ArrayList<>();
            log.readPartition(number, ends.getOrDefault(number, 0L),
                    record -> links.add(stored.read(record.offset(), record.value()).link()));
            damages.addAll(fold.diagnose(number, links));
        }
        damages.addAll(fold.contradictions());
        return damages.stream().limit(DAMAGES_MAX).toList();
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
        index.scan(tenant, memory -> digest[0] = digest[0].plus(Digest.of(sealed.seal(memory))));
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
