package dev.palimpsest.memory.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Identity.Form;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Sample;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.observation.Payload.Action;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What holds for any claims in any order. */
class LedgerPropertyTest {

    /** A step of a memory's life: a statement, or an order where {@code action} says one. */
    record Step(String text, long minute, TrustTier trust, int observation, @Nullable Action action) {

        Claim on(Form form, @Nullable Memory memory) {
            if (action != null && memory != null) {
                return Sample.order(memory, action, trust, "order-" + observation);
            }
            return Sample.with(Sample.statement(form, "said", minute, trust, "observation-" + observation),
                    Content.Plain.of(text).withAttribute("a", text));
        }
    }

    @Provide
    Arbitrary<List<Step>> lives() {
        Arbitrary<Step> step = Combinators.combine(Arbitraries.of("red", "green", "blue"),
                Arbitraries.longs().between(0, 60), Arbitraries.of(TrustTier.class),
                Arbitraries.integers().between(0, 40), Arbitraries.of(Action.class).injectNull(0.7)).as(Step::new);
        return step.list().ofMaxSize(30);
    }

    @Property
    void shouldFoldTheLogToTheSameHeadEachTime(@ForAll("lives") List<Step> life, @ForAll Form form) {
        Events events = live(life, form);

        Memory folded = null;
        for (MemoryEvent event : events.log()) {
            folded = Ledger.apply(folded, event);
        }

        if (folded != null) {
            assertThat(folded).isEqualTo(events.memory());
            assertThat(Digest.of(folded)).isEqualTo(Digest.of(events.memory()));
        }
    }

    @Property
    void shouldNumberVersionsWithoutGapsAndKeepSystemTimeInOrder(@ForAll("lives") List<Step> life,
            @ForAll Form form) {
        List<MemoryEvent> log = live(life, form).log();

        for (int i = 0; i < log.size(); i++) {
            assertThat(log.get(i).header().version()).isEqualTo(i + 1L);
            assertThat(log.get(i).header().evidence()).isNotEmpty();
        }
        assertThat(log).extracting(event -> event.header().systemTime()).isSorted();
    }

    @Property
    void shouldDecideTheSameTwice(@ForAll("lives") List<Step> life, @ForAll Form form,
            @ForAll("lives") List<Step> more) {
        Memory memory = headOf(live(life, form));
        for (Step step : more) {
            Claim claim = step.on(form, memory);

            assertThat(Ledger.decide(memory, claim, Sample.minute(5000)))
                    .isEqualTo(Ledger.decide(memory, claim, Sample.minute(5000)));
        }
    }

    @Property
    void shouldAddNothingForAClaimDeliveredTwiceInARow(@ForAll("lives") List<Step> life, @ForAll Form form) {
        Events events = new Events();
        for (Step step : life) {
            Claim claim = step.on(form, headOf(events));
            events.add(claim);
            int length = events.log().size();

            events.add(claim);

            assertThat(events.log()).hasSize(length);
        }
    }

    /** A slot's distinct values stand by trust, then by valid time; two at the very same time stand by arrival. */
    @Property
    void shouldLetTheSameValueStandInAnyOrderOfArrival(@ForAll("slotClaims") List<Statement> claims,
            @ForAll Random random) {
        List<Statement> shuffled = new ArrayList<>(claims);
        Collections.shuffle(shuffled, random);

        Memory one = Events.of(claims.toArray(Claim[]::new)).memory();
        Memory other = Events.of(shuffled.toArray(Claim[]::new)).memory();

        assertThat(other.content()).isEqualTo(one.content());
        assertThat(other.valid()).isEqualTo(one.valid());
        assertThat(other.trust()).isEqualTo(one.trust());
    }

    @Provide
    Arbitrary<List<Statement>> slotClaims() {
        Arbitrary<Statement> claim = Combinators
                .combine(Arbitraries.of("zh", "en", "fr"), Arbitraries.longs().between(0, 500),
                        Arbitraries.of(TrustTier.ASSISTANT, TrustTier.CONTROL_PLANE, TrustTier.ANALYST))
                .as((value, minute, trust) -> Sample.slot(value, minute, trust, "said at " + minute));
        return claim.list().uniqueElements(said -> said.valid().from()).ofMinSize(1).ofMaxSize(8);
    }

    /** Of all values a slot was given, exactly one event's value is the standing one. */
    @Property
    void shouldNeverLetTwoValuesOfASlotStand(@ForAll("slotClaims") List<Statement> claims) {
        Events events = new Events();
        for (Statement claim : claims) {
            events.add(claim);
            Memory head = events.memory();
            for (MemoryEvent event : events.log()) {
                if (event instanceof MemoryEvent.Superseded superseded
                        && !superseded.fact().content().equals(head.content())) {
                    assertThat(superseded.header().valid().from()).isNotEqualTo(head.valid().from());
                }
            }
            assertThat(head.status()).isEqualTo(Status.CURRENT);
            assertThat(head.valid().to()).isNull();
        }
    }

    @Property
    void shouldSumUpTheOccurrencesOfSightingsInAnyOrder(@ForAll("minutes") List<Long> minutes, @ForAll Random random) {
        List<Statement> sightings = new ArrayList<>();
        for (int i = 0; i < minutes.size(); i++) {
            sightings.add(Sample.with(Sample.sighting("seen", minutes.get(i), "observation-" + i),
                    Content.Plain.of("seen").withAttribute("port", "" + minutes.get(i) % 5)));
        }
        Memory one = Events.of(sightings.toArray(Claim[]::new)).memory();
        Collections.shuffle(sightings, random);
        Memory other = Events.of(sightings.toArray(Claim[]::new)).memory();

        assertThat(one.occurrences().count()).isEqualTo(minutes.size());
        assertThat(other.occurrences()).isEqualTo(one.occurrences());
        assertThat(other.valid()).isEqualTo(one.valid());
        assertThat(other.content()).isEqualTo(one.content());
    }

    @Property
    void shouldGiveTheSameHeadWhetherSightingsWereFoldedBeforeOrNot(@ForAll("minutes") List<Long> minutes) {
        Events single = new Events();
        Statement folded = null;
        for (int i = 0; i < minutes.size(); i++) {
            Statement sighting = Sample.sighting("seen", minutes.get(i), "observation-" + i);
            single.add(sighting);
            folded = folded == null ? sighting : folded.foldedWith(sighting);
        }
        if (folded == null) {
            throw new AssertionError("no sightings");
        }
        Memory together = Events.of(folded).memory();

        assertThat(together.occurrences()).isEqualTo(single.memory().occurrences());
        assertThat(together.content()).isEqualTo(single.memory().content());
        assertThat(together.valid()).isEqualTo(single.memory().valid());
    }

    @Provide
    Arbitrary<List<Long>> minutes() {
        return Arbitraries.longs().between(0, 10_000).list().ofMinSize(1).ofMaxSize(7);
    }

    private static Events live(List<Step> life, Form form) {
        Events events = new Events();
        for (Step step : life) {
            events.add(step.on(form, headOf(events)));
        }
        return events;
    }

    private static @Nullable Memory headOf(Events events) {
        return events.log().isEmpty() ? null : events.memory();
    }
}
