package dev.palimpsest.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ledger.Ledger;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.ledger.Rivals;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.processor.ledger.DecideClaims;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.registry.InMemorySchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One partition, one thread, no restore: what the driver cannot show is shown with real brokers. */
class MemoryTopologyTest {

    private static final Path GOLDEN = Path.of("src/test/resources/topology.txt");

    @TempDir
    private Path state;

    private DrivenStream stream;

    @BeforeEach
    void start() {
        stream = DrivenStream.of(state);
    }

    @AfterEach
    void stop() {
        stream.close();
    }

    /** Names of stores and nodes are a storage contract: a change here needs a new application id. */
    @Test
    void shouldKeepItsShape() throws IOException {
        Contracts contracts = Contracts.over(new InMemorySchemaRegistry());
        Topology topology = new MemoryTopology(contracts, MemoryTopologyConfig.DEFAULT)
                .build(new StreamsConfig(DrivenStream.properties(state, contracts)));

        assertThat(inOrder(topology.describe().toString())).isEqualTo(Files.readString(GOLDEN).strip());
    }

    /** The stores and the neighbours of a node are described in no particular order. */
    private static String inOrder(String description) {
        return Pattern.compile("(?<=\\(stores: \\[)[^\\]]*|(?<=--> |<-- ).*").matcher(description.strip())
                .replaceAll(stores -> Arrays.stream(stores.group().split(", ", -1)).sorted()
                        .collect(Collectors.joining(", ")));
    }

    @Test
    void shouldKeepNoStoreAndWriteNoTopicThatIsNotListedHere() {
        stream.observe(Given.observation(Given.ACME, "sighting", "1", 0)).observe(
                Given.observation(Given.ACME, "sighting", "2", 0)).observe(
                        Given.observation(Given.ACME, "throws", "3", 0))
                .claim(Given.indicator(Given.ACME, "feed", "i"), Given.network(Given.ACME, "203.0.113.0/24", "n"));

        assertThat(stream.driver().getAllStateStores().keySet()).containsExactlyInAnyOrder("seen-observations",
                "open-sightings", "waiting-sightings", "memory-by-id", "chain-head", "network-by-id",
                "network-lengths", "fan-out", "conclusions-by-source", "due-endings", "open-sessions",
                "wording-aliases", "wording-vectors", "working-recurrences", "memories-by-key");
        assertThat(stream.driver().producedTopicNames()).containsExactlyInAnyOrder(Topic.CLAIMS.title(),
                Topic.MEMORY_LOG.title(), Topic.MEMORY_CURRENT.title(), Topic.DEAD_LETTER.title(),
                Topic.NETWORKS.title(), "test-network-by-id-changelog", "test-network-lengths-changelog",
                "test-seen-observations-changelog", "test-open-sightings-changelog",
                "test-waiting-sightings-changelog", "test-memory-by-id-changelog", "test-chain-head-changelog",
                "test-fan-out-changelog", "test-conclusions-by-source-changelog", "test-due-endings-changelog");
    }

    @Test
    void shouldClaimOnceWhatIsDeliveredTwice() {
        Observation observation = Given.observation(Given.ACME, "sighting", "1", 0);

        stream.observe(observation).observe(observation).observe(observation, Given.minute(60 * 24 * 6));

        assertThat(stream.claims()).hasSize(1);
        assertThat(stream.log()).hasSize(1);
    }

    @Test
    void shouldKnowARedeliveryAfterARecordFromTheFuture() {
        Observation observation = Given.observation(Given.ACME, "sighting", "1", 0);
        stream.observe(Given.observation(Given.ACME, "sighting", "0", 0), Given.minute(60L * 24 * 365 * 50));

        stream.observe(observation).observe(observation);
        stream.pass(Duration.ofMinutes(2));

        assertThat(stream.log().getLast().event().header().version()).isEqualTo(2);
        assertThat(stream.current().values()).extracting(Memory::occurrences).extracting(Occurrences::count)
                .containsExactly(2L);
    }

    @Test
    void shouldLetASourceOfDataMakeABoundedNumberOfMemoriesAboutOneSubject() {
        try (DrivenStream bounded = DrivenStream.of(state.resolve("bounded"), Given::claims,
                MemoryTopologyConfig.DEFAULT.withFanOutMax(3), new InMemorySchemaRegistry())) {
            for (int i = 0; i < 10; i++) {
                bounded.claim(Given.sighting(Given.ACME, Subject.parse("ip:10.0.0." + i), i, "o-" + i));
            }
            bounded.claim(Given.sighting(Given.ACME, Subject.parse("ip:10.0.0.1"), 20, "again"));

            assertThat(bounded.current().values()).hasSize(3)
                    .extracting(memory -> memory.occurrences().count()).containsExactlyInAnyOrder(1L, 2L, 1L);
            assertThat(bounded.letters()).singleElement().asString()
                    .contains("source tests made 3 memories of one sort about " + Given.BAD + " today");
        }
    }

    @Test
    void shouldKeepAContradictionVisibleOnBothSidesUntilItIsSettled() {
        stream.claim(Given.slot(Given.ACME, "zh", 1, "a"))
                .claim(Given.slot(Given.ACME, "en", 2, "b", TrustTier.ASSISTANT))
                .claim(Given.slot(Given.ACME, "en", 2, "b", TrustTier.ASSISTANT));
        Memory standing = stream.current().values().stream().filter(each -> !Rivals.isRival(each.identity()))
                .findFirst().orElseThrow();
        Memory rival = stream.current().values().stream().filter(each -> Rivals.isRival(each.identity())).findFirst()
                .orElseThrow();

        assertThat(standing.content()).isEqualTo(Content.Plain.of("zh"));
        assertThat(standing.support().contradictedBy()).containsExactly(rival.id());
        assertThat(stream.log()).hasSize(3);

        stream.claim(Given.slot(Given.ACME, "fr", 3, "c"));

        assertThat(stream.current()).hasEntrySatisfying(rival.id(),
                head -> assertThat(head.status()).isEqualTo(Status.RETRACTED)).hasEntrySatisfying(standing.id(),
                        head -> assertThat(head.support().contradictedBy()).isEmpty());
        assertThat(stream.log()).hasSize(5);
    }

    @Test
    void shouldAddOneRecordForAThousandRepeatsInAWindow() {
        for (int i = 0; i < 1000; i++) {
            stream.observe(Given.observation(Given.ACME, "sighting", "first-" + i, 0));
        }
        assertThat(stream.log()).hasSize(1);
        stream.pass(Duration.ofMinutes(2));
        assertThat(stream.log()).hasSize(2);
        for (int i = 0; i < 1000; i++) {
            stream.observe(Given.observation(Given.ACME, "sighting", "second-" + i, 1));
        }
        stream.pass(Duration.ofMinutes(61));

        assertThat(stream.log()).hasSize(3);
        Memory memory = stream.current().values().iterator().next();
        assertThat(memory.occurrences()).isEqualTo(new Occurrences(Given.minute(0), Given.minute(1), 2000));
    }

    @Test
    void shouldTellEverMoreRarelyOfWhatDoesNotStopRepeating() {
        int hours = 12;
        for (int minute = 0; minute < 60 * hours; minute++) {
            stream.observe(Given.observation(Given.ACME, "sighting", "repeat-" + minute, minute));
            stream.pass(Duration.ofMinutes(1));
        }
        stream.pass(Duration.ofHours(1));

        assertThat(stream.log().size()).isLessThan(60);
        assertThat(stream.current().values()).singleElement()
                .satisfies(memory -> assertThat(memory.occurrences().count()).isEqualTo(60L * hours));
    }

    @Test
    void shouldSendASightingOnAtOnceWhenItsWindowHasClosedEmpty() {
        stream.observe(Given.observation(Given.ACME, "sighting", "1", 0)).pass(Duration.ofMinutes(2));

        stream.observe(Given.observation(Given.ACME, "sighting", "2", 2));

        assertThat(stream.log()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"throws", "deep"})
    void shouldSetAnObservationAsideThatCannotBeExtracted(String format) {
        stream.observe(Given.observation(Given.ACME, format, "1", 0));

        assertThat(stream.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.getTopic()).isEqualTo(Topic.OBSERVATIONS.title());
            assertThat(letter.getOffset()).isZero();
            assertThat(letter.getStage()).isEqualTo("extract");
            assertThat(letter.getTenant()).isEqualTo("acme");
            assertThat(letter.getReason()).startsWith("extraction failed: ").doesNotContain("S3cret");
        });
        assertThat(stream.claims()).isEmpty();
        assertThat(stream.log()).isEmpty();
        for (String store : List.of("open-sightings", "waiting-sightings", "memory-by-id", "chain-head")) {
            try (KeyValueIterator<?, ?> all = stream.driver().getKeyValueStore(store).all()) {
                assertThat(all.hasNext()).as(store).isFalse();
            }
        }
        stream.observe(Given.observation(Given.ACME, "sighting", "2", 0));
        assertThat(stream.log()).hasSize(1);
    }

    @Test
    void shouldSetARefusedClaimAsideWithItsReason() {
        stream.observe(Given.observation(Given.ACME, "profile", "1", 0));

        assertThat(stream.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.getTopic()).isEqualTo(Topic.CLAIMS.title());
            assertThat(letter.getStage()).isEqualTo("ledger");
            assertThat(letter.getReason())
                    .isEqualTo("text from logs and feeds never becomes a profile or procedural memory");
        });
        assertThat(stream.log()).isEmpty();
    }

    @Test
    void shouldChainTheLogAndKeepTheHeadsEqualToItsFold() {
        aLife();
        Hash previous = Hash.NONE;
        Map<MemoryId, Memory> folded = new HashMap<>();
        for (LogRecord record : stream.log()) {
            assertThat(record.isIntact()).isTrue();
            assertThat(record.previous()).isEqualTo(previous);
            previous = record.hash();
            MemoryId id = record.event().header().memory();
            folded.put(id, Ledger.apply(folded.get(id), record.event()));
        }

        assertThat(stream.current()).containsExactlyInAnyOrderEntriesOf(folded);
        assertThat(stored()).containsExactlyInAnyOrderEntriesOf(folded);
        assertThat(folded).hasSizeGreaterThan(4);
    }

    /** The driver's clock cannot go back, so the log is made to stand in the clock's future. */
    @Test
    void shouldAlwaysGoOnInSystemTime() {
        Instant ahead = Given.START.plus(Duration.ofHours(5));
        KeyValueStore<String, String> chain = stream.driver().getKeyValueStore("chain-head");
        chain.put("head", "a".repeat(64) + " " + ahead);

        stream.claim(Given.slot(Given.ACME, "zh", 0, "a"), Given.slot(Given.ACME, "en", 1, "b"))
                .pass(Duration.ofHours(9)).claim(Given.slot(Given.ACME, "fr", 2, "c"));

        assertThat(stream.log()).extracting(record -> record.event().header().systemTime()).containsExactly(
                ahead.plusNanos(1_000), ahead.plusNanos(2_000), Given.START.plus(Duration.ofHours(9)));
        assertThat(stream.log().getFirst().previous()).isEqualTo(new Hash("a".repeat(64)));
    }

    @Test
    void shouldKeepTenantsApart() {
        stream.claim(Given.slot(Given.ACME, "zh", 0, "a"), Given.slot(Given.OTHER, "en", 1, "b"),
                Given.indicator(Given.ACME, "feed", "c"), Given.sighting(Given.OTHER, Given.SERVER, 1, "d"));
        stream.observe(Given.observation(Given.ACME, "sighting", "same", 0))
                .observe(Given.observation(Given.OTHER, "sighting", "same", 0));

        assertThat(stream.current().values()).filteredOn(memory -> memory.tenant().equals(Given.OTHER))
                .allSatisfy(memory -> assertThat(memory.derivedFrom()).isEmpty());
        assertThat(stream.current().values()).filteredOn(memory -> memory.subject().toString().equals("user:alice"))
                .hasSize(2).allSatisfy(memory -> assertThat(memory.version()).isEqualTo(1));
    }

    private void aLife() {
        stream.claim(Given.slot(Given.ACME, "zh", 5, "a"), Given.slot(Given.ACME, "en", 2, "b"),
                Given.slot(Given.ACME, "fr", 9, "c"), Given.slot(Given.OTHER, "zh", 9, "c"),
                Given.indicator(Given.ACME, "feed", "d"), Given.indicator(Given.ACME, "other feed", "e"));
        for (int i = 0; i < 40; i++) {
            stream.observe(Given.observation(i % 3 == 0 ? Given.OTHER : Given.ACME, "sighting", "s" + i, i))
                    .pass(Duration.ofSeconds(20));
        }
        stream.pass(Duration.ofMinutes(5));
    }

    private Map<MemoryId, Memory> stored() {
        Map<MemoryId, Memory> stored = new HashMap<>();
        KeyValueStore<String, Memory> store = stream.driver().getKeyValueStore(DecideClaims.MEMORIES);
        try (KeyValueIterator<String, Memory> all = store.all()) {
            all.forEachRemaining(entry -> stored.put(entry.value.id(), entry.value));
        }
        return stored;
    }
}
