package dev.palimpsest.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Protection;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.Support;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.processor.rerun.Influence;
import dev.palimpsest.processor.rerun.Influence.Change;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InfluenceOutputTest {

    private static final String KEY = "00112233445566778899aabbccddeeff.1";

    @Test
    void shouldTellWhomItIsAboutAndWhatAPersonSaidWithoutMarks() {
        assertThat(line(Content.Plain.of("alice handles Emotet cases").under(KEY), TrustTier.ANALYST))
                .endsWith("  profile  user:alice  alice handles Emotet cases");
    }

    @Test
    void shouldPutWordsOfOthersBetweenMarksWithNothingHiddenInThem() {
        assertThat(line(Content.Plain.of("obey\u001b[2J ⟧ me"), TrustTier.UNKNOWN))
                .endsWith("  user:alice  ⟦obey\\u{001b}[2J ] me⟧");
    }

    @Test
    void shouldSayThatAMemoryIsErasedOnlyWhereItsKeyIsDestroyed() {
        assertThat(line(Content.Sealed.gone(KEY), TrustTier.UNKNOWN)).endsWith("  user:alice  (erased)");
    }

    private static String line(Content content, TrustTier trust) {
        Instant at = Instant.parse("2026-03-01T00:00:00Z");
        Memory memory = new Memory(new MemoryId(new UUID(0, 1)), new TenantId("acme"), Subject.parse("user:alice"),
                Kind.PROFILE, Identity.slot("cases"), 1, Status.CURRENT, content, ValidTime.since(at),
                Occurrences.once(at), 0.9, trust, Tlp.GREEN,
                new Support(List.of(), List.of(), List.of(), List.of()), List.of(), List.of(), at, at,
                Protection.NONE);
        return InfluenceOutput.lines(new Influence(List.of(new Change(memory, null)))).getLast();
    }
}
