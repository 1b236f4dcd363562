package dev.palimpsest.index;

import static dev.palimpsest.index.Memories.NOON;
import static dev.palimpsest.index.Memories.TENANT;
import static dev.palimpsest.index.MemoryFilter.CURRENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.palimpsest.index.Condition.All;
import dev.palimpsest.index.Condition.Any;
import dev.palimpsest.index.Condition.InCategory;
import dev.palimpsest.index.Condition.InSomeCategory;
import dev.palimpsest.index.Condition.LabelTest;
import dev.palimpsest.index.Condition.Labelled;
import dev.palimpsest.index.Condition.Named;
import dev.palimpsest.index.Condition.Not;
import dev.palimpsest.index.Condition.Owned;
import dev.palimpsest.index.Condition.OwnedBySome;
import dev.palimpsest.index.Condition.Saying;
import dev.palimpsest.index.Condition.Time;
import dev.palimpsest.index.Condition.Timed;
import dev.palimpsest.index.Labels.Value.Numeric;
import dev.palimpsest.index.Labels.Value.Other;
import dev.palimpsest.index.Labels.Value.Text;
import dev.palimpsest.index.WriteOutcome.Written;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Pap;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.indicator.IndicatorFields;
import dev.palimpsest.memory.ledger.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every memory index promises, however it is made. Extend it and say how to open one. */
public abstract class MemoryIndexContract {

    private static final TenantId OTHER = new TenantId("other");
    private static final List<Status> SOME_STATUSES = List.of(Status.CURRENT, Status.EXPIRED, Status.RETRACTED);
    private static final MemoryFilter ANY_STATUS = CURRENT.withStatuses(EnumSet.allOf(Status.class));

    private MemoryReader reader;
    private MemoryWriter writer;

    /** The reader and the writer of one index that nothing else uses; the test empties it first. */
    protected abstract MemoryReader reader();

    protected abstract MemoryWriter writer();

    @BeforeEach
    void empty() {
        reader = reader();
        writer = writer();
        writer.deleteIndex();
        writer.ensureIndex();
    }

    @Test
    void shouldCountWhatHasEndedAmongTheExpired() {
        Memory open = Memories.of("host:dc01", "Still so").memory();
        Memory over = Memories.of("host:dc01", "Was so").until(NOON.plusSeconds(60)).memory();
        writer.write(List.of(open, over));
        writer.refresh();

        for (int after : List.of(59, 60)) {
            MemoryFilter asOf = CURRENT.withAsOf(NOON.plusSeconds(after));
            boolean ended = after >= 60;
            assertThat(reader.list(TENANT, asOf, 10, null).memories()).hasSize(ended ? 1 : 2).contains(open);
            assertThat(reader.list(TENANT, asOf.withStatuses(Set.of(Status.EXPIRED)), 10, null).memories())
                    .isEqualTo(ended ? List.of(over) : List.of());
        }
        assertThat(reader.list(TENANT, CURRENT, 10, null).memories()).hasSize(2);
    }

    @Test
    void shouldLeaveOutCandidatesWhereAskedTo() {
        Memory candidate = Memories.of("host:dc01", "One weak word").trust(TrustTier.ASSISTANT).memory();
        Memory sensed = Memories.of("host:dc01", "A sensor's word").memory();
        writer.write(List.of(candidate, sensed));
        writer.refresh();

        assertThat(reader.list(TENANT, CURRENT.withCorroborated(true), 10, null).memories()).containsExactly(sensed);
        assertThat(reader.list(TENANT, CURRENT, 10, null).memories()).hasSize(2);
    }

    @Test
    void shouldFindMemoriesByTheBeginningOfTheirIdWithinATenant() {
        Memory memory = Memories.of("host:dc01", "Service installed").memory();
        writer.write(List.of(memory, Memories.of(OTHER, Kind.SEMANTIC, "host:dc01", "Theirs").memory()));
        writer.refresh();
        String prefix = memory.id().toString().substring(0, MemoryReader.PREFIX_LENGTH_MIN);

        assertThat(reader.startingWith(TENANT, prefix, 2)).containsExactly(memory);
        assertThat(reader.startingWith(OTHER, prefix, 2)).isEmpty();
        assertThat(reader.startingWith(TENANT, "00000000-0000", 2)).isEmpty();
    }

    @Test
    void shouldGiveBackAnEqualMemory() {
        Memory memory = Memories.of("host:dc01", "Service installed").entities("ip:10.0.0.1")
                .attribute("service.name", "C:\\Windows\\PSEXESVC.exe").categories("lateral-movement").memory();
        put(memory);
        assertThat(reader.get(TENANT, memory.id())).contains(memory);
        assertThat(reader.list(TENANT, CURRENT, 10, null).memories()).containsExactly(memory);
    }

    @Test
    void shouldGetWhatIsNotCurrentAndNotYetRefreshed() {
        Memory memory = Memories.of("host:dc01", "Old").status(Status.RETRACTED).memory();
        writer.write(List.of(memory));
        assertThat(reader.get(TENANT, memory.id())).contains(memory);
    }

    @Test
    void shouldNotShowOneTenantToAnother() {
        Memory memory = Memories.of("ip:10.0.0.1", "Beacon to 203.0.113.7").memory();
        put(memory);
        assertThat(reader.get(OTHER, memory.id())).isEmpty();
        assertThat(reader.list(OTHER, ANY_STATUS, 10, null).memories()).isEmpty();
        assertThat(reader.search(OTHER, "Beacon to 203.0.113.7 from 10.0.0.1", ANY_STATUS, 10)).isEmpty();
        assertThat(writer.count(OTHER)).isZero();
    }

    @Test
    void shouldReturnOnlyWhatIsCurrentUnlessAsked() {
        Memory current = Memories.of("ip:10.0.0.1", "beacon now").memory();
        Memory gone = Memories.of("ip:10.0.0.1", "beacon then").status(Status.RETRACTED).memory();
        put(current, gone);
        assertThat(reader.list(TENANT, CURRENT, 10, null).memories()).containsExactly(current);
        assertThat(found("beacon", CURRENT)).containsExactly(current);
        assertThat(found("beacon", ANY_STATUS)).containsExactlyInAnyOrder(current, gone);
    }

    @Test
    void shouldApplyEveryFilterToListAndSearch() {
        Memory wanted = Memories.of(TENANT, Kind.SEMANTIC, "user:Alice", "alpha beacon").entities("ip:10.0.0.1")
                .categories("asset").memory();
        Memory decoy = Memories.of(TENANT, Kind.DETECTION, "user:bob", "beta beacon").entities("ip:10.0.0.2")
                .categories("decision").lastSeen(NOON.plusSeconds(60)).memory();
        put(wanted, decoy);
        Stream.of(CURRENT.withSubjects(Set.of(Subject.parse("user:Alice"))),
                CURRENT.withAbout(Set.of(Subject.parse("ip:10.0.0.1"))),
                CURRENT.withAbout(Set.of(Subject.parse("user:Alice"))), CURRENT.withKinds(Kind.SEMANTIC),
                CURRENT.withCategories(Set.of("asset", "nothing")), CURRENT.between(NOON, NOON.plusSeconds(60)),
                CURRENT.between(null, NOON.plusNanos(1)),
                CURRENT.withObservations(Set.of(Memories.observation("alpha beacon")))).forEach(filter -> {
                    assertThat(reader.list(TENANT, filter, 10, null).memories()).containsExactly(wanted);
                    assertThat(found("beacon", filter)).containsExactly(wanted);
                });
    }

    /** Every test there is, with the memories out of three that pass it. */
    static Stream<Arguments> conditions() {
        Condition labelled = new Labelled("team", new LabelTest.Is(new Text("red")));
        return Stream.of(Arguments.of(Condition.always(), "alice both bob"),
                Arguments.of(new Owned(Set.of(Subject.parse("user:alice"))), "alice both"),
                Arguments.of(new Owned(Set.of(Subject.parse("agent:bot"))), "both bob"),
                Arguments.of(new OwnedBySome("agent"), "both bob"), Arguments.of(new OwnedBySome("run"), ""),
                Arguments.of(new Not(new Owned(Set.of(Subject.parse("user:alice")))), "bob"),
                Arguments.of(new Any(List.of()), ""),
                Arguments.of(new Any(List.of(labelled, new OwnedBySome("agent"))), "alice both bob"),
                Arguments.of(new All(List.of(labelled, new OwnedBySome("agent"))), "both"),
                Arguments.of(labelled, "alice both"), Arguments.of(new Not(labelled), "bob"),
                Arguments.of(new Labelled("Team", new LabelTest.Present()), ""),
                Arguments.of(new Labelled("team", new LabelTest.Present()), "alice both bob"),
                Arguments.of(new Labelled("team", new LabelTest.Holds("E", true)), "alice both bob"),
                Arguments.of(new Labelled("team", new LabelTest.Holds("E", false)), ""),
                Arguments.of(new Labelled("team", new LabelTest.Holds("*", true)), ""),
                Arguments.of(new Labelled("team", new LabelTest.Between(new Text("c"), true, null, false)),
                        "alice both"),
                Arguments.of(new Labelled("level", new LabelTest.Between(new Numeric(-3), true, null, false)),
                        "alice both"),
                Arguments.of(new Labelled("level", new LabelTest.Between(new Numeric(-3), false, null, false)), "both"),
                Arguments.of(new Labelled("level", new LabelTest.Between(null, true, new Numeric(10), true)),
                        "alice both"),
                Arguments.of(new Labelled("level", new LabelTest.Between(null, true, new Numeric(9.5), false)),
                        "alice"),
                Arguments.of(new Labelled("level", new LabelTest.Is(new Numeric(10))), "both"),
                Arguments.of(new Labelled("level", new LabelTest.Is(new Text("10"))), ""),
                Arguments.of(new Labelled("tags", new LabelTest.Is(new Text("b?"))), "bob"),
                Arguments.of(new Labelled("tags", new LabelTest.Is(new Other("true"))), "bob"),
                Arguments.of(new Labelled("path", new LabelTest.Holds("C:\\T", false)), "both"),
                Arguments.of(new Saying("Espresso*", false, false), "alice"),
                Arguments.of(new Saying("espresso*", true, false), "alice"),
                Arguments.of(new Saying("espresso*", false, false), ""),
                Arguments.of(new Saying("drinks tea", false, true), "both"),
                Arguments.of(new Saying("drinks", false, true), ""),
                Arguments.of(new InCategory(Set.of("Food", "none"), false), "alice"),
                Arguments.of(new InCategory(Set.of("food"), false), ""),
                Arguments.of(new InCategory(Set.of("food"), true), "alice"),
                Arguments.of(new InSomeCategory(), "alice"),
                Arguments.of(new Timed(Time.BEGINNING, NOON, NOON), "alice both bob"),
                Arguments.of(new Timed(Time.BEGINNING, NOON.plusNanos(1000), null), ""),
                Arguments.of(new Timed(Time.CHANGE, null, NOON), "alice both bob"),
                Arguments.of(new Timed(Time.END, null, null), "both"),
                Arguments.of(new Timed(Time.END, NOON.plusSeconds(9), NOON.plusSeconds(10)), "both"),
                Arguments.of(new Timed(Time.END, null, NOON.plusSeconds(9)), ""),
                Arguments.of(new Named(Set.of(three().get(2).id())), "bob"), Arguments.of(new Named(Set.of()), ""));
    }

    private static List<Memory> three() {
        return List.of(
                Memories.of(TENANT, Kind.EPISODIC, "user:alice", "drinks Espresso* daily").categories("Food")
                        .attribute("metadata.team", "red").attribute("metadata.level", "json:-3").memory(),
                Memories.of(TENANT, Kind.EPISODIC, "user:alice", "drinks tea").entities("agent:bot")
                        .attribute("metadata.team", "red").attribute("metadata.level", "json:10")
                        .attribute("metadata.path", "C:\\Temp").until(NOON.plusSeconds(10)).memory(),
                Memories.of(TENANT, Kind.EPISODIC, "user:bob", "drinks water").entities("agent:bot")
                        .attribute("metadata.team", "blue").attribute("metadata.tags", "json:[\"a*\",\"b?\",true]")
                        .memory());
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void shouldDecideEveryConditionInListsCountsAndSearches(Condition condition, String names) {
        List<Memory> three = three();
        Map<String, Memory> named = Map.of("alice", three.get(0), "both", three.get(1), "bob", three.get(2));
        List<Memory> expected = Stream.of(names.split(" ")).filter(name -> !name.isEmpty()).map(named::get).toList();
        put(three.toArray(Memory[]::new));
        MemoryFilter filter = CURRENT.where(condition);

        assertThat(reader.list(TENANT, filter, 10, null).memories()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(found("drinks", filter)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(reader.count(TENANT, filter)).isEqualTo(expected.size());
        assertThat(reader.count(OTHER, filter)).isZero();
    }

    @Test
    void shouldTellWhoseMemoriesThereArePageByPage() {
        put(three().toArray(Memory[]::new));

        assertThat(reader.owners(TENANT, CURRENT, null, 2)).containsExactly(
                new MemoryReader.Owner(Subject.parse("agent:bot"), 2, NOON, NOON),
                new MemoryReader.Owner(Subject.parse("user:alice"), 2, NOON, NOON));
        assertThat(reader.owners(TENANT, CURRENT, Subject.parse("user:alice"), 2)).singleElement()
                .satisfies(owner -> assertThat(owner.actor()).isEqualTo(Subject.parse("user:bob")));
        assertThat(reader.owners(OTHER, CURRENT, null, 2)).isEmpty();
    }

    @Test
    void shouldBoundTimesToTheMicrosecond() {
        put(Memories.of("ip:10.0.0.1", "beacon").memory());
        assertThat(reader.list(TENANT, CURRENT.between(NOON, null), 1, null).memories()).hasSize(1);
        assertThat(reader.list(TENANT, CURRENT.between(NOON.plusNanos(1), null), 1, null).memories()).isEmpty();
        assertThat(reader.list(TENANT, CURRENT.between(null, NOON), 1, null).memories()).isEmpty();
        assertThat(reader.list(TENANT, CURRENT.between(null, NOON.plusNanos(1)), 1, null).memories()).hasSize(1);
    }

    @Test
    void shouldPageThroughAListInOrderWithoutRepeats() {
        List<Memory> memories = IntStream.range(0, 25).mapToObj(i -> Memories.of("host:h" + i, "fact " + i)
                .lastSeen(NOON.plusNanos(1_000L * (i / 3))).memory()).toList();
        put(memories.toArray(Memory[]::new));
        List<Memory> read = new ArrayList<>();
        MemoryReader.Page page = reader.list(TENANT, CURRENT, 7, null);
        read.addAll(page.memories());
        while (page.next() != null) {
            assertThat(page.memories()).hasSize(7);
            page = reader.list(TENANT, CURRENT, 7, page.next());
            read.addAll(page.memories());
        }
        assertThat(read).containsExactlyElementsOf(memories.stream().sorted(Cursor.ORDER).toList());
    }

    @Test
    void shouldEndAListThatFillsItsLastPage() {
        put(Memories.of("host:a", "one").memory(), Memories.of("host:b", "two").memory());
        assertThat(reader.list(TENANT, CURRENT, 2, null).next()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "MTo=", "!!", "MToxOjI"})
    void shouldRefuseACursorItNeverGave(String cursor) {
        assertThatIllegalArgumentException().isThrownBy(() -> reader.list(TENANT, CURRENT, 1, cursor))
                .withMessage("this is no cursor of a list");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, MemoryFilter.SIZE_MAX + 1})
    void shouldRefuseASizeOutOfBounds(int size) {
        assertThatIllegalArgumentException().isThrownBy(() -> reader.list(TENANT, CURRENT, size, null));
        assertThatIllegalArgumentException().isThrownBy(() -> reader.search(TENANT, "x", CURRENT, size));
    }

    @Test
    void shouldRefuseABlankSearch() {
        assertThatIllegalArgumentException().isThrownBy(() -> reader.search(TENANT, " \n", CURRENT, 1));
    }

    @Test
    void shouldTakeTheLargestSize() {
        put(Memories.of("host:a", "one").memory());
        assertThat(reader.list(TENANT, CURRENT, MemoryFilter.SIZE_MAX, null).memories()).hasSize(1);
        assertThat(reader.search(TENANT, "one", CURRENT, MemoryFilter.SIZE_MAX)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"10.120.8.21, ip:10.120.8.21", "10.120.8.21的告警, ip:10.120.8.21",
            "what do we know of 10.120.8.21?, ip:10.120.8.21", "DC01, host:dc01", "'host:dc01,', host:dc01",
            "CVE-2024-3400, cve:CVE-2024-3400", "cve-2024-3400., cve:CVE-2024-3400",
            "T1021.002, technique:T1021.002", "(update.evil.example), domain:update.evil.example",
            "D41D8CD98F00B204E9800998ECF8427E, md5:d41d8cd98f00b204e9800998ecf8427e", "alice, user:Alice"})
    void shouldPutFirstWhatIsAboutTheThingNamed(String text, String subject) {
        Memory wanted = Memories.of(subject, "rundll32 without arguments").memory();
        List<Memory> all = new ArrayList<>(List.of(wanted));
        Stream.of("ip:10.120.8.2", "ip:10.120.8.210", "host:dc010", "cve:CVE-2024-3401", "technique:T1021.003",
                "domain:evil.example", "md5:00000000000000000000000000000000", "user:bob").forEach(
                        other -> all
                                .add(Memories.of(other, "what we know: alerts about " + other + " and its neighbours")
                                        .memory()));
        put(all.toArray(Memory[]::new));
        assertThat(found(text, CURRENT)).first().isEqualTo(wanted);
    }

    @Test
    void shouldPutASubjectBeforeAnEntityAndThatBeforeAMention() {
        Memory subject = Memories.of("ip:10.120.8.21", "first").memory();
        Memory entity = Memories.of("host:dc01", "second").entities("ip:10.120.8.21").memory();
        Memory mention = Memories.of("host:dc02", "third saw 10.120.8.21 once").memory();
        put(mention, entity, subject);
        assertThat(found("10.120.8.21", CURRENT)).containsExactly(subject, entity, mention);
    }

    @Test
    void shouldFindWordsOfEitherLanguageAndOfAttributes() {
        Memory chinese = Memories.of("user:alice", "重点关注横向移动").memory();
        Memory english = Memories.of("host:a", "Lateral movement over admin shares").memory();
        Memory valued = Memories.of("host:b", "Odd service").attribute("service.name", "PSEXESVC").memory();
        put(chinese, english, valued);
        assertThat(found("横向移动", CURRENT)).first().isEqualTo(chinese);
        assertThat(found("admin share movement", CURRENT)).first().isEqualTo(english);
        assertThat(found("psexesvc", CURRENT)).first().isEqualTo(valued);
    }

    @Test
    void shouldScoreAboveZeroAndInOrder() {
        put(Memories.of("host:a", "beacon beacon").memory(), Memories.of("host:b", "a beacon and more").memory());
        List<Double> scores = reader.search(TENANT, "beacon", CURRENT, 10).stream().map(MemoryReader.Hit::score)
                .toList();
        assertThat(scores).allMatch(score -> score > 0).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void shouldNotFindSealedOrErasedContent() {
        Memory sealed = Memories.of("host:a", "x").content(new Content.Sealed("k1", "bm9uY2U=", "c2VjcmV0")).memory();
        Memory erased = Memories.of("host:b", "y").content(Content.Plain.of("")).status(Status.ERASED).memory();
        put(sealed, erased);
        assertThat(reader.get(TENANT, sealed.id())).contains(sealed);
        assertThat(reader.get(TENANT, erased.id())).contains(erased);
        assertThat(found("c2VjcmV0", ANY_STATUS)).isEmpty();
    }

    @Test
    void shouldFindSomebodysOwnWordsAndSayWhose() {
        Memory own = Memories.of("user:a", "zyrqalvex").content(Content.Plain.of("zyrqalvex").under("k1")).memory();
        put(own);
        assertThat(reader.get(TENANT, own.id())).contains(own);
        assertThat(found("zyrqalvex", CURRENT)).containsExactly(own);
    }

    @Test
    void shouldSayWhetherAnythingIsLeftOfWhatWasEnded() {
        Memories memory = Memories.of("user:a", "zyrqalvex");
        MemoryRef end = memory.version(2).memory().ref();
        assertThat(writer.expunge(List.of(end))).isFalse();
        put(memory.version(1).memory());
        assertThat(writer.expunge(List.of(end))).isFalse();
        put(memory.version(2).content(Content.Sealed.gone("k1")).status(Status.ERASED).memory());
        assertThat(writer.expunge(List.of(end))).isTrue();
        assertThat(writer.expunge(List.of())).isTrue();
        assertThat(found("zyrqalvex", ANY_STATUS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"", "a AND (b", "{\"x\":1}", "\\", "。", "🙂", "-", "~^:/[", "the of and"})
    void shouldTakeAnyTextForWords(String text) {
        put(Memories.of("host:a", "one").memory());
        assertThat(reader.search(TENANT, text, CURRENT, 10)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a ", "横", "a.b-", "🙂", "10.0.0.1 ", "aAbB", "é ", "\u0301", "a\u0000"})
    void shouldTakeAVeryLongText(String part) {
        put(Memories.of("host:a", "one").memory());
        assertThat(reader.search(TENANT, part.repeat(10_000), CURRENT, 10)).isNotNull();
    }

    @Test
    void shouldKeepTheHighestVersionWhateverTheOrder() {
        Memories memory = Memories.of("host:a", "one");
        assertThat(put(memory.version(3).memory())).isEqualTo(new Written(1, 0, List.of()));
        assertThat(put(memory.version(2).memory())).isEqualTo(new Written(0, 1, List.of()));
        assertThat(put(memory.version(3).memory())).isEqualTo(new Written(0, 1, List.of()));
        assertThat(reader.get(TENANT, memory.memory().id())).contains(memory.version(3).memory());
    }

    @Test
    void shouldTakeSeveralVersionsInOneBatch() {
        Memories memory = Memories.of("host:a", "one");
        put(memory.memory(), memory.version(3).memory(), memory.version(2).memory());
        assertThat(reader.list(TENANT, CURRENT, 10, null).memories()).containsExactly(memory.version(3).memory());
    }

    @ParameterizedTest
    @CsvSource({"CLEAR,CLEAR,clear", "GREEN,CLEAR,clear green", "GREEN,AMBER,clear green acted",
            "AMBER_STRICT,RED,clear green acted", "RED,CLEAR,clear green red", "RED,RED,clear green red acted"})
    void shouldFindWhatIsMarkedNoStricterThanTheReaderIsCleared(Tlp tlp, Pap pap, String found) {
        put(marked("clear", Tlp.CLEAR, null), marked("green", Tlp.GREEN, null), marked("red", Tlp.RED, null),
                marked("acted", Tlp.GREEN, "amber"));
        MemoryFilter filter = CURRENT.where(new Condition.Marked(tlp, pap));

        assertThat(reader.list(TENANT, filter, 10, null).memories()).extracting(memory -> memory.subject().name())
                .containsExactlyInAnyOrder(found.split(" ", -1));
        assertThat(reader.count(TENANT, filter)).isEqualTo(found.split(" ", -1).length);
        assertThat(reader.search(TENANT, "beacon", filter, 10)).extracting(hit -> hit.memory().subject().name())
                .containsExactlyInAnyOrder(found.split(" ", -1));
    }

    private static Memory marked(String name, Tlp tlp, @Nullable String pap) {
        Content.Plain plain = Content.Plain.of("beacon");
        return Memories.of("host:" + name, name).marking(tlp)
                .content(pap == null ? plain : plain.withAttribute(IndicatorFields.PAP, pap)).memory();
    }

    @Test
    void shouldFindPartsOfTextsUpToABound() {
        Memory within = Memories.of("host:a", "one").content(Content.Plain.of("needle" + "漢".repeat(8_185))).memory();
        Memory beyond = Memories.of("host:b", "two").content(Content.Plain.of("needle" + "漢".repeat(8_186))).memory();
        put(within, beyond);
        assertThat(reader.list(TENANT, CURRENT.where(new Saying("needle", false, false)), 10, null).memories())
                .containsExactly(within);
    }

    @Test
    void shouldTakeWhatReachesEveryBound() {
        Memory memory = Memories.of("host:a", "x".repeat(16_384)).content(new Content.Plain("漢".repeat(16_384),
                new TreeMap<>(Map.of("a.b", List.of("v".repeat(40_000)))), List.of(), List.of()))
                .lastSeen(Instant.parse("-000300-01-01T00:00:00Z")).memory();
        assertThat(put(memory)).isEqualTo(new Written(1, 0, List.of()));
        assertThat(reader.get(TENANT, memory.id())).contains(memory);
    }

    @Test
    void shouldTakeTextThatIsNoText() {
        Memory memory = Memories.of("host:a", "half a pair \ud83d, a zero \0 and \uffff").memory();
        assertThat(put(memory)).isEqualTo(new Written(1, 0, List.of()));
        assertThat(reader.get(TENANT, memory.id())).contains(memory);
    }

    @Test
    void shouldScanAndCountAllOrOneTenantsMemoriesForADigest() {
        List<Memory> memories = new ArrayList<>(IntStream.range(0, 40)
                .mapToObj(i -> Memories.of("host:h" + i, "fact " + i)
                        .status(SOME_STATUSES.get(i % SOME_STATUSES.size())).memory())
                .toList());
        memories.add(Memories.of(OTHER, Kind.SEMANTIC, "host:z", "theirs").memory());
        put(memories.toArray(Memory[]::new));
        assertThat(scanned(null)).isEqualTo(digest(memories.stream()));
        assertThat(scanned(OTHER)).isEqualTo(digest(Stream.of(memories.getLast())));
        assertThat(writer.count(null)).isEqualTo(41);
        assertThat(writer.count(TENANT)).isEqualTo(40);
    }

    @Test
    void shouldTellWhoMadeTheIndexAndThatItIsGone() {
        assertThat(writer.ensureIndex()).isFalse();
        writer.deleteIndex();
        writer.deleteIndex();
        assertThat(writer.write(List.of(Memories.of("host:a", "one").memory()))).isEqualTo(new WriteOutcome.Missing());
        assertThat(writer.ensureIndex()).isTrue();
        assertThat(writer.count(null)).isZero();
    }

    @Test
    void shouldTakeAnEmptyBatch() {
        assertThat(put()).isEqualTo(new Written(0, 0, List.of()));
    }

    @Test
    void shouldSeeRecentOccurrencesFirst() {
        Memory late = Memories.of("host:a", "one").lastSeen(NOON.plus(Duration.ofDays(1))).memory();
        Memory early = Memories.of("host:b", "two").memory();
        put(early, late);
        assertThat(reader.list(TENANT, CURRENT, 10, null).memories()).containsExactly(late, early);
    }

    private WriteOutcome put(Memory... memories) {
        WriteOutcome outcome = writer.write(List.of(memories));
        writer.refresh();
        return outcome;
    }

    private List<Memory> found(String text, MemoryFilter filter) {
        return reader.search(TENANT, text, filter, 10).stream().map(MemoryReader.Hit::memory).toList();
    }

    private Digest scanned(@Nullable TenantId tenant) {
        List<Memory> all = new ArrayList<>();
        writer.scan(tenant, all::add);
        return digest(all.stream());
    }

    private static Digest digest(Stream<Memory> memories) {
        return memories.map(Digest::of).reduce(Digest.EMPTY, Digest::plus);
    }
}
