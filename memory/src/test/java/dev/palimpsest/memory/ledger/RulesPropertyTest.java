package dev.palimpsest.memory.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Identity.Form;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Protection;
import dev.palimpsest.memory.Sample;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.observation.Payload.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What holds whatever is stated, ordered, or left to end, in any order. */
class RulesPropertyTest {

    /** A step of a life: a statement, perhaps with an end; an order; or time that passes. */
    record Step(String text, long minute, int lasts, boolean immutable, TrustTier trust, int observation,
            @Nullable Action action, boolean tick) {

        Statement said(Form form) {
            Statement said = Sample.with(Sample.statement(form, text, minute, trust, "observation-" + observation),
                    Content.Plain.of(text));
            return new Statement(said.tenant(), said.subject(), said.kind(), said.identity(), said.content(),
                    lasts == 0 ? said.valid() : said.valid().until(Sample.minute(minute + lasts)), said.occurrences(),
                    said.confidence(), said.trust(), said.marking(), said.evidence(), List.of(), immutable, null);
        }
    }

    /** A log, and the timeline it folds to. */
    static final class Life {

        private final List<MemoryEvent> log = new ArrayList<>();
        private final List<Memory> heads = new ArrayList<>();
        private @Nullable Memory memory;
        private @Nullable Timeline timeline;
        private long now = 1000;

        void take(Step step, Form form) {
            Instant at = Sample.minute(now++);
            if (step.tick() && memory != null) {
                Memory known = memory;
                Expiry.DEFAULT.end(known, known.updatedAt()).filter(end -> !end.at().isAfter(at))
                        .ifPresent(end -> append(Expiry.event(known, end, at)));
                return;
            }
            if (step.action() != null && memory == null) {
                return;
            }
            Claim claim = step.action() != null && memory != null
                    ? Sample.order(memory, step.action(), step.trust(), "order-" + step.observation())
                    : step.said(form);
            switch (Ledger.decide(memory, claim, at)) {
                case Decision.Append append -> {
                    append(append.event());
                    if (append.then() != null) {
                        append(append.then());
                    }
                }
                case Decision.Contradicted contradicted -> {
                    if (contradicted.event() != null) {
                        append(contradicted.event());
                    }
                }
                case Decision.Unchanged _,Decision.Refused _ -> {
                    // leaves no trace
                }
            }
        }

        private void append(MemoryEvent event) {
            log.add(event);
            memory = Ledger.apply(memory, event);
            timeline = Timeline.after(timeline, event);
            heads.add(memory);
        }
    }

    @Provide
    Arbitrary<List<Step>> lives() {
        Arbitrary<Step> step = Combinators.combine(Arbitraries.of("red", "green", "blue"),
                Arbitraries.longs().between(0, 60), Arbitraries.of(0, 0, 5, 2000),
                Arbitraries.of(true, false, false, false, false, false, false, false),
                Arbitraries.of(TrustTier.ASSISTANT, TrustTier.CONTROL_PLANE, TrustTier.ANALYST),
                Arbitraries.integers().between(0, 40), Arbitraries.of(Action.class).injectNull(0.6),
                Arbitraries.of(true, false, false)).as(Step::new);
        return step.list().ofMaxSize(30);
    }

    @Property
    void shouldFoldToTheSameHeadAndTimelineEachTime(@ForAll("lives") List<Step> steps, @ForAll Form form) {
        Life life = lived(steps, form);
        Memory head = null;
        Timeline timeline = null;
        for (MemoryEvent event : life.log) {
            head = Ledger.apply(head, event);
            timeline = Timeline.after(timeline, event);
        }

        assertThat(head).isEqualTo(life.memory);
        assertThat(timeline).isEqualTo(life.timeline);
        if (head != null && life.memory != null) {
            assertThat(Digest.of(head)).isEqualTo(Digest.of(life.memory));
        }
    }

    @Property
    void shouldNeverChangeWhatIsImmutableNorEndIt(@ForAll("lives") List<Step> steps, @ForAll Form form) {
        Memory before = null;
        for (Memory head : lived(steps, form).heads) {
            if (before != null && before.protection() == Protection.IMMUTABLE && head.status() != Status.ERASED) {
                assertThat(head.content()).isEqualTo(before.content());
                assertThat(head.protection()).isEqualTo(Protection.IMMUTABLE);
                assertThat(head.status()).isIn(Status.CURRENT, Status.QUARANTINED);
            }
            before = head;
        }
    }

    @Property
    void shouldNeverEndByItselfWhileProtected(@ForAll("lives") List<Step> steps, @ForAll Form form) {
        Memory before = null;
        Life life = lived(steps, form);
        for (int i = 0; i < life.log.size(); i++) {
            if (life.log.get(i) instanceof MemoryEvent.Expired) {
                assertThat(before).isNotNull().extracting(Memory::protection).isEqualTo(Protection.NONE);
            }
            before = life.heads.get(i);
        }
    }

    /** At any instant one value at most, and from the standing value's beginning on that one. */
    @Property
    void shouldNeverHaveTwoCurrentVersionsOfASlot(@ForAll("lives") List<Step> steps) {
        Life life = lived(steps, Form.SLOT);
        if (life.timeline == null || life.memory == null || life.memory.status() == Status.ERASED) {
            return;
        }
        Timeline timeline = life.timeline;
        for (Instant begins : timeline.values().keySet()) {
            Instant next = timeline.values().higherKey(begins);
            assertThat(timeline.at(begins)).hasValueSatisfying(
                    value -> assertThat(next == null || !next.isBefore(Objects.requireNonNull(value.valid().to())))
                            .isTrue());
        }
        Memory head = life.memory;
        assertThat(timeline.values().lastEntry().getValue().content()).isEqualTo(head.content());
        assertThat(timeline.at(head.valid().from())).map(Memory::content).contains(head.content());
    }

    /** A sentence's life does not depend on the order in which its statements arrive. */
    @Property
    void shouldTakeASentenceInAnyOrder(@ForAll("sentences") List<Statement> said, @ForAll Random random) {
        List<Statement> shuffled = new ArrayList<>(said);
        Collections.shuffle(shuffled, random);

        Memory one = Events.of(said.toArray(Claim[]::new)).memory();
        Memory other = Events.of(shuffled.toArray(Claim[]::new)).memory();

        assertThat(other.valid()).isEqualTo(one.valid());
        assertThat(other.occurrences()).isEqualTo(one.occurrences());
        assertThat(other.trust()).isEqualTo(one.trust());
        assertThat(other.confidence()).isEqualTo(one.confidence());
    }

    @Provide
    Arbitrary<List<Statement>> sentences() {
        return Combinators.combine(Arbitraries.longs().between(0, 500), Arbitraries.of(0, 1000, 2000),
                Arbitraries.of(TrustTier.ASSISTANT, TrustTier.ANALYST), Arbitraries.integers())
                .as((minute, lasts, trust, id) -> new Step("one", minute, lasts, false, trust, id, null, false)
                        .said(Form.TEXT))
                .list().uniqueElements(said -> said.evidence().getFirst().observation()).ofMinSize(1).ofMaxSize(7);
    }

    /** The same claim at once again adds nothing, whatever state it meets. */
    @Property
    void shouldAddNothingForTheSameStatementAgain(@ForAll("lives") List<Step> steps, @ForAll Form form) {
        Life life = new Life();
        for (Step step : steps) {
            life.take(step, form);
            int length = life.log.size();
            if (!step.tick()) {
                life.take(step, form);
                assertThat(life.log).hasSize(length);
            }
        }
    }

    private static Life lived(List<Step> steps, Form form) {
        Life life = new Life();
        steps.forEach(step -> life.take(step, form));
        return life;
    }
}
