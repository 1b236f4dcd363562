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
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.TrustTier;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every memory index promises of its filters, lists and pages. */
abstract class MemoryFilterContract {

    static final TenantId OTHER = new TenantId("other");
    static final List<Status> SOME_STATUSES = List.of(Status.CURRENT, Status.EXPIRED, Status.RETRACTED);
    static final MemoryFilter ANY_STATUS = CURRENT.withStatuses(EnumSet.allOf(Status.class));

    MemoryReader reader;
    MemoryWriter writer;

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
    void shouldDecideConditionsMadeAtRandomAsTheMemoryItselfDoes() {
        RandomConditions random = new RandomConditions(1);
        List<Memory> memories = random.memories(40);
        put(memories.toArray(Memory[]::new));
        for (int i = 0; i < 300; i++) {
            Condition condition = random.condition();
            assertThat(reader.list(TENANT, CURRENT.where(condition), 100, null).memories())
                    .as("condition %d: %s", i, condition)
                    .containsExactlyInAnyOrderElementsOf(memories.stream().filter(condition::holds).toList());
        }
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

    WriteOutcome put(Memory... memories) {
        WriteOutcome outcome = writer.write(List.of(memories));
        writer.refresh();
        return outcome;
    }

    List<Memory> found(String text, MemoryFilter filter) {
        return reader.search(TENANT, text, filter, 10).stream().map(MemoryReader.Hit::memory).toList();
    }
}
