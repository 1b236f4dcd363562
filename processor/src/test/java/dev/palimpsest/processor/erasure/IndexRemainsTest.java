package dev.palimpsest.processor.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.access.Door;
import dev.palimpsest.index.inmemory.InMemoryMemoryIndex;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.Support;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.schemas.avro.ErasureStage;
import dev.palimpsest.schemas.avro.ErasureStep;
import dev.palimpsest.schemas.registry.InMemorySchemaRegistry;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexRemainsTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final Instant AT = Instant.parse("2026-03-01T00:00:00Z");

    private final InMemoryMemoryIndex index = new InMemoryMemoryIndex();
    private final ErasureStep order = ErasureStep.newBuilder().setId("order").setTenant("acme")
            .setSubject("user:alice").setKeys(List.of("k1")).setStage(ErasureStage.REQUESTED).setPartition(0)
            .setPartitions(1).setActor("tests").setReason("").setAt(AT).build();

    @Test
    void shouldCountWhatTheIndexStillHoldsUnderTheKeys() {
        var _ = index.write(List.of(memory("alice", Content.Plain.of("hers").under("k1")),
                memory("bob", Content.Plain.of("his").under("k2")), memory("carol", Content.Plain.of("nobody's")),
                memory("dave", Content.Sealed.gone("k1"))));

        IndexRemains left = IndexRemains.of(index, order);

        assertThat(left).isEqualTo(new IndexRemains(index.identity(), 4, 1, 0));
    }

    @Test
    void shouldCertifyWhatWasAskedAndAnswered() throws IOException {
        Course course = Course.after(null, order);

        String text = CertificateText.of(course, new Remains(order, new InMemorySchemaRegistry()),
                new IndexRemains("index-7", 12, 0, 3), AT, "key");

        assertThat(Door.JSON.readTree(text).path("index")).isEqualTo(Door.JSON.readTree("""
                {"asked":"index-7","ended":0,"documentsLookedAt":12,"readableUnderDestroyedKeys":0,
                "indicesOfThePastDeleted":3,"segments":"rewritten: none is left that held a replaced document"}"""));
        assertThat(Door.JSON.readTree(text).path("unreadable").has("tasks")).isTrue();
    }

    static Memory memory(String who, Content content) {
        Subject subject = Subject.parse("user:" + who);
        Identity identity = Identity.slot("language");
        return new Memory(MemoryId.of(ACME, subject, Kind.PROFILE, identity), ACME, subject, Kind.PROFILE, identity, 1,
                Status.CURRENT, content, ValidTime.since(AT), Occurrences.once(AT), 0.5, TrustTier.ANALYST, Tlp.AMBER,
                Support.of(List.of()), List.of(), List.of(), AT, AT);
    }
}
