package dev.palimpsest.query.recall;

import dev.palimpsest.access.Sight;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.query.audit.TopicReading;
import dev.palimpsest.query.recall.Receipt.Shown;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.SubjectKey;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.RecallReceipt;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The receipts that were kept, read from the brokers. Safe for several threads. */
public final class ReceiptLog {

    /** A receipt waits no longer than this before it is written, or is lost. */
    private static final Duration LATE_MAX = Duration.ofMinutes(10);

    private final TopicReading reading;
    private final RecordSerde<RecallReceipt> serde;
    private final SealedReceipts sealed;

    public ReceiptLog(TopicReading reading, SchemaRegistry registry, SealedReceipts sealed) {
        this.sealed = sealed;
        this.reading = reading;
        this.serde = new RecordSerde<>(Codecs.RECALL_RECEIPT, registry, Topic.RECALLS.title());
    }

    /** The tenant's receipt of that id; empty where there is none. */
    public Optional<Receipt> find(TenantId tenant, ReceiptId id) {
        String key = tenant.value() + SubjectKey.SEPARATOR + id;
        Receipt[] found = new Receipt[1];
        reading.read(Topic.RECALLS, key, Instant.ofEpochMilli(id.millis()), record -> {
            if (key.equals(record.key())) {
                found[0] = sealed.open(decode(serde.fromBytes(record.value())));
            }
            return found[0] == null && record.timestamp() < id.millis() + LATE_MAX.toMillis();
        });
        return Optional.ofNullable(found[0]);
    }

    /**
     * The latest recalls that showed a memory, latest first.
     *
     * @param since where to begin: when the memory was created, or later
     * @param max   at most so many
     */
    public List<Receipt> showing(TenantId tenant, MemoryId memory, Instant since, int max) {
        String prefix = tenant.value() + SubjectKey.SEPARATOR;
        Deque<Receipt> latest = new ArrayDeque<>();
        Comparator<Receipt> order = Comparator.comparing(Receipt::at);
        reading.read(Topic.RECALLS, null, since, record -> {
            if (record.key() != null && record.key().startsWith(prefix)) {
                Receipt receipt = sealed.open(decode(serde.fromBytes(record.value())));
                if (receipt.returned().stream().anyMatch(shown -> shown.ref().id().equals(memory))) {
                    latest.add(receipt);
                }
                if (latest.size() > 2 * max) { // partitions come one after the other, so the latest are anywhere
                    List<Receipt> kept = latest.stream().sorted(order.reversed()).limit(max).toList();
                    latest.clear();
                    latest.addAll(kept);
                }
            }
            return true;
        });
        return latest.stream().sorted(order.reversed()).limit(max).toList();
    }

    /**
     * The recalls that showed one of some memories in a version from which on it counts, oldest first.
     *
     * @param versions the first version that counts, by memory
     */
    public List<Receipt> showing(TenantId tenant, Map<MemoryId, Long> versions, Instant since) {
        String prefix = tenant.value() + SubjectKey.SEPARATOR;
        List<Receipt> found = new ArrayList<>();
        reading.read(Topic.RECALLS, null, since, record -> {
            if (record.key() != null && record.key().startsWith(prefix)) {
                Receipt receipt = decode(serde.fromBytes(record.value()));
                if (receipt.returned().stream().map(Shown::ref).anyMatch(
                        ref -> ref.version() >= versions.getOrDefault(ref.id(), Long.MAX_VALUE))) {
                    found.add(receipt);
                }
            }
            return true;
        });
        found.sort(Comparator.comparing(Receipt::at));
        return found;
    }

    private static Receipt decode(RecallReceipt from) {
        return new Receipt(ReceiptId.parse(from.getId()), new TenantId(from.getTenant()), from.getCaller(),
                Sight.parse(from.getSight()),
                from.getOperation(), from.getQuery(), from.getRequest(), from.getAt(),
                from.getPositions().entrySet().stream()
                        .collect(Collectors.toMap(place -> Integer.valueOf(place.getKey()), place -> place.getValue())),
                from.getReturned().stream().map(version -> new Shown(
                        new MemoryRef(MemoryId.parse(version.getMemory()), version.getVersion()), version.getScore()))
                        .toList());
    }
}
