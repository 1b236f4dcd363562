package dev.palimpsest.memory.ledger;

import dev.palimpsest.memory.Canonical;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Protection;
import dev.palimpsest.memory.Span;
import dev.palimpsest.memory.Support;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.ledger.MemoryEvent.Contradicted;
import dev.palimpsest.memory.ledger.MemoryEvent.Created;
import dev.palimpsest.memory.ledger.MemoryEvent.Erased;
import dev.palimpsest.memory.ledger.MemoryEvent.Expired;
import dev.palimpsest.memory.ledger.MemoryEvent.Fact;
import dev.palimpsest.memory.ledger.MemoryEvent.Protected;
import dev.palimpsest.memory.ledger.MemoryEvent.Quarantined;
import dev.palimpsest.memory.ledger.MemoryEvent.Regrounded;
import dev.palimpsest.memory.ledger.MemoryEvent.Reinforced;
import dev.palimpsest.memory.ledger.MemoryEvent.Released;
import dev.palimpsest.memory.ledger.MemoryEvent.Restored;
import dev.palimpsest.memory.ledger.MemoryEvent.Retracted;
import dev.palimpsest.memory.ledger.MemoryEvent.Revised;
import dev.palimpsest.memory.ledger.MemoryEvent.Imported;
import dev.palimpsest.memory.ledger.MemoryEvent.RolledBack;
import dev.palimpsest.memory.ledger.MemoryEvent.Superseded;

/**
 * The canonical bytes of events and memories, field after field in the order of their records, by {@link Canonical}. An
 * event begins with its type's name. Changing anything here breaks every chain written before.
 */
final class CanonicalForm {

    private CanonicalForm() {}

    static byte[] of(MemoryEvent event) {
        Canonical out = new Canonical().text(event.getClass().getSimpleName());
        header(out, event.header());
        switch (event) {
            case Created created -> {
                identity(out, created.identity());
                fact(out, created.fact());
            }
            case Revised revised -> fact(out, revised.fact());
            case Superseded superseded -> fact(out, superseded.fact());
            case Reinforced reinforced -> {
                occurrences(out, reinforced.occurrences());
                out.fraction(reinforced.confidence());
            }
            case Contradicted contradicted -> out.text(contradicted.by().toString());
            case Retracted retracted -> out.text(retracted.reason());
            case Restored restored -> out.text(restored.reason());
            case Expired expired -> out.text(expired.reason());
            case Protected guarded -> out.text(guarded.protection().name()).text(guarded.reason());
            case Quarantined quarantined -> out.text(quarantined.reason());
            case Released released -> out.text(released.reason());
            case Erased erased -> out.text(erased.reason());
            case Regrounded regrounded -> {
                support(out, regrounded.support());
                out.text(regrounded.reason());
            }
            case RolledBack back -> {
                fact(out, back.fact());
                out.text(back.status().name());
                support(out, back.support());
                out.text(back.source()).time(back.since()).text(back.reason());
            }
            case Imported imported -> {
                out.optional(imported.origin(), (to, origin) -> to.text(origin.event()).text(origin.hash().hex()));
                memory(out, imported.memory());
            }
        }
        return out.toBytes();
    }

    static byte[] of(Memory memory) {
        return memory(new Canonical(), memory).toBytes();
    }

    private static Canonical memory(Canonical out, Memory memory) {
        out.text(memory.id().toString()).text(memory.tenant().value())
                .text(memory.subject().toString()).text(memory.kind().name());
        identity(out, memory.identity());
        out.number(memory.version()).text(memory.status().name());
        content(out, memory.content());
        valid(out, memory.valid());
        occurrences(out, memory.occurrences());
        out.fraction(memory.confidence()).text(memory.trust().name()).text(memory.marking().name());
        support(out, memory.support());
        out.list(memory.evidence(), CanonicalForm::evidence)
                .list(memory.derivedFrom(), CanonicalForm::reference);
        out.time(memory.createdAt()).time(memory.updatedAt());
        // Only where there is one, so that the digests of older builds stand.
        return memory.protection() == Protection.NONE ? out : out.text(memory.protection().name());
    }

    private static void header(Canonical out, EventHeader header) {
        out.text(header.tenant().value()).text(header.subject().toString()).text(header.memory().toString())
                .text(header.kind().name()).number(header.version());
        valid(out, header.valid());
        out.time(header.systemTime()).list(header.evidence(), CanonicalForm::evidence).text(header.trust().name())
                .text(header.marking().name());
    }

    private static void fact(Canonical out, Fact fact) {
        content(out, fact.content());
        occurrences(out, fact.occurrences());
        out.fraction(fact.confidence()).list(fact.derivedFrom(), CanonicalForm::reference);
    }

    private static void content(Canonical out, Content content) {
        switch (content) {
            case Content.Plain plain -> {
                out.text("plain").text(plain.text());
                out.list(plain.attributes().entrySet(), (to, entry) -> to.text(entry.getKey())
                        .list(entry.getValue(), Canonical::text));
                out.list(plain.entities(), (to, subject) -> to.text(subject.toString()));
                out.list(plain.categories(), Canonical::text);
            }
            case Content.Sealed sealed -> out.text("sealed").text(sealed.keyId()).text(sealed.nonce())
                    .text(sealed.ciphertext());
        }
    }

    private static void support(Canonical out, Support support) {
        out.list(support.sources(), Canonical::text).list(support.contradictedBy(), CanonicalForm::id)
                .list(support.fallen(), CanonicalForm::id).list(support.doubted(), CanonicalForm::id);
    }

    private static void id(Canonical out, MemoryId id) {
        out.text(id.toString());
    }

    private static void identity(Canonical out, Identity identity) {
        out.text(identity.form().name()).text(identity.key());
    }

    private static void valid(Canonical out, ValidTime valid) {
        out.time(valid.from()).optionalTime(valid.to());
    }

    private static void occurrences(Canonical out, Occurrences occurrences) {
        out.time(occurrences.first()).time(occurrences.last()).number(occurrences.count());
    }

    private static void evidence(Canonical out, Evidence evidence) {
        out.text(evidence.observation()).text(evidence.source()).text(evidence.topic()).number(evidence.partition())
                .number(evidence.offset())
                .optional(evidence.span(), CanonicalForm::span).text(evidence.extractor().name())
                .number(evidence.extractor().version());
    }

    private static void span(Canonical out, Span span) {
        out.text(span.field()).number(span.start()).number(span.end());
    }

    private static void reference(Canonical out, MemoryRef reference) {
        out.text(reference.id().toString()).number(reference.version());
    }
}
