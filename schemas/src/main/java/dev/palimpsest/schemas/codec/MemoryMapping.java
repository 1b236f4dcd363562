package dev.palimpsest.schemas.codec;

import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Protection;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.Support;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;

final class MemoryMapping {

    private MemoryMapping() {}

    static dev.palimpsest.schemas.avro.Memory encode(Memory from) {
        return new dev.palimpsest.schemas.avro.Memory(from.id().toString(), from.tenant().value(),
                from.subject().toString(), Words.same(dev.palimpsest.schemas.avro.Kind.class, from.kind()),
                Words.identity(from.identity()), from.version(),
                Words.same(dev.palimpsest.schemas.avro.Status.class, from.status()), Words.content(from.content()),
                from.valid().from(), from.valid().to(), Words.occurrences(from.occurrences()), from.confidence(),
                Words.same(dev.palimpsest.schemas.avro.TrustTier.class, from.trust()),
                Words.same(dev.palimpsest.schemas.avro.Tlp.class, from.marking()), from.support().sources(),
                Words.ids(from.support().contradictedBy()), Words.ids(from.support().fallen()),
                Words.ids(from.support().doubted()),
                Words.evidence(from.evidence()),
                Words.refs(from.derivedFrom()), from.createdAt(), from.updatedAt(),
                from.protection() == Protection.NONE
                        ? null
                        : Words.same(dev.palimpsest.schemas.avro.Protection.class, from.protection()));
    }

    static Memory decode(dev.palimpsest.schemas.avro.Memory from) {
        return new Memory(MemoryId.parse(from.getId()), new TenantId(from.getTenant()),
                Subject.parse(from.getSubject()), Words.same(Kind.class, from.getKind()),
                Words.identityOf(from.getIdentity()), from.getVersion(), Words.same(Status.class, from.getStatus()),
                Words.contentOf(from.getContent()), new ValidTime(from.getValidFrom(), from.getValidTo()),
                Words.occurrencesOf(from.getOccurrences()), from.getConfidence(),
                Words.same(TrustTier.class, from.getTrust()), Words.same(Tlp.class, from.getMarking()),
                new Support(from.getSources(), Words.idsOf(from.getContradictedBy()), Words.idsOf(from.getFallen()),
                        Words.idsOf(from.getDoubted())),
                Words.evidenceOf(from.getEvidence()), Words.refsOf(from.getDerivedFrom()), from.getCreatedAt(),
                from.getUpdatedAt(), from.getProtection() == null
                        ? Protection.NONE
                        : Words.same(Protection.class, from.getProtection()));
    }
}
