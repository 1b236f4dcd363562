package dev.palimpsest.memory.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Identity.Form;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Sample;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.observation.Payload.Action;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class TimelineTest {

    @Example
    void shouldSayWhatHeldThenWhenAValueWasSupersededLater() {
        Timeline timeline = of(slot("zh", 10), slot("en", 20));

        assertThat(timeline.at(Sample.minute(9))).isEmpty();
        assertThat(text(timeline, 10)).isEqualTo("zh@1");
        assertThat(text(timeline, 19)).isEqualTo("zh@1");
        assertThat(text(timeline, 20)).isEqualTo("en@2");
        assertThat(timeline.at(Sample.minute(15)).map(Memory::valid))
                .contains(new ValidTime(Sample.minute(10), Sample.minute(20)));
    }

    @Example
    void shouldPutALateValueWhereItHeld() {
        Timeline timeline = of(slot("zh", 10), slot("fr", 30), slot("en", 20));

        assertThat(List.of(text(timeline, 15), text(timeline, 25), text(timeline, 35)))
                .containsExactly("zh@1", "en@3", "fr@2");
    }

    @Example
    void shouldLetAStrongerWordDatedEarlierTakeAllThatFollows() {
        Timeline timeline = of(Sample.slot("zh", 10, TrustTier.ASSISTANT, "a"),
                Sample.slot("en", 5, TrustTier.ANALYST, "b"));

        assertThat(text(timeline, 7)).isEqualTo("en@2");
        assertThat(text(timeline, 12)).isEqualTo("en@2");
    }

    @Example
    void shouldTakeBackEveryValueWhenTheSlotIsRetracted() {
        Events events = Events.of(slot("zh", 10), slot("en", 20));
        events.add(Sample.order(events.memory(), Action.RETRACT, TrustTier.ANALYST, "order"));

        assertThat(fold(events).at(Sample.minute(15)).map(Memory::status)).contains(Status.RETRACTED);
    }

    @Example
    void shouldForgetWhatWasSaidBeforeARetractionWhenAnotherValueIsStated() {
        Events events = Events.of(slot("zh", 10));
        events.add(Sample.order(events.memory(), Action.RETRACT, TrustTier.ANALYST, "order"));
        events.add(slot("en", 20));

        assertThat(fold(events).at(Sample.minute(15))).isEmpty();
        assertThat(text(fold(events), 25)).isEqualTo("en@3");
    }

    @Example
    void shouldHaveExpiredWhereItsTimeIsOver() {
        Statement until = Sample.with(Sample.statement(Form.INDICATOR, "bad", 10, TrustTier.CURATED_FEED, "feed"),
                new ValidTime(Sample.minute(10), Sample.minute(30)));

        assertThat(of(until).at(Sample.minute(5))).isEmpty();
        assertThat(of(until).at(Sample.minute(29)).map(Memory::status)).contains(Status.CURRENT);
        assertThat(of(until).at(Sample.minute(30)).map(Memory::status)).contains(Status.EXPIRED);
    }

    /** Among equals the latest beginning up to an instant is what held then, in whatever order it was heard. */
    @Property
    void shouldSayOfEachInstantTheLatestValueThatHadBegun(@ForAll("claims") List<Statement> claims) {
        Timeline timeline = of(claims.toArray(Claim[]::new));

        for (long minute = 0; minute <= 70; minute++) {
            long now = minute;
            Optional<String> expected = claims.stream().filter(claim -> !claim.valid().from().isAfter(
                    Sample.minute(now))).max(Comparator.comparing(claim -> claim.valid().from()))
                    .flatMap(claim -> claim.content().plain()).map(content -> content.text());
            assertThat(timeline.at(Sample.minute(now)).flatMap(memory -> memory.content().plain())
                    .map(content -> content.text())).isEqualTo(expected);
        }
    }

    @Property
    void shouldSayWhatStandsOfTheInstantFromWhichItStands(@ForAll("claims") List<Statement> claims) {
        Events events = Events.of(claims.toArray(Claim[]::new));
        Memory head = events.memory();

        assertThat(fold(events).head()).isEqualTo(head);
        assertThat(fold(events).at(head.valid().from()).map(Memory::content)).contains(head.content());
    }

    @Provide
    Arbitrary<List<Statement>> claims() {
        return Combinators.combine(Arbitraries.of("zh", "en", "fr"), Arbitraries.longs().between(0, 60))
                .as(TimelineTest::slot).list().uniqueElements(claim -> claim.valid().from()).ofMinSize(1)
                .ofMaxSize(8);
    }

    private static Statement slot(String text, long minute) {
        return Sample.slot(text, minute, TrustTier.ANALYST, "said at " + minute);
    }

    private static Timeline of(Claim... claims) {
        return fold(Events.of(claims));
    }

    private static Timeline fold(Events events) {
        @Nullable
        Timeline timeline = null;
        for (MemoryEvent event : events.log()) {
            timeline = Timeline.after(timeline, event);
        }
        if (timeline == null) {
            throw new AssertionError("nothing was logged");
        }
        return timeline;
    }

    private static String text(Timeline timeline, long minute) {
        Memory memory = timeline.at(Sample.minute(minute)).orElseThrow();
        return memory.content().plain().orElseThrow().text() + "@" + memory.version();
    }
}
