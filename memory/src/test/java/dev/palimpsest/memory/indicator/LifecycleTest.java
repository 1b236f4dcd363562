package dev.palimpsest.memory.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Sample;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.ledger.Decision;
import dev.palimpsest.memory.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private static final Instant START = Sample.minute(0);
    private @Nullable Memory memory;
    private int said;

    @Test
    void shouldLoseWorthByTheModelOfItsTypeAndNothingBefore() {
        Memory stated = say(word("A", "1", 0));

        assertThat(score(stated, 0)).isEqualTo(75);
        assertThat(score(stated, 10)).isEqualTo(46);
        assertThat(score(stated, 47)).isZero();
        assertThat(Lifecycle.score(stated, START.minus(Duration.ofDays(9)))).hasValue(75);
    }

    @Test
    void shouldBeginAnewWithASightingAndLoseByFalsePositives() {
        say(word("A", "1", 0));
        assertThat(score(say(report(SightingType.SEEN, "3", days(40))), 40)).isEqualTo(75);

        Memory doubted = say(report(SightingType.FALSE_POSITIVE, "4", days(41)));

        assertThat(score(doubted, 40)).isEqualTo(38);
        assertThat(doubted.content().plain().orElseThrow().text()).isEqualTo("a word");
    }

    @Test
    void shouldCountAReportOnce() {
        say(word("A", "1", 0));
        long version = say(report(SightingType.SEEN, "1", days(1))).version();

        assertThat(say(report(SightingType.SEEN, "1", days(1))).version()).isEqualTo(version);
    }

    @Test
    void shouldLiveAgainByItsOwnSourceOnly() {
        say(word("A", "1", 0));
        Memory over = say(report(SightingType.EXPIRED, "1", days(2)));
        assertThat(score(over, 3)).isZero();
        assertThat(score(say(word("A", "1", 0)), 3)).isZero();

        Memory again = say(word("B", "1", days(4)));

        assertThat(score(again, 4)).isPositive();
    }

    @Test
    void shouldTakeALaterBeginningForNoNewsAndAnEndForNews() {
        long version = say(word("A", "1", 0)).version();
        assertThat(say(word("A", "1", days(8))).version()).isEqualTo(version);

        Statement word = word("A", "1", days(9));
        Memory revoked = say(Sample.with(word, new ValidTime(START, Sample.minute(days(9)))));

        assertThat(score(revoked, 8)).isPositive();
        assertThat(score(revoked, 9)).isZero();
    }

    @Test
    void shouldKeepTheStricterPapOfBoth() {
        Statement word = word("A", "1", 0);
        say(with(word, IndicatorFields.PAP, "red"));

        Memory merged = say(with(word("B", "1", 5), IndicatorFields.PAP, "green"));

        assertThat(merged.content().plain().orElseThrow().first(IndicatorFields.PAP)).contains("red");
    }

    private Memory say(Statement claim) {
        if (Ledger.decide(memory, claim, Sample.minute(1_000_000 + said++)) instanceof Decision.Append append) {
            memory = Ledger.apply(memory, append.event());
        }
        if (memory == null) {
            throw new AssertionError("nothing was appended");
        }
        return memory;
    }

    /** The fact itself has a confidence of one half. */
    private Statement word(String reliability, String credibility, long minute) {
        Statement claim = Sample.statement(Identity.Form.INDICATOR, "a word", minute, TrustTier.CURATED_FEED,
                "o" + said);
        return with(with(claim, IndicatorFields.RELIABILITY, reliability), IndicatorFields.CREDIBILITY, credibility);
    }

    private Statement report(SightingType type, String count, long minute) {
        Statement claim = Sample.statement(Identity.Form.INDICATOR, "", minute, TrustTier.CURATED_FEED, "o" + said);
        return Sample.with(claim, new Content.Plain("reported", Content.attributes(
                Map.of(IndicatorFields.SIGHTING_TYPE, type.word(), type.count(), count)), List.of(),
                List.of()));
    }

    private static Statement with(Statement claim, String name, String value) {
        return Sample.with(claim, claim.content().plain().orElseThrow().withAttribute(name, value));
    }

    private static int score(Memory memory, long day) {
        return Lifecycle.score(memory, Sample.minute(days(day))).orElseThrow();
    }

    private static long days(long days) {
        return Duration.ofDays(days).toMinutes();
    }
}
