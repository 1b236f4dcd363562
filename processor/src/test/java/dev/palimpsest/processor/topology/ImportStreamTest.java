package dev.palimpsest.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Import;
import dev.palimpsest.memory.claim.Claim.Instruction;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.ledger.Digest;
import dev.palimpsest.memory.ledger.Ledger;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.ledger.MemoryEvent;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.ObservationId;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.memory.observation.Payload.Action;
import dev.palimpsest.processor.extract.Extraction;
import dev.palimpsest.schemas.registry.InMemorySchemaRegistry;
import dev.palimpsest.trust.seal.KeyDirectory;
import dev.palimpsest.trust.seal.SealedObservations;
import dev.palimpsest.trust.seal.SealedRecords;
import dev.palimpsest.trust.seal.Sealer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jspecify.annotations.Nullable;

/** What one stream made is brought to another, which has nothing: it stands there as it stood, and lives on. */
class ImportStreamTest {

    private static final Statement NETWORK = Given.network(Given.ACME, "203.0.113.0/24", "n");
    private static final Statement FEED = Given.indicator(Given.ACME, "feed", "f");
    private static final Statement CONTACT = Given.sighting(Given.ACME, Given.SERVER, 3, "s");
    private static final Statement ENDING = Given.until(Given.slot(Given.ACME, "zh", 1, "a"), Given.minute(90));

    @TempDir
    private Path folder;

    private DrivenStream there;
    private DrivenStream here;

    @BeforeEach
    void start() {
        there = DrivenStream.of(folder.resolve("there"));
        here = DrivenStream.of(folder.resolve("here"));
        there.claim(ENDING, NETWORK, FEED, CONTACT, Given.sighting(Given.ACME, Given.SERVER, 4, "t"));
        here.pass(Duration.ofMinutes(30));
    }

    @AfterEach
    void stop() {
        there.close();
        here.close();
    }

    @Test
    void shouldStandAsItStoodInWhicheverOrderItComes() {
        Map<MemoryId, Memory> heads = Map.copyOf(there.current());
        List<Memory> states = new ArrayList<>(heads.values());

        states.reversed().forEach(state -> here.claim(order(state, null)));

        assertThat(here.current()).isEqualTo(heads);
        assertThat(digest(here.current().values())).isEqualTo(digest(heads.values()));
        assertThat(heads.values()).extracting(Memory::kind).contains(Kind.DETECTION, Kind.INDICATOR, Kind.RELATION);
        assertThat(here.claims()).as("what follows is imported too").isEmpty();
        assertThat(here.letters()).isEmpty();
        assertThat(here.log()).hasSize(heads.size()).extracting(LogRecord::event)
                .allMatch(MemoryEvent.Imported.class::isInstance);
        assertChained();
    }

    @Test
    void shouldBringAllVersionsAndTakeALineTwiceWithoutHarm() {
        List<Claim> lines = lines(there.log());

        lines.forEach(here::claim);
        int logged = here.log().size();
        lines.forEach(here::claim);

        assertThat(here.current()).isEqualTo(there.current());
        assertThat(logged).isEqualTo(lines.size());
        assertThat(here.log()).hasSize(logged);
        assertThat(here.letters()).isEmpty();
        assertChained();
    }

    @Test
    void shouldSetAsideWhatDiffersFromWhatIsHere() {
        Memory state = Objects.requireNonNull(there.current().get(FEED.memory()));
        here.claim(FEED);

        here.claim(order(state.saying(Content.Plain.of("something else")), null));

        assertThat(here.letters()).singleElement().satisfies(letter -> assertThat(letter.getReason()).contains(
                "differs"));
    }

    @Test
    void shouldSetAsideWhatCannotBeMatchedAndGoOn() {
        Statement broken = new Statement(CONTACT.tenant(), CONTACT.subject(), CONTACT.kind(),
                new Identity(Identity.Form.EDGE, "contacted-by>x"), CONTACT.content(), CONTACT.valid(),
                CONTACT.occurrences(), CONTACT.confidence(), CONTACT.trust(), CONTACT.marking(), CONTACT.evidence(),
                List.of());
        here.claim(FEED);

        here.claim(broken);
        here.claim(CONTACT);

        assertThat(here.letters()).singleElement().satisfies(letter -> assertThat(letter.getReason()).contains(
                "breaks a rule"));
        assertThat(here.current()).doesNotContainKey(broken.memory()).containsKey(CONTACT.memory());
        assertChained();
    }

    @Test
    void shouldHearAnewWhatCameErased() {
        SealedRecords sealed = new SealedRecords(new Sealer(KeyDirectory.at(folder.resolve("keys"),
                () -> Given.minute(30))));
        Memory state = Objects.requireNonNull(there.current().get(ENDING.memory()));
        Memory erased = state.saying(Content.Sealed.gone("key")).portable();
        Statement anew = Given.slot(Given.ACME, "en", 40, "anew");
        try (DrivenStream own = DrivenStream.of(folder.resolve("own"), Extraction.STANDARD::claims,
                MemoryTopologyConfig.DEFAULT, Contracts.over(new InMemorySchemaRegistry(), sealed))) {
            own.pass(Duration.ofMinutes(30));

            own.observe(new SealedObservations(sealed.sealer()).seal(line(erased)));
            Memory stored = Objects.requireNonNull(own.current().get(ENDING.memory()));
            own.claim(anew);

            assertThat(stored.portable()).isEqualTo(erased);
            assertThat(stored.content().key()).contains(sealed.sealer().vault().keysOf(Given.ACME,
                    Subject.parse("user:alice")).getFirst());
            assertThat(own.letters()).isEmpty();
            assertThat(sealed.open(Objects.requireNonNull(own.current().get(ENDING.memory())))).satisfies(said -> {
                assertThat(said.status()).isEqualTo(Status.CURRENT);
                assertThat(said.portable().content()).isEqualTo(anew.content());
            });
        }
    }

    @Test
    void shouldEndWhenItWouldHaveEnded() {
        here.claim(order(Objects.requireNonNull(there.current().get(ENDING.memory())), null));

        here.pass(Duration.ofMinutes(61));

        assertThat(Objects.requireNonNull(here.current().get(ENDING.memory())).status()).isEqualTo(Status.EXPIRED);
    }

    @Test
    void shouldMeetWhatIsSightedLater() {
        there.current().values().stream().filter(state -> state.kind() == Kind.INDICATOR)
                .forEach(state -> here.claim(order(state, null)));

        here.claim(Given.contact(Given.ACME, "203.0.113.9", 40, "later"));

        assertThat(here.current().values()).filteredOn(memory -> memory.kind() == Kind.DETECTION).singleElement()
                .satisfies(found -> assertThat(found.content().toString()).contains("203.0.113.9"));
    }

    @Test
    void shouldTakeBackWhatWasConcludedElsewhere() {
        new ArrayList<>(there.current().values()).forEach(state -> here.claim(order(state, null)));

        for (Statement indicator : List.of(FEED, NETWORK)) {
            here.claim(new Instruction(Given.ACME, indicator.subject(), indicator.memory(), Action.RETRACT, null,
                    "because", "user:alice", Given.minute(40), TrustTier.ANALYST, Tlp.GREEN,
                    List.of(evidence(indicator.subject() + " order"))));
        }

        assertThat(here.current().values()).filteredOn(memory -> memory.kind() == Kind.DETECTION)
                .isNotEmpty().allSatisfy(found -> assertThat(found.status()).isEqualTo(Status.RETRACTED));
    }

    @Test
    void shouldSealAPersonsWordsUnderItsOwnKey() {
        KeyDirectory vault = KeyDirectory.at(folder.resolve("keys"), () -> Given.minute(30));
        SealedRecords sealed = new SealedRecords(new Sealer(vault));
        Contracts contracts = Contracts.over(new InMemorySchemaRegistry(), sealed);
        Memory state = Objects.requireNonNull(there.current().get(ENDING.memory()));
        Observation line = line(state.saying(Content.Plain.of("zyrqalvex")));
        try (DrivenStream own = DrivenStream.of(folder.resolve("own"), Extraction.STANDARD::claims,
                MemoryTopologyConfig.DEFAULT, contracts)) {
            own.pass(Duration.ofMinutes(30));
            Observation written = new SealedObservations(sealed.sealer()).seal(line);
            own.observe(written);

            Memory stored = own.current().values().iterator().next();
            assertThat(new String(contracts.observation().toBytes(written), StandardCharsets.ISO_8859_1))
                    .doesNotContain("zyrqalvex");
            assertThat(stored.content().key()).contains(vault.keyFor(Given.ACME, Subject.parse("user:alice")));
            assertThat(sealed.open(stored).portable()).isEqualTo(state.saying(Content.Plain.of("zyrqalvex")));
            assertThat(own.letters()).isEmpty();
        }
    }

    private static Observation line(Memory state) {
        return new Observation(ObservationId.of(Given.ACME, "import", "1"), Given.ACME, "admin", TrustTier.ANALYST,
                Tlp.GREEN, Given.minute(30), Given.minute(30),
                new Payload.Import(state, null, null, Subject.parse("user:alice"), "admin"));
    }

    private void assertChained() {
        assertThat(here.log()).allMatch(LogRecord::isIntact);
        for (int i = 1; i < here.log().size(); i++) {
            assertThat(here.log().get(i).event().header().systemTime())
                    .isAfter(here.log().get(i - 1).event().header().systemTime());
        }
    }

    private static List<Claim> lines(List<LogRecord> log) {
        Map<MemoryId, Memory> heads = new HashMap<>();
        List<Claim> lines = new ArrayList<>();
        for (LogRecord record : log) {
            MemoryId id = record.event().header().memory();
            Memory before = heads.get(id);
            Memory after = Ledger.apply(before, record.event());
            heads.put(id, after);
            lines.add(order(after, before));
        }
        return lines;
    }

    private static Import order(Memory state, @Nullable Memory before) {
        return new Import(state.tenant(), state.subject(), state,
                before == null ? null : Digest.of(before.portable()).hex(), null, TrustTier.ANALYST, state.marking(),
                List.of(evidence("import " + state.ref())), null);
    }

    private static Digest digest(Collection<Memory> memories) {
        return memories.stream().map(Digest::of).reduce(Digest.EMPTY, Digest::plus);
    }

    private static Evidence evidence(String observation) {
        return new Evidence(observation, "admin", "observations", 0, 1, null, new Extractor("test", 1));
    }
}
