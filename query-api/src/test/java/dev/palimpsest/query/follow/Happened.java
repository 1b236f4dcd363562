package dev.palimpsest.query.follow;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.ledger.EventHeader;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.ledger.MemoryEvent;
import dev.palimpsest.query.audit.MemoryLog.Entry;
import java.time.Instant;
import java.util.List;

/** Events of the log, made by hand. */
final class Happened {

    static final TenantId ACME = new TenantId("acme");
    static final TenantId OTHER = new TenantId("other");

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    private Happened() {}

    static MemoryEvent.Created created(TenantId tenant, String subject, String text, Tlp marking) {
        return new MemoryEvent.Created(header(tenant, subject, text, 1, marking),
                new Identity(Identity.Form.TEXT, text), fact(text));
    }

    static MemoryEvent.Revised revised(TenantId tenant, String subject, String text, long version, Tlp marking) {
        return new MemoryEvent.Revised(header(tenant, subject, text, version, marking), fact(text));
    }

    static Entry at(int partition, long offset, MemoryEvent event) {
        return new Entry(partition, offset, LogRecord.chain(Hash.NONE, event));
    }

    private static MemoryEvent.Fact fact(String text) {
        return new MemoryEvent.Fact(Content.Plain.of(text), new Occurrences(NOW, NOW, 1), 0.5, List.of());
    }

    private static EventHeader header(TenantId tenant, String of, String text, long version, Tlp marking) {
        Subject subject = Subject.parse(of);
        MemoryId id = MemoryId.of(tenant, subject, Kind.SEMANTIC, new Identity(Identity.Form.TEXT, text));
        return new EventHeader(tenant, subject, id, Kind.SEMANTIC, version, ValidTime.since(NOW), NOW,
                List.of(new Evidence("o" + version, "test", "t", 0, version, null, new Extractor("test", 1))),
                TrustTier.CONTROL_PLANE, marking);
    }
}
