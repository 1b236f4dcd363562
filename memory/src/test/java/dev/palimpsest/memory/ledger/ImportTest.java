package dev.palimpsest.memory.ledger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Limits;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Origin;
import dev.palimpsest.memory.Protection;
import dev.palimpsest.memory.Sample;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Import;
import dev.palimpsest.memory.ledger.Decision.Append;
import dev.palimpsest.memory.ledger.Decision.Reason;
import dev.palimpsest.memory.ledger.Decision.Refused;
import dev.palimpsest.memory.ledger.Decision.Unchanged;
import dev.palimpsest.memory.observation.Payload.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

class ImportTest {

    private static final Instant LATER = Sample.minute(5000);

    private final List<Memory> there = grown();

    @Test
    void shouldBeginAMemoryAsItStandsElsewhere() {
        Memory last = there.getLast();

        Memory here = taken(null, order(last, null));

        assertThat(here).isEqualTo(last);
        assertThat(Ledger.decide(here, order(last, null), LATER)).isEqualTo(new Unchanged(Reason.ALREADY_SO));
        assertThat(Timeline.after(null, event(null, order(last, null))).at(last.valid().from())).isPresent();
    }

    @Test
    void shouldGoThroughAllVersionsAndTakeNoneTwice() {
        Memory here = null;
        for (int i = 0; i < there.size(); i++) {
            here = taken(here, order(there.get(i), i == 0 ? null : there.get(i - 1)));
            assertThat(here).isEqualTo(there.get(i));
        }
        for (int i = 0; i < there.size(); i++) {
            assertThat(Ledger.decide(here, order(there.get(i), i == 0 ? null : there.get(i - 1)), LATER))
                    .isInstanceOf(Unchanged.class);
        }
    }

    @Test
    void shouldSayTheSameOfOtherTimesWhereAllVersionsCame() {
        Timeline timeline = null;
        for (int i = 0; i < there.size(); i++) {
            timeline = Timeline.after(timeline, event(timeline == null ? null : timeline.head(),
                    order(there.get(i), i == 0 ? null : there.get(i - 1))));
        }

        Memory early = requireNonNull(timeline).at(Sample.minute(2)).orElseThrow();

        assertThat(early.content()).isEqualTo(Content.Plain.of("zh"));
        assertThat(timeline.head()).isEqualTo(there.getLast());
    }

    @Test
    void shouldRefuseWhatDiffers() {
        Memory last = there.getLast();
        Memory other = last.saying(Content.Plain.of("fr"));

        assertThat(Ledger.decide(last, order(other, null), LATER)).isEqualTo(new Refused(Reason.DIFFERS));
        assertThat(Ledger.decide(there.getFirst(), order(last, null), LATER)).isEqualTo(new Refused(Reason.DIFFERS));
        assertThat(Ledger.decide(other, order(last, there.getFirst()), LATER)).isEqualTo(new Refused(Reason.DIFFERS));
        assertThat(Ledger.decide(null, order(last, other), LATER)).isEqualTo(new Refused(Reason.GAP));
    }

    @Test
    void shouldRefuseWhatIsOfALaterTimeOrOfNobodyWhoMay() {
        Memory last = there.getLast();
        Import order = order(last, null);

        assertThat(Ledger.decide(null, order, last.updatedAt().minusSeconds(1))).isEqualTo(new Refused(Reason.AHEAD));
        assertThat(Ledger.decide(null, new Import(order.tenant(), order.subject(), last, null, null,
                TrustTier.CURATED_FEED, order.marking(), order.evidence(), null), LATER))
                .isEqualTo(new Refused(Reason.NOT_A_CURATOR));
        assertThat(Ledger.decide(null, new Import(order.tenant(), Sample.SERVER, last, null, null, TrustTier.ANALYST,
                order.marking(), order.evidence(), null), LATER)).isEqualTo(new Refused(Reason.BREAKS_A_RULE));
    }

    @Test
    void shouldTakeNothingThatIsMoreTrustedThanWhoBringsIt() {
        Import order = order(there.getLast(), null);

        assertThat(order.state().trust()).isEqualTo(TrustTier.ANALYST);
        assertThat(Ledger.decide(null, new Import(order.tenant(), order.subject(), order.state(), null, null,
                TrustTier.CONTROL_PLANE, order.marking(), order.evidence(), null), LATER))
                .isEqualTo(new Refused(Reason.OUTRANKS));
    }

    @Test
    void shouldLeaveErasedWhatIsErasedHereWhateverALineSays() {
        Memory first = there.getFirst();
        Memory next = there.get(1);
        Memory purged = Ledger.apply(first, new MemoryEvent.Erased(new EventHeader(first.tenant(), first.subject(),
                first.id(), first.kind(), 2, first.valid(), Sample.minute(4000), first.evidence(), first.trust(),
                first.marking()), "r"));
        Memory third = versioned(next, 3, next.status(), next.protection());

        for (Memory gone : List.of(first.saying(Content.Sealed.gone("key")), first.portable().saying(
                Content.Sealed.gone("key")).portable())) {
            assertThat(Ledger.decide(gone, order(next, gone), LATER)).isEqualTo(new Refused(Reason.ERASED));
            assertThat(Ledger.decide(gone, order(first, null), LATER)).isEqualTo(new Refused(Reason.DIFFERS));
        }
        assertThat(Ledger.decide(purged, order(third, purged), LATER)).isEqualTo(new Refused(Reason.ERASED));
        Memory counted = versioned(purged, 3, Status.ERASED, Protection.NONE).portable();
        assertThat(taken(purged, order(counted, purged))).isEqualTo(counted);
    }

    @Test
    void shouldLeaveTheWordsOfWhatIsImmutableHere() {
        Memory fixed = versioned(there.getFirst(), 1, Status.CURRENT, Protection.IMMUTABLE);
        Memory reworded = versioned(there.getFirst().saying(Content.Plain.of("fr")), 2, Status.CURRENT,
                Protection.IMMUTABLE);

        assertThat(Ledger.decide(fixed, order(reworded, fixed), LATER)).isEqualTo(new Refused(Reason.IMMUTABLE));
        assertThat(Ledger.decide(fixed, order(versioned(fixed, 2, Status.CURRENT, Protection.NONE), fixed), LATER))
                .isEqualTo(new Refused(Reason.IMMUTABLE));
        Memory held = versioned(fixed, 2, Status.QUARANTINED, Protection.IMMUTABLE);
        assertThat(taken(fixed, order(held, fixed))).isEqualTo(held);
    }

    @Test
    void shouldRefuseWhatNoMemoryCanBe() {
        Memory last = there.getLast();

        assertThat(Importable.problem(last)).isEmpty();
        assertThat(List.of(versioned(last, 0, Status.CURRENT, Protection.NONE),
                versioned(last, Importable.COUNT_MAX + 1, Status.CURRENT, Protection.NONE),
                with(last, Double.NaN, last.trust(), last.evidence(), last.createdAt()),
                with(last, 1.5, last.trust(), last.evidence(), last.createdAt()),
                with(last, 0.5, TrustTier.SENSOR_STRUCTURED, last.evidence(), last.createdAt()),
                with(last, 0.5, last.trust(), Collections.nCopies(Limits.EVIDENCE_MAX + 1, last.evidence().getFirst()),
                        last.createdAt()),
                with(last, 0.5, last.trust(), List.of(), last.createdAt()),
                with(last, 0.5, last.trust(), last.evidence(), LATER),
                with(last, 0.5, last.trust(), last.evidence(), Instant.EPOCH.minus(Duration.ofDays(800_000)))))
                .allSatisfy(wrong -> {
                    assertThat(Importable.problem(wrong)).isPresent();
                    assertThat(Ledger.decide(null, order(wrong, null), LATER.plusSeconds(1)))
                            .isEqualTo(new Refused(Reason.BREAKS_A_RULE));
                });
    }

    @Test
    void shouldRefuseWhatWouldStopWhoReadsItLater() {
        Memory edge = begun(Sample.sighting("seen", 1, "a"));
        Memory logon = named(edge, edge.kind(), new Identity(Identity.Form.TEXT, "logged-on-to>x"), 1);

        assertThat(Importable.problem(edge)).isEmpty();
        assertThat(Importable.problem(hashed(edge, "0a1b"))).isEmpty();
        assertThat(List.of(logon, named(edge, edge.kind(), Identity.slot("logged-on-to>host:x"), 1),
                named(edge, edge.kind(), new Identity(Identity.Form.EDGE, "contacted-by>x"), 1),
                named(edge, Kind.DETECTION, edge.identity(), 1), named(edge, Kind.INDICATOR, Identity.slot("a"), 1),
                named(edge, Kind.SEMANTIC, Identity.story("a"), 1),
                named(edge, edge.kind(), edge.identity(), Importable.COUNT_MAX + 1), hashed(edge, ""),
                hashed(edge, "a".repeat(Limits.SUBJECT_NAME_LENGTH_MAX + 1)))).allSatisfy(
                        wrong -> assertThat(Ledger.decide(null, order(wrong, null), LATER))
                                .isEqualTo(new Refused(Reason.BREAKS_A_RULE)));
    }

    @Test
    void shouldTakeEachFormAsItIsMadeHere() {
        for (Identity.Form form : Identity.Form.values()) {
            assertThat(Importable.problem(begun(Sample.statement(form, "x", 1, TrustTier.ANALYST, "a")))).isEmpty();
        }
    }

    @Test
    void shouldLowerNeitherMarkingNorTrustUnlessASourceIsTakenOut() {
        Memory red = marked(there.getFirst(), 1, Tlp.RED, TrustTier.ANALYST);
        Memory green = marked(red, 2, Tlp.GREEN, TrustTier.ANALYST);
        Memory lesser = marked(red, 2, Tlp.RED, TrustTier.CONTROL_PLANE);
        Import order = order(green, red);
        Import back = new Import(order.tenant(), order.subject(), green, order.before(),
                new Origin("RolledBack", Hash.of("there")), order.trust(), order.marking(), order.evidence(), null);

        assertThat(Ledger.decide(red, order, LATER)).isEqualTo(new Refused(Reason.LOWERS));
        assertThat(Ledger.decide(red, order(lesser, red), LATER)).isEqualTo(new Refused(Reason.LOWERS));
        assertThat(taken(red, back)).isEqualTo(green);
        assertThat(taken(green, order(marked(red, 3, Tlp.RED, TrustTier.ANALYST), green)).marking())
                .isEqualTo(Tlp.RED);
    }

    @Test
    void shouldNotSayOfOtherTimesWhatWasRetractedBeforeSomethingElseWasSaid() {
        Memory first = there.getFirst();
        Memory retracted = versioned(first, 2, Status.RETRACTED, Protection.NONE);
        Memory other = versioned(there.get(1), 3, Status.CURRENT, Protection.NONE);
        Memory restored = versioned(first, 3, Status.CURRENT, Protection.NONE);

        assertThat(followed(first, retracted, other).at(Sample.minute(2))).isEmpty();
        assertThat(followed(first, retracted, other).at(Sample.minute(10))).isPresent();
        assertThat(followed(first, retracted, restored).at(Sample.minute(2))).isPresent();
    }

    @Test
    void shouldGoOnFromAnImportedMemoryAsFromItsOwn() {
        Memory here = taken(null, order(there.getLast(), null));
        Claim retraction = Sample.order(here, Action.RETRACT, TrustTier.ANALYST, "order");

        Memory retracted = Ledger.apply(here, ((Append) Ledger.decide(here, retraction, LATER)).event());

        assertThat(retracted.version()).isEqualTo(here.version() + 1);
        assertThat(retracted.status()).isEqualTo(Status.RETRACTED);
    }

    @Test
    void shouldBeTheSameInPortableFormWhateverKeyItIsUnder() {
        Memory last = there.getLast();
        Content.Plain words = last.content().plain().orElseThrow();

        assertThat(last.saying(words.under("one")).portable()).isEqualTo(last.saying(words.under("other")).portable());
        assertThat(last.saying(Content.Sealed.gone("one")).portable().status()).isEqualTo(Status.ERASED);
        assertThat(last.saying(Content.Sealed.gone("one")).portable())
                .isEqualTo(last.saying(Content.Sealed.gone("other")).portable().portable());
    }

    private static Timeline followed(Memory... states) {
        Timeline timeline = null;
        for (Memory state : states) {
            Memory before = timeline == null ? null : timeline.head();
            timeline = Timeline.after(timeline, event(before, order(state, before)));
        }
        return requireNonNull(timeline);
    }

    private static Memory begun(Claim.Statement said) {
        return Ledger.apply(null, ((Append) Ledger.decide(null, said, Sample.minute(20))).event());
    }

    private static Memory hashed(Memory of, String sha256) {
        return of.saying(Content.Plain.of("x").withAttribute("file.hash.sha256", sha256));
    }

    private static Memory named(Memory of, Kind kind, Identity identity, long count) {
        return new Memory(MemoryId.of(of.tenant(), of.subject(), kind, identity), of.tenant(), of.subject(), kind,
                identity, of.version(), of.status(), of.content(), of.valid(),
                new Occurrences(of.occurrences().first(), of.occurrences().last(), count), of.confidence(), of.trust(),
                of.marking(), of.support(), of.evidence(), of.derivedFrom(), of.createdAt(), of.updatedAt());
    }

    private static Memory marked(Memory of, long version, Tlp marking, TrustTier trust) {
        return new Memory(of.id(), of.tenant(), of.subject(), of.kind(), of.identity(), version, of.status(),
                of.content(), of.valid(), of.occurrences(), of.confidence(), trust, marking, of.support(),
                of.evidence(), of.derivedFrom(), of.createdAt(), of.updatedAt());
    }

    private static List<Memory> grown() {
        Events events = Events.of(Sample.slot("zh", 1, TrustTier.ANALYST, "a"),
                Sample.slot("en", 9, TrustTier.ANALYST, "b"), Sample.slot("en", 11, TrustTier.ANALYST, "c"));
        List<Memory> states = new ArrayList<>();
        Memory state = null;
        for (MemoryEvent event : events.log()) {
            state = Ledger.apply(state, event);
            states.add(state);
        }
        return states;
    }

    private static Memory versioned(Memory of, long version, Status status, Protection protection) {
        return new Memory(of.id(), of.tenant(), of.subject(), of.kind(), of.identity(), version, status, of.content(),
                of.valid(), of.occurrences(), of.confidence(), of.trust(), of.marking(), of.support(), of.evidence(),
                of.derivedFrom(), of.createdAt(), of.updatedAt(), protection);
    }

    private static Memory with(Memory of, double confidence, TrustTier trust, List<Evidence> evidence,
            Instant createdAt) {
        return new Memory(of.id(), of.tenant(), of.subject(), of.kind(), of.identity(), of.version(), of.status(),
                of.content(), of.valid(), of.occurrences(), confidence, trust, of.marking(), of.support(), evidence,
                of.derivedFrom(), createdAt, of.updatedAt(), of.protection());
    }

    private static Memory taken(@Nullable Memory here, Import order) {
        return Ledger.apply(here, event(here, order));
    }

    private static MemoryEvent event(@Nullable Memory here, Import order) {
        return ((Append) Ledger.decide(here, order, LATER)).event();
    }

    private static Import order(Memory state, @Nullable Memory before) {
        return new Import(state.tenant(), state.subject(), state,
                before == null ? null : Digest.of(before.portable()).hex(),
                before == null ? null : new Origin("Revised", Hash.of("there")),
                TrustTier.ANALYST, state.marking(), List.of(Sample.evidence("import")), null);
    }
}
