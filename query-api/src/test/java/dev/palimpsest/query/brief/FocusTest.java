package dev.palimpsest.query.brief;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.query.brief.Briefing.Section;
import dev.palimpsest.query.brief.Briefing.Topic;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FocusTest {

    @Test
    void shouldNarrowToWhatTheQuestionNames() {
        Remembered all = Plot.USUAL.remembered();

        Section focus = section(all.ask("user:alice", "what about ws-bob7?"), Topic.FOCUS);

        assertThat(focus.title()).isEqualTo("On what you asked about: ws-bob7");
        assertThat(texts(focus)).hasSize(2).allMatch(line -> line.contains("ws-bob7"));
    }

    @Test
    void shouldNarrowToTheTechniqueTheQuestionNames() {
        Section focus = section(Plot.USUAL.remembered().ask("user:alice", "recent T1003 please"), Topic.FOCUS);

        assertThat(texts(focus)).singleElement().asString().contains("T1003.001", "10.120.8.21");
    }

    @Test
    void shouldLookAtEverythingWithoutAWatchList() {
        Briefing briefing = Plot.USUAL.remembered().ask("user:carol", "recent activity");

        assertThat(section(briefing, Topic.FOCUS).title()).isEqualTo("Recent detections");
        assertThat(section(briefing, Topic.FOCUS).notes()).singleElement().asString().contains("No watch-list");
        assertThat(briefing.sections()).noneMatch(section -> section.topic() == Topic.ELSEWHERE);
    }

    @Test
    void shouldSayWhatToLoadWhereNothingIsRemembered() {
        Briefing briefing = new Remembered().ask("user:carol", "最近有什么？");

        assertThat(briefing.citations()).isEmpty();
        assertThat(section(briefing, Topic.FOCUS).notes().getFirst()).contains("记忆中没有任何检测记录", "Sysmon", "STIX");
    }

    @Test
    void shouldSayThatWatchedThingsAreQuietAndShowTheLatest() {
        Remembered all = new Remembered();
        all.watch("user:alice", "host:app");
        all.detection("T1047", "host:app", "host:dc01", "Rule", Remembered.seen("10-02 08:00", "10-02 08:00", 1));

        Section focus = section(all.ask("user:alice", "today?"), Topic.FOCUS);

        assertThat(focus.notes())
                .containsExactly("No detection that bears on the question is remembered in this period.");
        assertThat(texts(focus)).singleElement().asString().startsWith("The latest on record: T1047")
                .contains("2026-10-02 08:00 UTC");
    }

    @Test
    void shouldKeepTwoHostsBehindOneAddressApart() {
        Remembered all = new Remembered();
        all.watch("user:alice", "ip:10.0.0.9");
        all.hasAddress("host:one", "ip:10.0.0.9");
        all.hasAddress("host:two", "ip:10.0.0.9");
        all.detection("T1003.001", "host:two", "host:two", "Rule", Remembered.seen("11-22 08:00", "11-22 08:00", 1));

        assertThat(texts(section(all.ask("user:alice", "recent"), Topic.FOCUS))).singleElement().asString()
                .contains("on two,").doesNotContain("10.0.0.9");
    }

    @Test
    void shouldShowNothingOfAnotherTenant() {
        Remembered all = Plot.USUAL.remembered();
        all.as(new TenantId("other")).detection("T1486", "ip:10.120.8.21", "host:secret", "Theirs",
                Remembered.seen("11-22 08:00", "11-22 08:00", 1));

        assertThat(BriefingText.plain(all.ask("user:alice", "recent"))).doesNotContain("secret", "T1486", "Theirs");
    }

    @Test
    void shouldLeaveOutWhatIsNotCurrent() {
        Remembered all = Plot.USUAL.remembered();
        all.with(Status.RETRACTED).watch("user:alice", "ip:10.120.8.21");

        assertThat(section(all.ask("user:alice", "recent"), Topic.FOCUS).title()).isEqualTo("Recent detections");
    }

    @Test
    void shouldFollowAPreferenceThatAPersonReworded() {
        Remembered all = Plot.USUAL.remembered();
        all.slot("user:alice", "grouping", "", "现在想按严重程度看");

        assertThat(section(all.ask("user:alice", "recent"), Topic.FOCUS).groups()).extracting(Briefing.Group::key)
                .containsExactly("high", "medium");
    }

    @ParameterizedTest
    @CsvSource({"attack-technique,T1569.002 T1003.001 T1021.002 T1071", "host,host:srv-app01 host:dc01 host:fs02",
            "time,2026-11-22", "severity,high medium", "source,host:srv-app01"})
    void shouldArrangeFindingsAsTheAskerLikes(String grouping, String keys) {
        Remembered all = Plot.USUAL.remembered();
        all.slot("user:alice", "grouping", grouping, grouping);

        assertThat(section(all.ask("user:alice", "recent"), Topic.FOCUS).groups()).extracting(Briefing.Group::key)
                .containsExactly(keys.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({"最近,'','',CHINESE", "recent,'','',ENGLISH", "recent,zh,'',CHINESE", "最近,en,'',ENGLISH",
            "recent,zh,ENGLISH,ENGLISH"})
    void shouldChooseTheLanguageOfRequestThenProfileThenQuestion(String text, String slot, String asked,
            Language expected) {
        Remembered all = Plot.USUAL.remembered();
        if (!slot.isEmpty()) {
            all.slot("user:alice", "language", slot, "answers in " + slot);
        }

        Optional<Language> request = asked.isEmpty() ? Optional.empty() : Optional.of(Language.valueOf(asked));
        assertThat(all.ask("user:alice", text, 2_000, request).language()).isEqualTo(expected);
    }

    @Test
    void shouldQuoteDecisionsOfTheTeamButNotConversationsOfOthersNorAssistants() {
        Remembered all = Plot.USUAL.remembered();
        Memory decision = all.fact("user:bob", "decision", "We decided to isolate 10.120.8.21 at noon",
                "ip:10.120.8.21");
        all.said("user:bob", "I do not trust 10.120.8.21 at all", "ip:10.120.8.21");
        all.said("user:alice", "Sliver 的案子和 10.120.8.21 有关吗", "ip:10.120.8.21");
        all.trusted(TrustTier.ASSISTANT, 0.5).said("user:alice", "I looked: 10.120.8.21 is clean", "ip:10.120.8.21");

        Section related = section(all.ask("user:alice", "recent activity of 10.120.8.21"), Topic.RELATED);

        assertThat(texts(related)).anyMatch(line -> line.contains("isolate")).anyMatch(line -> line.contains("案子"))
                .noneMatch(line -> line.contains("do not trust")).noneMatch(line -> line.contains("clean"));
        assertThat(related.groups().getFirst().lines()).anyMatch(line -> line.refs().contains(decision.ref()));
    }

    private static Section section(Briefing briefing, Topic topic) {
        return briefing.sections().stream().filter(each -> each.topic() == topic).findFirst().orElseThrow();
    }

    private static List<String> texts(Section section) {
        return section.groups().stream().flatMap(group -> group.lines().stream()).map(Briefing.Line::text).toList();
    }
}
