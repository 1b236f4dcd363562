package dev.palimpsest.query.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.ledger.EventHeader;
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
import dev.palimpsest.memory.ledger.MemoryEvent.RolledBack;
import dev.palimpsest.memory.ledger.MemoryEvent.Revised;
import dev.palimpsest.memory.ledger.MemoryEvent.Superseded;
import dev.palimpsest.query.audit.MemoryLog;
import dev.palimpsest.query.http.MemoryJson.EvidenceJson;
import dev.palimpsest.memory.TrustTier;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One event of a memory's history, and where the log has it. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EventJson(String event, long version, @Nullable String text, @Nullable Boolean erased,
        @Nullable Long count,
        @Nullable String reason,
        Instant validFrom, @Nullable Instant validTo, Instant systemTime, String trust, List<EvidenceJson> evidence,
        int partition, long offset, String hash, String previousHash) {

    /** As callers see it. */
    public static EventJson of(MemoryLog.Entry entry) {
        MemoryEvent event = entry.record().event();
        EventHeader header = event.header();
        return new EventJson(type(event), header.version(), text(event), erased(event),
                count(event),
                reason(event), header.valid().from(), header.valid().to(), header.systemTime(),
                MemoryJson.word(header.trust()), header.evidence().stream().map(EvidenceJson::of).toList(),
                entry.partition(), entry.offset(), entry.record().hash().hex(), entry.record().previous().hex());
    }

    /** All sorts of events, as {@link #event} names them. */
    static List<String> types() {
        return Arrays.stream(Type.values()).map(MemoryJson::word).toList();
    }

    /** What sort of event it is. */
    static String type(MemoryEvent event) {
        return MemoryJson.word(Type.of(event));
    }

    private enum Type {
        CREATED, REVISED, REINFORCED, SUPERSEDED, RETRACTED, RESTORED, EXPIRED, QUARANTINED, RELEASED, ERASED, CONTRADICTED, PROTECTED, REGROUNDED, ROLLED_BACK, IMPORTED;

        static Type of(MemoryEvent event) {
            return switch (event) {
                case Created _ -> CREATED;
                case Revised _ -> REVISED;
                case Reinforced _ -> REINFORCED;
                case Superseded _ -> SUPERSEDED;
                case Retracted _ -> RETRACTED;
                case Restored _ -> RESTORED;
                case Expired _ -> EXPIRED;
                case Protected _ -> PROTECTED;
                case Quarantined _ -> QUARANTINED;
                case Released _ -> RELEASED;
                case Erased _ -> ERASED;
                case Contradicted _ -> CONTRADICTED;
                case Regrounded _ -> REGROUNDED;
                case RolledBack _ -> ROLLED_BACK;
                case Imported _ -> IMPORTED;
            };
        }
    }

    private static @Nullable Fact fact(MemoryEvent event) {
        return switch (event) {
            case Created created -> created.fact();
            case Revised revised -> revised.fact();
            case Superseded superseded -> superseded.fact();
            case RolledBack back -> back.fact();
            default -> null;
        };
    }

    private static @Nullable String text(MemoryEvent event) {
        Content content = content(event);
        String text = content == null ? null : content.plain().map(Content.Plain::text).orElse(null);
        boolean trusted = !event.header().trust().isBelow(TrustTier.CONTROL_PLANE);
        return text == null || trusted ? text : Untrusted.escaped(text);
    }

    /** Whether what it said is erased for good. */
    private static @Nullable Boolean erased(MemoryEvent event) {
        return content(event) instanceof Content.Sealed ? Boolean.TRUE : null;
    }

    private static @Nullable Content content(MemoryEvent event) {
        Fact fact = fact(event);
        return fact != null ? fact.content() : event instanceof Imported imported ? imported.memory().content() : null;
    }

    private static @Nullable Long count(MemoryEvent event) {
        Fact fact = fact(event);
        if (fact != null) {
            return fact.occurrences().count();
        }
        return switch (event) {
            case Reinforced reinforced -> reinforced.occurrences().count();
            case Imported imported -> imported.memory().occurrences().count();
            default -> null;
        };
    }

    private static @Nullable String reason(MemoryEvent event) {
        return switch (event) {
            case Retracted retracted -> retracted.reason();
            case Restored restored -> restored.reason();
            case Expired expired -> expired.reason();
            case Protected guarded -> (MemoryJson.word(guarded.protection()) + " " + guarded.reason()).strip();
            case Quarantined quarantined -> quarantined.reason();
            case Released released -> released.reason();
            case Erased erased -> erased.reason();
            case Contradicted contradicted -> "by " + contradicted.by();
            case Regrounded regrounded -> regrounded.reason();
            case RolledBack back -> "without the word of " + back.source()
                    + (back.reason().isEmpty() ? "" : ": " + back.reason());
            case Imported imported -> imported.origin() == null
                    ? "as it stood on another stack"
                    : "as " + Untrusted.escaped(imported.origin().event()) + " on another stack by record "
                            + imported.origin().hash();
            default -> null;
        };
    }
}
