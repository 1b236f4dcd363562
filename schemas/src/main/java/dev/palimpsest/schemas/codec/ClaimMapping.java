package dev.palimpsest.schemas.codec;

import dev.palimpsest.memory.Embedding;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.schemas.avro.Action;
import dev.palimpsest.schemas.avro.Bearing;
import dev.palimpsest.schemas.avro.Import;
import dev.palimpsest.schemas.avro.Instruction;
import dev.palimpsest.schemas.avro.Rollback;
import dev.palimpsest.schemas.avro.SourceNews;
import dev.palimpsest.schemas.avro.Statement;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

final class ClaimMapping {

    private ClaimMapping() {}

    static dev.palimpsest.schemas.avro.Claim encode(Claim from) {
        SpecificRecord body = switch (from) {
            case Claim.Statement statement -> statement(statement);
            case Claim.Instruction order -> new Instruction(order.memory().toString(),
                    Words.same(Action.class, order.action()), order.text(), order.reason(), order.actor(),
                    order.since(), order.changes());
            case Claim.SourceNews news -> new SourceNews(news.memory().toString(), Words.refs(news.sources()),
                    Words.same(Bearing.class, news.bearing()), news.reason());
            case Claim.Rollback order -> new Rollback(order.subject().toString(), order.memory().toString(),
                    order.version(), memory(order.instead()), order.source(), order.since(), order.reason(),
                    order.actor());
            case Claim.Import order -> new Import(MemoryMapping.encode(order.state()), order.before(),
                    Words.event(order.origin()), Words.hash(order.origin()), null, "", embedding(order.embedding()));
        };
        return new dev.palimpsest.schemas.avro.Claim(from.tenant().value(), from.subject().toString(),
                Words.same(dev.palimpsest.schemas.avro.TrustTier.class, from.trust()),
                Words.same(dev.palimpsest.schemas.avro.Tlp.class, from.marking()), Words.evidence(from.evidence()),
                body);
    }

    static Claim decode(dev.palimpsest.schemas.avro.Claim from) {
        return switch (from.getBody()) {
            case Statement statement -> statementOf(from, statement);
            case Instruction order -> new Claim.Instruction(new TenantId(from.getTenant()),
                    Subject.parse(from.getSubject()), MemoryId.parse(order.getMemory()),
                    Words.same(Payload.Action.class, order.getAction()), order.getText(), order.getReason(),
                    order.getActor(), order.getSince(), Words.same(TrustTier.class, from.getTrust()),
                    Words.same(Tlp.class, from.getMarking()), Words.evidenceOf(from.getEvidence()), order.getChanges());
            case SourceNews news -> new Claim.SourceNews(new TenantId(from.getTenant()),
                    Subject.parse(from.getSubject()), MemoryId.parse(news.getMemory()), Words.refsOf(news.getSources()),
                    Words.same(Claim.Bearing.class, news.getBearing()), news.getReason(),
                    Words.same(TrustTier.class, from.getTrust()), Words.same(Tlp.class, from.getMarking()),
                    Words.evidenceOf(from.getEvidence()));
            case Rollback order -> new Claim.Rollback(new TenantId(from.getTenant()),
                    Subject.parse(from.getSubject()), MemoryId.parse(order.getMemory()), order.getVersion(),
                    memoryOf(order.getInstead()), order.getSource(), order.getSince(), order.getReason(),
                    order.getActor(),
                    Words.same(TrustTier.class, from.getTrust()), Words.same(Tlp.class, from.getMarking()),
                    Words.evidenceOf(from.getEvidence()));
            case Import order -> new Claim.Import(new TenantId(from.getTenant()), Subject.parse(from.getSubject()),
                    MemoryMapping.decode(order.getMemory()), order.getBefore(),
                    Words.originOf(order.getEvent(), order.getHash()), Words.same(TrustTier.class, from.getTrust()),
                    Words.same(Tlp.class, from.getMarking()), Words.evidenceOf(from.getEvidence()),
                    embeddingOf(order.getEmbedding()));
            default -> throw new IllegalArgumentException("claim of unknown type " + from.getBody().getClass());
        };
    }

    static dev.palimpsest.schemas.avro.@Nullable Memory memory(@Nullable Memory from) {
        return from == null ? null : MemoryMapping.encode(from);
    }

    static @Nullable Memory memoryOf(dev.palimpsest.schemas.avro.@Nullable Memory from) {
        return from == null ? null : MemoryMapping.decode(from);
    }

    private static Statement statement(Claim.Statement from) {
        return new Statement(Words.same(dev.palimpsest.schemas.avro.Kind.class, from.kind()),
                Words.identity(from.identity()), Words.content(from.content()), from.valid().from(), from.valid().to(),
                Words.occurrences(from.occurrences()), from.confidence(), Words.refs(from.derivedFrom()),
                from.immutable(), embedding(from.embedding()));
    }

    private static Claim.Statement statementOf(dev.palimpsest.schemas.avro.Claim claim, Statement from) {
        return new Claim.Statement(new TenantId(claim.getTenant()), Subject.parse(claim.getSubject()),
                Words.same(Kind.class, from.getKind()), Words.identityOf(from.getIdentity()),
                Words.contentOf(from.getContent()), new ValidTime(from.getValidFrom(), from.getValidTo()),
                Words.occurrencesOf(from.getOccurrences()), from.getConfidence(),
                Words.same(TrustTier.class, claim.getTrust()), Words.same(Tlp.class, claim.getMarking()),
                Words.evidenceOf(claim.getEvidence()), Words.refsOf(from.getDerivedFrom()), from.getImmutable(),
                embeddingOf(from.getEmbedding()));
    }

    private static dev.palimpsest.schemas.avro.@Nullable Embedding embedding(@Nullable Embedding from) {
        return from == null ? null : new dev.palimpsest.schemas.avro.Embedding(from.model(), from.vector());
    }

    private static @Nullable Embedding embeddingOf(dev.palimpsest.schemas.avro.@Nullable Embedding from) {
        return from == null ? null : new Embedding(from.getModel(), from.getVector());
    }
}
