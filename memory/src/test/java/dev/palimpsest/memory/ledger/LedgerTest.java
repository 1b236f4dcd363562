package dev.palimpsest.memory.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Identity.Form;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Limits;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Sample;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.observation.Payload.Action;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LedgerTest {

    @Test
    void shouldRefuseDataAndUnvouchedWordsInProfilesAndProcedures() {
        for (TrustTier trust : List.of(TrustTier.UNKNOWN, TrustTier.SENSOR_FREE_TEXT, TrustTier.SENSOR_STRUCTURED,
                TrustTier.CURATED_FEED)) {
            Statement profile = Sample.slot("zh", 1, trust, "log line");

            assertThat(Ledger.decide(null, profile, Sample.minute(2))).as(trust.name())
                    .isEqualTo(new Decision.Refused(Decision.Reason.DATA_IS_NOT_PROFILE));
        }
    }

    @Test
    void shouldTakeTheNewValueWhenARetractedSlotIsStatedAnew() {
        Events events = Events.of(Sample.slot("zh", 1, TrustTier.ANALYST, "a"));
        events.add(Sample.order(events.memory(), Action.RETRACT, TrustTier.ANALYST, "b"));

        events.add(Sample.slot("en", 9, TrustTier.ANALYST, "c"));

        assertThat(events.memory().status()).isEqualTo(Status.CURRENT);
        assertThat(events.memory().content()).isEqualTo(Content.Plain.of("en"));
    }

    @Test
    void shouldNoteALateValueAsHistoryThatEndedWhenTheStandingOneBegan() {
        Events events = Events.of(Sample.slot("zh", 10, TrustTier.ANALYST, "a"),
                Sample.slot("en", 5, TrustTier.ANALYST, "b"));

        assertThat(events.log().getLast().header().valid())
                .isEqualTo(new ValidTime(Sample.minute(5), Sample.minute(10)));
        assertThat(events.memory().content()).isEqualTo(Content.Plain.of("zh"));
        assertThat(events.memory().version()).isEqualTo(2);
    }

    @Test
    void shouldKeepTheOwnEndOfALateValueThatWasOverBefore() {
        Statement brief = Sample.with(Sample.slot("en", 1, TrustTier.ANALYST, "b"),
                new ValidTime(Sample.minute(1), Sample.minute(2)));
        Events events = Events.of(Sample.slot("zh", 10, TrustTier.ANALYST, "a"), brief);

        assertThat(events.log().getLast().header().valid()).isEqualTo(brief.valid());
    }

    @Test
    void shouldNotNoteTheSameLateValueTwice() {
        Statement late = Sample.slot("en", 5, TrustTier.ANALYST, "b");
        Events events = Events.of(Sample.slot("zh", 10, TrustTier.ANALYST, "a"), late);

        assertThat(events.add(late)).isEqualTo(new Decision.Unchanged(Decision.Reason.REDELIVERED));
    }

    @Test
    void shouldRecogniseARedeliveryWhereverItsRecordStands() {
        Statement first = Sample.sighting("seen", 5, "a");
        Evidence copy = new Evidence("a", "tests", "observations", 3, 4711, null, new Extractor("test", 1));
        Events events = Events.of(first);

        assertThat(events.add(first.restingOn(first.occurrences(), List.of(copy))))
                .isEqualTo(new Decision.Unchanged(Decision.Reason.REDELIVERED));
    }

    @Test
    void shouldNotCountTheSameFoldedSightingsTwice() {
        Statement folded = Sample.sighting("seen", 5, "a").foldedWith(Sample.sighting("seen", 6, "b"));
        Events events = Events.of(Sample.sighting("seen", 4, "0"), folded);

        assertThat(events.add(folded)).isEqualTo(new Decision.Unchanged(Decision.Reason.REDELIVERED));
        assertThat(events.memory().occurrences().count()).isEqualTo(3);
    }

    @Test
    void shouldAddWhatASecondReadingOfTheSameEvidenceSaysWithoutCountingIt() {
        Statement first = Sample.statement(Form.STORY, "contact", 5, TrustTier.SENSOR_STRUCTURED, "a");
        Events events = Events.of(first);

        events.add(Sample.with(first, Content.Plain.of("contact").withAttribute("threat.indicator.source", "feed")));

        Content.Plain content = events.memory().content().plain().orElseThrow();
        assertThat(content.first("threat.indicator.source")).contains("feed");
        assertThat(events.memory().occurrences()).isEqualTo(Occurrences.once(Sample.minute(5)));
    }

    @Test
    void shouldKeepWhatASightingWasConcludedFromWhenMoreIsLearnt() {
        Memory one = Events.of(Sample.slot("zh", 1, TrustTier.ANALYST, "x")).memory();
        Memory two = Events.of(Sample.sighting("seen", 1, "y")).memory();
        Statement first = Sample.with(Sample.statement(Form.STORY, "s", 5, TrustTier.SENSOR_STRUCTURED, "a"),
                List.of(one.ref()));
        Statement second = Sample.with(
                Sample.with(Sample.statement(Form.STORY, "s", 6, TrustTier.SENSOR_STRUCTURED, "b"),
                        Content.Plain.of("s").withAttribute("user.name", "bob")),
                List.of(two.ref(), new MemoryRef(one.id(), 7)));

        assertThat(Events.of(first, second).memory().derivedFrom()).containsExactlyInAnyOrder(two.ref(),
                new MemoryRef(one.id(), 7));
    }

    @Test
    void shouldNotLoseConfidenceWhenASightingAddsDetail() {
        Statement sure = Sample.sighting("seen", 5, "a");
        Statement vague = new Statement(sure.tenant(), sure.subject(), sure.kind(), sure.identity(),
                Content.Plain.of("seen").withAttribute("network.protocol", "tls"), sure.valid(), sure.occurrences(),
                0.1, sure.trust(), sure.marking(), List.of(Sample.evidence("b")), List.of());

        assertThat(Events.of(sure, vague).memory().confidence()).isEqualTo(0.5);
    }

    @Test
    void shouldSurviveThatSightingsTogetherHoldTooManyAttributes() {
        Events events = Events.of(Sample.with(Sample.sighting("seen", 5, "a"), attributes("a", 60)),
                Sample.with(Sample.sighting("seen", 6, "b"), attributes("b", 60)));

        Content.Plain content = events.memory().content().plain().orElseThrow();
        assertThat(content.attributes()).hasSize(Limits.ATTRIBUTES_MAX).containsKey("a59").containsKey("b0");
        assertThat(events.memory().occurrences().count()).isEqualTo(2);
    }

    @Test
    void shouldCountSightingsWhoseContentIsSealed() {
        Content sealed = new Content.Sealed("key", "bm9uY2U=", "Y2lwaGVy");
        Events events = Events.of(Sample.with(Sample.sighting("", 5, "a"), sealed),
                Sample.with(Sample.sighting("", 6, "b"), new Content.Sealed("key", "b3RoZXI=", "Y2lwaGVy")));

        assertThat(events.memory().content()).isEqualTo(sealed);
        assertThat(events.memory().occurrences().count()).isEqualTo(2);
    }

    @Test
    void shouldAddNothingWhenASourceRepeatsItself() {
        Statement again = Sample.statement(Form.INDICATOR, "C2", 5, TrustTier.CURATED_FEED, "b");
        Events events = Events.of(Sample.statement(Form.INDICATOR, "C2", 5, TrustTier.CURATED_FEED, "a"));

        assertThat(events.add(again)).isEqualTo(new Decision.Unchanged(Decision.Reason.KNOWN));
    }

    @Test
    void shouldKeepTheLatestEvidenceOnly() {
        Events events = new Events();
        for (int i = 0; i < 20; i++) {
            events.add(Sample.sighting("seen", i, "observation-" + i));
        }

        assertThat(events.memory().evidence()).hasSize(Limits.EVIDENCE_MAX).endsWith(Sample.evidence("observation-19"));
        assertThat(events.memory().occurrences())
                .isEqualTo(new Occurrences(Sample.minute(0), Sample.minute(19), 20));
        assertThat(events.log()).allSatisfy(event -> assertThat(event.header().evidence()).hasSize(1));
    }

    @Test
    void shouldRefuseToFoldAGapARepeatOrAnotherMemorysEvent() {
        Events events = Events.of(Sample.sighting("seen", 1, "a"), Sample.sighting("seen", 2, "b"),
                Sample.sighting("seen", 3, "c"));
        Memory first = Ledger.apply(null, events.log().getFirst());
        MemoryEvent foreign = Events.of(Sample.slot("zh", 1, TrustTier.ANALYST, "a"),
                Sample.slot("en", 2, TrustTier.ANALYST, "b")).log().getLast();

        for (MemoryEvent wrong : List.of(events.log().getFirst(), events.log().getLast(), foreign)) {
            assertThatThrownBy(() -> Ledger.apply(first, wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Ledger.apply(null, events.log().getLast()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRejectAClaimThatSpeaksOfAnotherMemory() {
        Memory memory = Events.of(Sample.slot("zh", 1, TrustTier.ANALYST, "a")).memory();

        assertThatThrownBy(() -> Ledger.decide(memory, Sample.sighting("seen", 1, "b"), Sample.minute(9)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldEraseContentFromTheHead() {
        Memory memory = Events.of(Sample.slot("zh", 1, TrustTier.ANALYST, "a")).memory();

        Memory erased = Ledger.apply(memory, new MemoryEvent.Erased(StatementTableTest.header(memory), ""));

        assertThat(erased.content()).isEqualTo(Content.Plain.of(""));
        assertThat(erased.kind()).isEqualTo(Kind.PROFILE);
    }

    private static Content.Plain attributes(String prefix, int count) {
        TreeMap<String, List<String>> attributes = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            attributes.put(prefix + i, List.of("value"));
        }
        return new Content.Plain("seen", attributes, List.of(), List.of());
    }
}
