package dev.palimpsest.schemas.codec;

import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Protection;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.Support;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.ledger.EventHeader;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.ledger.MemoryEvent;
import dev.palimpsest.memory.ledger.MemoryEvent.Contradicted;
import dev.palimpsest.memory.ledger.MemoryEvent.Created;
import dev.palimpsest.memory.ledger.MemoryEvent.Erased;
import dev.palimpsest.memory.ledger.MemoryEvent.Expired;
import dev.palimpsest.memory.ledger.MemoryEvent.Fact;
import dev.palimpsest.memory.ledger.MemoryEvent.Imported;
import dev.palimpsest.memory.ledger.MemoryEvent.Protected;
import dev.palimpsest.memory.ledger.MemoryEvent.Quarantined;
import dev.palimpsest.memory.ledger.MemoryEvent.Regrounded;
import dev.palimpsest.memory.ledger.MemoryEvent.Reinforced;
import dev.palimpsest.memory.ledger.MemoryEvent.Released;
import dev.palimpsest.memory.ledger.MemoryEvent.Restored;
import dev.palimpsest.memory.ledger.MemoryEvent.Retracted;
import dev.palimpsest.memory.ledger.MemoryEvent.Revised;
import dev.palimpsest.memory.ledger.MemoryEvent.RolledBack;
import dev.palimpsest.memory.ledger.MemoryEvent.Superseded;
import dev.palimpsest.schemas.avro.EventType;
import dev.palimpsest.schemas.avro.Identity;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

final class MemoryEventMapping {

    private MemoryEventMapping() {}

    static dev.palimpsest.schemas.avro.MemoryEvent encode(LogRecord from) {
        MemoryEvent event = from.event();
        return switch (event) {
            case Created created -> encode(from, EventType.CREATED, Words.identity(created.identity()), created.fact(),
                    null);
            case Revised revised -> encode(from, EventType.REVISED, null, revised.fact(), null);
            case Superseded superseded -> encode(from, EventType.SUPERSEDED, null, superseded.fact(), null);
            case Reinforced reinforced -> encode(from, EventType.REINFORCED, null, null, null, List.of(),
                    reinforced.occurrences(), reinforced.confidence());
            case Contradicted _ -> encode(from, EventType.CONTRADICTED, null, null, null);
            case Retracted retracted -> encode(from, EventType.RETRACTED, null, null, retracted.reason());
            case Restored restored -> encode(from, EventType.RESTORED, null, null, restored.reason());
            case Expired expired -> encode(from, EventType.EXPIRED, null, null, expired.reason());
            case Protected guarded -> encode(from, EventType.PROTECTED, null, null, guarded.reason());
            case Quarantined quarantined -> encode(from, EventType.QUARANTINED, null, null, quarantined.reason());
            case Released released -> encode(from, EventType.RELEASED, null, null, released.reason());
            case Erased erased -> encode(from, EventType.ERASED, null, null, erased.reason());
            case Regrounded regrounded -> encode(from, EventType.REGROUNDED, null, null, regrounded.reason());
            case RolledBack back -> encode(from, EventType.ROLLED_BACK, null, back.fact(), back.reason());
            case Imported _ -> encode(from, EventType.IMPORTED, null, null, null);
        };
    }

    static LogRecord decode(dev.palimpsest.schemas.avro.MemoryEvent from) {
        EventHeader header = header(from);
        MemoryEvent event = switch (from.getType()) {
            case CREATED -> new Created(header, Words.identityOf(from.getIdentity()), fact(from));
            case REVISED -> new Revised(header, fact(from));
            case SUPERSEDED -> new Superseded(header, fact(from));
            case REINFORCED -> new Reinforced(header, Words.occurrencesOf(from.getOccurrences()),
                    from.getConfidence());
            case CONTRADICTED -> new Contradicted(header, MemoryId.parse(from.getContradictedBy()));
            case RETRACTED -> new Retracted(header, reason(from));
            case RESTORED -> new Restored(header, reason(from));
            case EXPIRED -> new Expired(header, reason(from));
            case PROTECTED -> new Protected(header, Words.same(Protection.class, Objects.requireNonNull(
                    from.getProtection(), "the event says no protection")), reason(from));
            case QUARANTINED -> new Quarantined(header, reason(from));
            case RELEASED -> new Released(header, reason(from));
            case ERASED -> new Erased(header, reason(from));
            case REGROUNDED -> new Regrounded(header, support(from), reason(from));
            case ROLLED_BACK -> new RolledBack(header, fact(from), Words.same(Status.class, from.getStatus()),
                    support(from), Objects.requireNonNull(from.getSource(), "the event names no source"),
                    Objects.requireNonNull(from.getSince(), "the event names no time"), reason(from));
            case IMPORTED -> new Imported(header, MemoryMapping.decode(Objects.requireNonNull(from.getImported(),
                    "the event has no state")), Words.originOf(from.getOriginEvent(), from.getOriginHash()));
            case UNKNOWN -> throw new IllegalArgumentException("memory event of a type this version does not know");
        };
        return new LogRecord(event, Words.hashOf(from.getPreviousHash()), Words.hashOf(from.getHash()));
    }

    private static dev.palimpsest.schemas.avro.MemoryEvent encode(LogRecord from, EventType type,
            @Nullable Identity identity, @Nullable Fact fact, @Nullable String reason) {
        if (fact == null) {
            return encode(from, type, identity, null, reason, List.of(), null, null);
        }
        return encode(from, type, identity, Words.content(fact.content()), reason, Words.refs(fact.derivedFrom()),
                fact.occurrences(), fact.confidence());
    }

    private static dev.palimpsest.schemas.avro.MemoryEvent encode(LogRecord from, EventType type,
            @Nullable Identity identity, @Nullable Object content, @Nullable String reason,
            List<dev.palimpsest.schemas.avro.MemoryRef> derivedFrom, @Nullable Occurrences occurrences,
            @Nullable Double confidence) {
        EventHeader header = from.event().header();
        return new dev.palimpsest.schemas.avro.MemoryEvent(type, header.tenant().value(), header.subject().toString(),
                header.memory().toString(), Words.same(dev.palimpsest.schemas.avro.Kind.class, header.kind()),
                header.version(), header.valid().from(), header.valid().to(), header.systemTime(),
                Words.evidence(header.evidence()),
                Words.same(dev.palimpsest.schemas.avro.TrustTier.class, header.trust()),
                Words.same(dev.palimpsest.schemas.avro.Tlp.class, header.marking()), identity, content,
                occurrences == null ? null : Words.occurrences(occurrences), confidence, derivedFrom, reason,
                from.event() instanceof Contradicted contradicted ? contradicted.by().toString() : null,
                support(from.event()),
                from.event() instanceof RolledBack back
                        ? Words.same(dev.palimpsest.schemas.avro.Status.class, back.status())
                        : null,
                from.event() instanceof RolledBack back ? back.source() : null,
                from.event() instanceof RolledBack back ? back.since() : null,
                from.event() instanceof Protected guarded
                        ? Words.same(dev.palimpsest.schemas.avro.Protection.class, guarded.protection())
                        : null,
                from.event() instanceof Imported imported ? MemoryMapping.encode(imported.memory()) : null,
                from.event() instanceof Imported imported ? Words.event(imported.origin()) : null,
                from.event() instanceof Imported imported ? Words.hash(imported.origin()) : null,
                Words.hash(from.previous()), Words.hash(from.hash()));
    }

    private static dev.palimpsest.schemas.avro.@Nullable Support support(MemoryEvent event) {
        return switch (event) {
            case Regrounded regrounded -> support(regrounded.support());
            case RolledBack back -> support(back.support());
            default -> null;
        };
    }

    private static dev.palimpsest.schemas.avro.Support support(Support from) {
        return new dev.palimpsest.schemas.avro.Support(from.sources(), Words.ids(from.contradictedBy()),
                Words.ids(from.fallen()), Words.ids(from.doubted()));
    }

    private static Support support(dev.palimpsest.schemas.avro.MemoryEvent event) {
        dev.palimpsest.schemas.avro.Support from = Objects.requireNonNull(event.getSupport(),
                "the event tells no support");
        return new Support(from.getSources(), Words.idsOf(from.getContradictedBy()), Words.idsOf(from.getFallen()),
                Words.idsOf(from.getDoubted()));
    }

    private static EventHeader header(dev.palimpsest.schemas.avro.MemoryEvent from) {
        return new EventHeader(new TenantId(from.getTenant()), Subject.parse(from.getSubject()),
                MemoryId.parse(from.getMemory()), Words.same(Kind.class, from.getKind()), from.getVersion(),
                new ValidTime(from.getValidFrom(), from.getValidTo()), from.getSystemTime(),
                Words.evidenceOf(from.getEvidence()), Words.same(TrustTier.class, from.getTrust()),
                Words.same(Tlp.class, from.getMarking()));
    }

    /** Bytes that were tampered with may say a type whose fields they lack. */
    private static String reason(dev.palimpsest.schemas.avro.MemoryEvent from) {
        return Objects.requireNonNull(from.getReason(), "the event gives no reason");
    }

    private static Fact fact(dev.palimpsest.schemas.avro.MemoryEvent from) {
        return new Fact(Words.contentOf(from.getContent()), Words.occurrencesOf(from.getOccurrences()),
                from.getConfidence(), Words.refsOf(from.getDerivedFrom()));
    }
}
