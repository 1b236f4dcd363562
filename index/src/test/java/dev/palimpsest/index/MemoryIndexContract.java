package dev.palimpsest.index;

import static dev.palimpsest.index.Memories.NOON;
import static dev.palimpsest.index.Memories.TENANT;
import static dev.palimpsest.index.MemoryFilter.CURRENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.index.Condition.Saying;
import dev.palimpsest.index.WriteOutcome.Written;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Pap;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.indicator.IndicatorFields;
import dev.palimpsest.memory.ledger.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every memory index promises, however it is made. Extend it and say how to open one. */
public abstract class MemoryIndexContract extends MemoryFilterContract {

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
        assertThat(writer.areEnded(List.of(end))).isFalse();
        put(memory.version(1).memory());
        assertThat(writer.areEnded(List.of(end))).isFalse();
        put(memory.version(2).content(Content.Sealed.gone("k1")).status(Status.ERASED).memory());
        assertThat(writer.areEnded(List.of(end))).isTrue();
        assertThat(writer.areEnded(List.of())).isTrue();
        assertThat(writer.expunge()).isTrue();
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

    private Digest scanned(@Nullable TenantId tenant) {
        List<Memory> all = new ArrayList<>();
        writer.scan(tenant, all::add);
        return digest(all.stream());
    }

    private static Digest digest(Stream<Memory> memories) {
        return memories.map(Digest::of).reduce(Digest.EMPTY, Digest::plus);
    }
}
