package dev.palimpsest.query.audit;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.ledger.Decision;
import dev.palimpsest.memory.ledger.Ledger;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.ledger.MemoryEvent;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.InMemorySchemaRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A partition of a log that two tenants share, decided by the real ledger and stored as the real one is. */
final class SharedLog {

    static final TenantId MINE = new TenantId("acme");
    static final TenantId OTHERS = new TenantId("globex");
    static final InMemorySchemaRegistry REGISTRY = new InMemorySchemaRegistry();
    static final RecordSerde<LogRecord> SERDE = new RecordSerde<>(Codecs.MEMORY_EVENT, REGISTRY,
            Topic.MEMORY_LOG.title());

    private static final StoredRecords READER = new StoredRecords(REGISTRY);
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    private SharedLog() {}

    /** What stands at one offset. */
    static final class Stored {

        private final long offset;
        private final byte[] bytes;

        Stored(long offset, byte[] bytes) {
            this.offset = offset;
            this.bytes = bytes.clone();
        }

        long offset() {
            return offset;
        }

        byte[] bytes() {
            return bytes.clone();
        }

        StoredRecords.Stored read() {
            return READER.read(offset, bytes);
        }
    }

    /** Records of both tenants, of several memories and types. */
    static List<LogRecord> records(int count, int seed) {
        List<MemoryEvent> events = new ArrayList<>();
        Map<MemoryId, Memory> heads = new HashMap<>();
        for (int i = 0; events.size() < count; i++) {
            Claim claim = claim(i + seed * 1_000);
            Memory head = heads.get(claim.memory());
            if (Ledger.decide(head, claim, at(i)) instanceof Decision.Append append) {
                events.add(append.event());
                heads.put(claim.memory(), Ledger.apply(head, append.event()));
            }
        }
        return chain(events);
    }

    static List<LogRecord> chain(List<MemoryEvent> events) {
        List<LogRecord> records = new ArrayList<>();
        Hash previous = Hash.NONE;
        for (MemoryEvent event : events) {
            records.add(LogRecord.chain(previous, event));
            previous = records.getLast().hash();
        }
        return records;
    }

    /** With every second offset free, as markers of transactions leave them. */
    static List<Stored> stored(List<LogRecord> records) {
        List<Stored> stored = new ArrayList<>();
        records.forEach(record -> stored.add(new Stored(2L * stored.size() + 1, SERDE.toBytes(record))));
        return stored;
    }

    static Instant at(int second) {
        return START.plusSeconds(second);
    }

    private static Claim claim(int i) {
        TenantId tenant = i % 3 == 0 ? OTHERS : MINE;
        Subject subject = Subject.parse("user:user" + i % 4);
        Content content = Content.Plain.of("value " + i + " of " + tenant).withAttribute("k", "ä" + i);
        return new Claim.Statement(tenant, subject, i % 2 == 0 ? Kind.PROFILE : Kind.SEMANTIC,
                i % 2 == 0 ? Identity.slot("slot") : Identity.text("text " + i % 5), content, ValidTime.since(at(i)),
                Occurrences.once(at(i)), 0.5, TrustTier.ANALYST, Tlp.GREEN,
                List.of(new Evidence("observation " + i, "tests", "observations", 0, i, null, new Extractor("t", 1))),
                List.of());
    }
}
