package dev.palimpsest.processor.rerun;

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
import dev.palimpsest.processor.rerun.Influence.Change;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whose key a rollback puts words back under. */
class RollbackWordsTest {

    private static final String ALICE = "00112233445566778899aabbccddeeff";
    private static final String FOR_GOOD = ALICE + ".1";
    private static final String EARLIER = ALICE + "-profile-1000-acme.1";
    private static final String LATER = ALICE + "-profile-2000-acme.1";
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    @Test
    void shouldPutWordsBackUnderTheKeyThatTheMemoryIsKeptBy() {
        assertThat(key(LATER, FOR_GOOD)).isEqualTo(LATER);
        assertThat(key(FOR_GOOD, LATER)).isEqualTo(FOR_GOOD);
    }

    @Test
    void shouldNotKeepWordsLongerThanTheTimeTheyWereSaidInAllows() {
        assertThat(key(LATER, EARLIER)).isEqualTo(EARLIER);
    }

    @Test
    void shouldNotPutSomebodyElsesWordsUnderTheKey() {
        String bob = FOR_GOOD.replace('0', '9');

        assertThat(key(LATER, bob)).isEqualTo(bob);
    }

    private static String key(String live, String worked) {
        Memory without = memory(Content.Plain.of("tea").under(worked));
        Memory instead = new RollbackPlan("liar", START, "", "carol")
                .orders(new Influence(List.of(new Change(null, without))),
                        _ -> memory(new Content.Sealed(live, "AAAA", "AAAA")))
                .getFirst().instead();
        return Objects.requireNonNull(instead).content().key().orElseThrow();
    }

    private static Memory memory(Content content) {
        return new Memory(new MemoryId(new UUID(0, 1)), new TenantId("acme"), Subject.parse("user:alice"),
                Kind.PROFILE, Identity.slot("drink"), 1, Status.CURRENT, content, ValidTime.since(START),
                Occurrences.once(START), 0.9, TrustTier.ANALYST, Tlp.GREEN,
                new Support(List.of(), List.of(), List.of(), List.of()), List.of(), List.of(), START, START,
                Protection.NONE);
    }
}
