package dev.palimpsest.memory.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Sample;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.ledger.Decision;
import dev.palimpsest.memory.ledger.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What several objects of one source say of one value. */
class ListingsTest {

    private static final int DAY = 24 * 60;

    /**
     * A word: the object, the minute its source wrote it, {@code -} where it takes it back, confidence, label and the day
     * it ends.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # words in order of arrival               | status  | objects | confidence | labels | ends
            a@1 .5 scanner                            | CURRENT | a       | .5         | scanner | -
            a@1 .5 scanner, a@2 .7 c2                 | CURRENT | a       | .7         | c2      | -
            a@2 .7 c2, a@1 .5 scanner                 | CURRENT | a       | .7         | c2      | -
            a@1 .5 scanner, b@2 .7 c2                 | CURRENT | a b     | .7         | c2 scanner | -
            a@1 .5 scanner, b@2 .7 c2, -b@3           | CURRENT | a       | .5         | scanner | -
            a@1 .5 scanner, -b@3, b@2 .7 c2           | CURRENT | a       | .5         | scanner | -
            a@1 .5 scanner, b@2 .7 c2, -b@3, -a@4     | EXPIRED | a b     | .5         |         | 4
            a@1 .5 scanner, -a@4, b@2 .7 c2           | CURRENT | b       | .7         | c2      | -
            a@1 .5 scanner, -a@4, a@5 .6 c2           | CURRENT | a       | .6         | c2      | -
            a@1 .5 scanner until 6, b@2 .7 c2 until 9 | EXPIRED | a b     | .7         | c2 scanner | 9
            a@1 .5 scanner until 6, b@2 .7 c2         | CURRENT | a b     | .7         | c2 scanner | -
            a@1 .5 scanner until 6, b@2 .7 c2 until 9, -b@3 | EXPIRED | a | .5         | scanner | 6
            """, nullValues = "none")
    void shouldEndOnlyWithTheLastObjectThatListsIt(String words, Status status, String objects, double confidence,
            @Nullable String labels, String ends) {
        Memory memory = Arrays.stream(words.split(",", -1)).map(word -> word(word.strip()))
                .collect(Life::new, Life::say, (_, _) -> {}).memory();
        Content.Plain content = plain(memory);

        assertThat(memory.status(Sample.minute(1000))).isEqualTo(status);
        assertThat(content.all(IndicatorFields.OBJECT)).containsExactly(objects.split(" ", -1));
        assertThat(memory.confidence()).isEqualTo(confidence);
        assertThat(content.all("labels")).isEqualTo(labels == null ? List.of() : List.of(labels.split(" ", -1)));
        assertThat(memory.valid().to()).isEqualTo(ends.equals("-") ? null : Sample.minute(Long.parseLong(ends)));
    }

    @Test
    void shouldTellTheWordsOfWhatStillListsIt() {
        Life life = new Life();
        life.say(word("a@1 .9 scanner"));
        life.say(word("b@2 .7 c2"));
        assertThat(plain(life.memory()).text()).isEqualTo("says scanner");

        life.say(word("-a@3"));

        assertThat(plain(life.memory()).text()).isEqualTo("says c2");
        assertThat(plain(life.memory()).entities()).containsExactly(Subject.parse("malware:c2"));
    }

    @Test
    void shouldNotCountATakingBackAsHearingOfIt() {
        Life life = new Life();
        life.say(word("a@1 .5 scanner"));
        life.say(word("b@2 .7 c2"));

        life.say(word("-b@" + 400 * DAY));

        assertThat(Lifecycle.score(life.memory(), Sample.minute(400 * DAY))).hasValue(0);
    }

    @Test
    void shouldChangeNothingWhenAllIsSaidAgain() {
        List<String> words = List.of("a@1 .5 scanner", "b@2 .7 c2", "-c@3", "d@4 .7 " + "long".repeat(1_000));
        Life life = new Life();
        words.forEach(word -> life.say(word(word)));
        long version = life.memory().version();

        words.forEach(word -> life.say(word(word)));

        assertThat(life.memory().version()).isEqualTo(version);
    }

    @Test
    void shouldChangeNothingWhenTwoLongListsAreLoadedAgain() {
        Life life = new Life();
        long version = 0;
        for (int load = 0; load < 3; load++) {
            for (int line = 0; line < 24; line++) {
                Statement listed = listed(load);
                life.say(Sample.with(listed, plain(listed).withAttribute(IndicatorFields.OBJECT, "list" + line / 12)
                        .withAttribute("threat.indicator.description", (char) ('a' + line) + " says ".repeat(60))));
            }
            version = load == 0 ? life.memory().version() : version;
        }

        assertThat(life.memory().version()).isEqualTo(version);
    }

    @Test
    void shouldLiveOnWhenMoreObjectsListedItThanAreToldApart() {
        Life life = new Life();
        Stream.of("abcdefghijk".split("", -1)).forEach(object -> life.say(word(object + "@1 .5 c2")));
        Stream.of("abcdefgh".split("", -1)).forEach(object -> life.say(word("-" + object + "@2")));

        assertThat(life.memory().status(Sample.minute(9))).isEqualTo(Status.CURRENT);
        assertThat(plain(life.memory()).all(IndicatorFields.LISTING)).hasSize(Listings.MAX);
    }

    /** Dated words of up to {@link Listings#MAX} objects, no two of one object at one time. */
    @Property(tries = 300)
    void shouldComeToTheSameInAnyOrder(@ForAll("dated") List<String> words, @ForAll Random random) {
        List<String> shuffled = new ArrayList<>(words);
        Collections.shuffle(shuffled, random);

        Memory one = all(words);
        Memory other = all(shuffled);

        assertThat(plain(other)).isEqualTo(plain(one));
        assertThat(other.valid()).isEqualTo(one.valid());
        assertThat(other.confidence()).isEqualTo(one.confidence());
        assertThat(other.marking()).isEqualTo(one.marking());
    }

    @Provide
    Arbitrary<List<String>> dated() {
        Arbitrary<String> word = Combinators
                .combine(Arbitraries.of("a", "b", "c", "d"), Arbitraries.integers().between(1, 50),
                        Arbitraries.of(".2", ".5", ".8"), Arbitraries.of("c2", "scanner", "a=b&c%25"),
                        Arbitraries.of("", " until 60", " until 70"), Arbitraries.of("", " red", " green"),
                        Arbitraries.of("", "", "-"))
                .as((object, minute, confidence, label, until, pap, back) -> back.isEmpty()
                        ? object + "@" + minute + " " + confidence + " " + label + until + pap
                        : "-" + object + "@" + minute);
        return word.list().uniqueElements(text -> text.replace("-", "").split(" ", 2)[0]).ofMinSize(1).ofMaxSize(8);
    }

    @Test
    void shouldTakeAListThatStillHasAValueForASightingOnceADay() {
        Life life = new Life();
        life.say(listed(0));
        life.say(listed(60));
        assertThat(life.memory().version()).as("loaded again at once").isEqualTo(1);
        assertThat(Lifecycle.score(life.memory(), Sample.minute(40 * DAY)).orElseThrow()).isLessThan(10);

        life.say(listed(30 * DAY));
        life.say(listed(30 * DAY + 60));

        assertThat(life.memory().version()).isEqualTo(2);
        assertThat(Lifecycle.score(life.memory(), Sample.minute(30 * DAY))).hasValue(50);
        assertThat(plain(life.memory()).text()).isEqualTo("says listed");
    }

    @Test
    void shouldNotBringBackWhatEndedByListingIt() {
        Life life = new Life();
        life.say(listed(0));
        life.say(report(5));

        life.say(listed(30 * DAY));

        assertThat(life.memory().status(Sample.minute(30 * DAY))).isEqualTo(Status.EXPIRED);
    }

    @Test
    void shouldExpireFromAReportOnAndLiveByALaterWord() {
        Life life = new Life();
        life.say(word("a@1 .5 c2"));
        life.say(report(5));

        assertThat(life.memory().status(Sample.minute(4))).isEqualTo(Status.CURRENT);
        assertThat(life.memory().status(Sample.minute(5))).isEqualTo(Status.EXPIRED);
        assertThat(Lifecycle.raises(life.memory(), Sample.minute(5))).isFalse();

        life.say(word("b@6 .5 c2"));

        assertThat(life.memory().status(Sample.minute(7))).isEqualTo(Status.CURRENT);
        assertThat(life.memory().valid().to()).isNull();
    }

    @Test
    void shouldNotExpireByAReportOlderThanTheNewestWord() {
        Life life = new Life();
        life.say(word("a@6 .5 c2"));

        life.say(report(5));

        assertThat(life.memory().status(Sample.minute(7))).isEqualTo(Status.CURRENT);
    }

    private static Memory all(List<String> words) {
        Life life = new Life();
        words.forEach(word -> life.say(word(word)));
        return life.memory();
    }

    /** A memory and what is said of it in turn. */
    private static final class Life {

        private @Nullable Memory memory;
        private int said;

        void say(Statement claim) {
            if (Ledger.decide(memory, claim, Sample.minute(1_000_000 + said++)) instanceof Decision.Append append) {
                memory = Ledger.apply(memory, append.event());
            }
        }

        Memory memory() {
            if (memory == null) {
                throw new AssertionError("nothing was appended");
            }
            return memory;
        }
    }

    private static int observations;

    private static Statement word(String text) {
        boolean back = text.startsWith("-");
        String[] parts = (back ? text.substring(1) : text).split("[@ ]", 4);
        Instant at = Sample.minute(Long.parseLong(parts[1]));
        String label = back ? "" : parts[3].split(" ", 2)[0];
        String rest = back ? "" : parts[3];
        Content.Plain content = Content.Plain.of(back ? "taken back" : "says " + label)
                .withAttribute(IndicatorFields.OBJECT, parts[0])
                .withAttribute(IndicatorFields.MODIFIED_AT, at.toString())
                .withAttribute("labels", label.isEmpty() ? List.of() : List.of(label))
                .withAttribute("threat.indicator.description", label)
                .withAttribute(IndicatorFields.PAP, rest.endsWith(" red") ? List.of("red") : List.of())
                .withAttribute(IndicatorFields.REVOKED, back ? List.of("true") : List.of())
                .withEntities(label.isEmpty() || label.contains("&") || label.length() > 100
                        ? List.of()
                        : List.of(Subject.parse("malware:" + label)));
        int until = rest.indexOf("until ");
        ValidTime valid = back
                ? new ValidTime(Sample.minute(0), at)
                : new ValidTime(Sample.minute(0), until < 0
                        ? null
                        : Sample.minute(Long.parseLong(rest.substring(until + 6).split(" ", 2)[0])));
        return statement(content, valid, at, back ? .5 : Double.parseDouble(parts[2]),
                rest.endsWith(" green") ? Tlp.AMBER : Tlp.GREEN);
    }

    private static Statement listed(long minute) {
        return statement(Content.Plain.of("says listed").withAttribute(IndicatorFields.FORMAT, "list")
                .withAttribute(IndicatorFields.LISTED_AT, Sample.minute(minute).toString()),
                ValidTime.since(Sample.minute(minute)), Sample.minute(minute), .5, Tlp.GREEN);
    }

    private static Statement report(long minute) {
        return statement(Content.Plain.of("reported").withAttribute(IndicatorFields.SIGHTING_TYPE, "expired"),
                ValidTime.since(Sample.minute(minute)), Sample.minute(minute), .5, Tlp.GREEN);
    }

    private static Statement statement(Content content, ValidTime valid, Instant at, double confidence, Tlp marking) {
        Statement base = Sample.statement(Identity.Form.INDICATOR, "", 0, TrustTier.CURATED_FEED,
                "o" + observations++);
        return new Statement(base.tenant(), base.subject(), base.kind(), base.identity(), content, valid,
                Occurrences.once(at), confidence, base.trust(), marking, base.evidence(),
                List.of());
    }

    private static Content.Plain plain(Statement claim) {
        return claim.content().plain().orElseThrow();
    }

    private static Content.Plain plain(Memory memory) {
        return memory.content().plain().orElseThrow();
    }
}
