package dev.palimpsest.bench;

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
import dev.palimpsest.memory.ledger.Digest;
import dev.palimpsest.memory.ledger.Ledger;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.InMemorySchemaRegistry;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A partition of a log of connections, decided by the real ledger and encoded as it is stored: about twenty records a memory. */
final class MadeUpLog {

    static final TenantId TENANT = new TenantId("bench");

    private static final int RECORDS_A_MEMORY = 20;
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final RecordSerde<LogRecord> serde = new RecordSerde<>(Codecs.MEMORY_EVENT, registry,
            Topic.MEMORY_LOG.title());
    private final Map<MemoryId, Memory> heads = new HashMap<>();

    SchemaRegistry registry() {
        return registry;
    }

    /** Of the heads, as the ledger left them. */
    Digest digest() {
        return digest(heads);
    }

    private static Digest digest(Map<MemoryId, Memory> heads) {
        return heads.values().stream().map(Digest::of).reduce(Digest.EMPTY, Digest::plus);
    }

    /** Writes records, each after its length in four bytes, and -1 after the last. Returns their bytes. */
    long write(Path file, int records) throws IOException {
        int memories = Math.max(1, records / RECORDS_A_MEMORY);
        Hash previous = Hash.NONE;
        long bytes = 0;
        int written = 0;
        try (DataOutputStream out = new DataOutputStream(
                new BufferedOutputStream(Files.newOutputStream(file), 1 << 20))) {
            for (int i = 0; written < records; i++) {
                Claim claim = claim(i, i % memories);
                Memory head = heads.get(claim.memory());
                if (Ledger.decide(head, claim, START.plusMillis(i)) instanceof Decision.Append append) {
                    LogRecord record = LogRecord.chain(previous, append.event());
                    heads.put(claim.memory(), Ledger.apply(head, append.event()));
                    previous = record.hash();
                    byte[] encoded = serde.toBytes(record);
                    out.writeInt(encoded.length);
                    out.write(encoded);
                    bytes += encoded.length;
                    written++;
                }
            }
            out.writeInt(-1);
        }
        return bytes;
    }

    private static Claim claim(int i, int memory) {
        Subject from = Subject.parse("ip:10." + memory / 65_536 + "." + memory / 256 % 256 + "." + memory % 256);
        Subject to = Subject.parse("ip:203.0.113." + memory % 250);
        Content content = Content.Plain.of(from.name() + " connected to " + to.name() + " on port 443")
                .withAttribute("destination.port", "443").withEntities(List.of(to));
        Instant at = START.plusMillis(i);
        return new Claim.Statement(TENANT, from, Kind.RELATION, Identity.edge("connected-to", to), content,
                ValidTime.since(at), new Occurrences(at, at, 10), 0.8, TrustTier.SENSOR_STRUCTURED, Tlp.AMBER,
                List.of(new Evidence(Hash.of("o" + i).hex().substring(0, 32), "zeek", "palimpsest.observations.v1", 0,
                        i,
                        null, new Extractor("events", 1))),
                List.of());
    }

    /** Decoding and folding alone. */
    static final class Folding implements Audit.Pass {

        private final MadeUpLog log;
        private final Map<MemoryId, Memory> folded = new HashMap<>();

        Folding(MadeUpLog log) {
            this.log = log;
        }

        @Override
        public void take(long offset, byte[] bytes) {
            LogRecord record = log.serde.fromBytes(bytes);
            folded.compute(record.event().header().memory(), (_, head) -> Ledger.apply(head, record.event()));
        }

        @Override
        public String outcome() {
            return digest(folded).hex();
        }
    }
}
