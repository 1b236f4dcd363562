package dev.palimpsest.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Embedding;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Instruction;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.ledger.MemoryEvent;
import dev.palimpsest.memory.likeness.Likeness;
import dev.palimpsest.memory.observation.Conversation;
import dev.palimpsest.memory.observation.Conversation.Turn;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.memory.observation.Payload.Action;
import dev.palimpsest.memory.observation.Payload.Role;
import dev.palimpsest.processor.extract.Extraction;
import dev.palimpsest.processor.extract.Observed;
import dev.palimpsest.processor.extract.conversation.ConversationClaims;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.ErasureStage;
import dev.palimpsest.schemas.avro.ErasureStep;
import dev.palimpsest.schemas.registry.InMemorySchemaRegistry;
import dev.palimpsest.trust.seal.KeyDirectory;
import dev.palimpsest.trust.seal.KeyVault.Due;
import dev.palimpsest.trust.seal.SealedObservations;
import dev.palimpsest.trust.seal.SealedRecords;
import dev.palimpsest.trust.seal.Sealer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of memory over what is sealed: none of them writes a word as it is, and none is lost. */
class SealedRulesStreamTest {

    private static final Subject ALICE = Subject.parse("user:alice");
    private static final Subject BOB = Subject.parse("user:bob");
    private static final String FIRST = "The jump host is called zyrqalvex02.";
    private static final String OTHER = "zyrqalvex02 is the name of the jump host.";
    private static final String MODEL = "testmodel";
    private static final UpkeepConfig RULES = new UpkeepConfig(UpkeepConfig.DEFAULT.expiry(),
            new Likeness(Map.of(MODEL, 0.9), 64), Duration.ofSeconds(1), 1_000, 3);

    @TempDir
    Path folder;

    private Instant now = Given.START;
    private KeyDirectory vault;
    private SealedRecords sealed;
    private Contracts contracts;
    private DrivenStream stream;

    @BeforeEach
    void start() {
        vault = KeyDirectory.at(folder.resolve("keys"), () -> now);
        sealed = new SealedRecords(new Sealer(vault));
        contracts = Contracts.over(new InMemorySchemaRegistry(), sealed);
        stream = stream(Extraction.STANDARD::claims);
    }

    @AfterEach
    void stop() {
        stream.close();
    }

    @Test
    void shouldFindOtherWordingsByVectorsThatNobodyCanRead() {
        Statement first = said(ALICE, ALICE, Kind.SEMANTIC, FIRST, "a").embedded(vector());
        stream.claim(first, said(ALICE, ALICE, Kind.SEMANTIC, OTHER, "b").embedded(vector()));

        assertThat(holds(contracts.claim().toBytes(first), MODEL)).isFalse();
        assertThat(contracts.claim().fromBytes(contracts.claim().toBytes(first))).isEqualTo(first);
        assertThat(stream.current().values()).singleElement()
                .satisfies(memory -> assertThat(memory.occurrences().count()).isEqualTo(2));
        assertNowhere(MODEL);
        assertNowhere("zyrqalvex");
    }

    @Test
    void shouldNotTakeAnotherPersonsWordingForTheSame() {
        stream.claim(said(ALICE, ALICE, Kind.SEMANTIC, FIRST, "a").embedded(vector()),
                said(BOB, ALICE, Kind.SEMANTIC, OTHER, "b").embedded(vector()));

        assertThat(stream.current()).hasSize(2);
    }

    @Test
    void shouldKeepWhatIsSetBesideWordsUnderTheirKey() {
        stream.claim(said(ALICE, ALICE, Kind.SEMANTIC, FIRST, "a"));
        Memory memory = stream.current().values().iterator().next();
        Instruction labels = new Instruction(memory.tenant(), memory.subject(), memory.id(), Action.REVISE, null, "why",
                "user:alice", Given.START, TrustTier.ANALYST, Tlp.GREEN, List.of(evidence("order")),
                Map.of(Content.LABEL + "note", "brumvolt"));

        Claim written = sealed.under(key(ALICE), labels);
        stream.claim(written);

        assertThat(holds(contracts.claim().toBytes(written), "brumvolt")).isFalse();
        assertThat(
                sealed.open(Objects.requireNonNull(stream.current().get(memory.id()))).content().plain().orElseThrow()
                        .first(Content.LABEL + "note"))
                .contains("brumvolt");
        assertNowhere("brumvolt");
        assertNowhere("zyrqalvex");
    }

    @Test
    void shouldKeepNothingBesideMemoriesThatAreErased() {
        stream.claim(said(ALICE, ALICE, Kind.SEMANTIC, FIRST, "a").embedded(vector()),
                said(ALICE, Subject.parse("run:one"), Kind.WORKING, OTHER, "b"));
        assertThat(stream.driver().<String, String>getKeyValueStore("wording-vectors").approximateNumEntries()).isOne();
        assertThat(stream.driver().<String, String>getKeyValueStore("open-sessions").approximateNumEntries()).isOne();

        forget(new Due(Given.ACME, "all", Duration.ZERO, vault.keysOf(Given.ACME, ALICE)));

        for (String store : List.of("wording-vectors", "open-sessions")) {
            try (var left = stream.driver().<String, String>getKeyValueStore(store).all()) {
                assertThat(left).toIterable().as(store).isEmpty();
            }
        }
    }

    @Test
    void shouldSealWhatRecursInSessions() {
        for (String session : List.of("run:one", "run:two")) {
            Statement word = said(ALICE, Subject.parse(session), Kind.WORKING, FIRST, session);
            stream.claim(word.saying(word.content().plain().orElseThrow()
                    .withAttribute(ConversationClaims.PERSON, ALICE.toString())
                    .withAttribute(Content.SESSION, session)));
            stream.claim(stream.claims().toArray(Claim[]::new));
        }

        assertThat(stream.current().values()).filteredOn(memory -> memory.kind() == Kind.SEMANTIC).singleElement()
                .satisfies(memory -> assertThat(memory.content().key()).contains(key(ALICE)));
        assertNowhere("zyrqalvex");
    }

    @Test
    void shouldEndAloneWhatWasKeptForItsTime() throws IOException {
        policy("keep acme semantic PT1H");
        stream.observe(turn("We decided to call the bridge zyrqalvex. Please arrange findings by host."));
        assertThat(vault.due(now.plus(Duration.ofMinutes(50)))).isEmpty();
        now = now.plus(Duration.ofHours(1));

        List<Due> due = vault.due(now);
        due.forEach(this::forget);

        assertThat(due).singleElement().satisfies(one -> assertThat(one.kind()).isEqualTo("semantic"));
        assertThat(stream.current().values()).extracting(Memory::kind, Memory::status).contains(
                org.assertj.core.groups.Tuple.tuple(Kind.SEMANTIC, Status.ERASED),
                org.assertj.core.groups.Tuple.tuple(Kind.PROFILE, Status.CURRENT),
                org.assertj.core.groups.Tuple.tuple(Kind.EPISODIC, Status.CURRENT));
        assertThat(stream.log()).filteredOn(record -> record.event() instanceof MemoryEvent.Erased)
                .allSatisfy(record -> assertThat(record.event().header().kind()).isEqualTo(Kind.SEMANTIC));
    }

    @Test
    void shouldEndWithTheNextSweepWhatIsReadAfterItsTime() throws IOException {
        policy("keep acme semantic PT1H");
        Observation late = turn("We decided to call the bridge zyrqalvex.");
        now = now.plus(Duration.ofHours(2));

        stream.observe(late);
        vault.due(now).forEach(this::forget);

        assertThat(stream.current().values()).isNotEmpty().filteredOn(memory -> memory.kind() == Kind.SEMANTIC)
                .isNotEmpty().allSatisfy(memory -> assertThat(memory.status()).isEqualTo(Status.ERASED));
        assertThat(stream.letters()).isEmpty();
    }

    @Test
    void shouldForgetAPersonUnderAllKeys() throws IOException {
        policy("keep acme * 30");
        stream.observe(turn("We decided to call the bridge zyrqalvex. Please arrange findings by host."));

        forget(new Due(Given.ACME, "all", Duration.ZERO, vault.keysOf(Given.ACME, ALICE)));

        assertThat(stream.current().values()).hasSizeGreaterThan(2)
                .allSatisfy(memory -> assertThat(memory.status()).isEqualTo(Status.ERASED));
    }

    @Test
    void shouldSealEventsThatThePolicyNames() throws IOException {
        policy("seal acme test host");
        stream.close();
        stream = stream(Given::claims);
        Observation event = Given.observation(Given.ACME, "sighting", "klaxonberry", 0);

        Observation written = new SealedObservations(sealed.sealer()).seal(event);
        stream.observe(written);

        assertThat(new String(contracts.observation().toBytes(written), StandardCharsets.ISO_8859_1))
                .doesNotContain("klaxonberry");
        assertThat(new SealedObservations(sealed.sealer()).open(written).orElseThrow().payload())
                .isEqualTo(event.payload());
        assertThat(stream.current().values()).singleElement().satisfies(memory -> assertThat(memory.content().key())
                .isEqualTo(vault.keysOf(Given.ACME, Subject.parse("tenant:acme")).stream().findFirst()));
    }

    @Test
    void shouldGoOnLearningOfARelationInALaterStretchAndOutliveTheFirst() throws IOException {
        policy("seal acme test host", "keep acme relation PT1H");
        stream.close();
        stream = stream(observed -> List.of(sighting(observed)));
        SealedObservations sealing = new SealedObservations(sealed.sealer());
        stream.observe(sealing.seal(Given.observation(Given.ACME, "22", "one", 0)));
        now = now.plus(Duration.ofMinutes(20));
        stream.observe(sealing.seal(Given.observation(Given.ACME, "443", "two", 20)));
        stream.pass(Duration.ofMinutes(2));
        Memory learnt = sealed.open(stream.current().values().iterator().next());
        now = now.plus(Duration.ofMinutes(41));

        List<Due> due = vault.due(now);
        due.forEach(this::forget);

        assertThat(due).flatExtracting(Due::keys).hasSize(1);
        assertThat(learnt.content().plain().orElseThrow().all("port")).containsExactly("443");
        assertThat(learnt.occurrences().count()).isEqualTo(2);
        assertThat(stream.current().values()).singleElement().satisfies(memory -> {
            assertThat(memory.status()).isEqualTo(Status.CURRENT);
            assertThat(sealed.open(memory).content()).isEqualTo(learnt.content());
        });
    }

    /** A sighting of which the event's format is a detail. */
    private static Statement sighting(Observed observed) {
        Observation observation = observed.observation();
        String port = ((Payload.Event) observation.payload()).format();
        return new Statement(Given.ACME, Subject.parse("host:a"), Kind.RELATION,
                Identity.edge("connected-to", Subject.parse("host:b")),
                Content.Plain.of("seen").withAttribute("port", port), ValidTime.since(observation.occurredAt()),
                Occurrences.once(observation.occurredAt()), 0.9, TrustTier.SENSOR_STRUCTURED, Tlp.GREEN,
                List.of(observed.evidence(null, new Extractor("test", 1))), List.of());
    }

    private DrivenStream stream(Function<Observed, List<Claim>> extraction) {
        return DrivenStream.of(folder.resolve("state" + System.nanoTime()), extraction,
                MemoryTopologyConfig.DEFAULT.withUpkeep(RULES), contracts);
    }

    private void policy(String... lines) throws IOException {
        Files.write(folder.resolve("keys").resolve("policy"), List.of(lines));
    }

    private Observation turn(String text) {
        Conversation conversation = new Conversation(ALICE, List.of(), null, List.of(new Turn(Role.USER, text, null)),
                Map.of(), true, null);
        return new SealedObservations(sealed.sealer()).seal(conversation.observations(Given.ACME, "test", Given.START)
                .getFirst());
    }

    private void forget(Due due) {
        ErasureStep order = ErasureStep.newBuilder().setId("order").setTenant(Given.ACME.value())
                .setSubject("tenant:acme").setKeys(due.keys()).setStage(ErasureStage.REQUESTED).setPartition(0)
                .setPartitions(1).setActor("tests").setAt(now).build();
        due.keys().forEach(key -> vault.destroy(key, Instant.now()));
        stream.put(Topic.ERASURES, contracts.erasure().toBytes(order), now);
    }

    private Statement said(Subject by, Subject about, Kind kind, String text, String observation) {
        return new Statement(Given.ACME, about, kind, Identity.text(text), Content.Plain.of(text).under(key(by)),
                ValidTime.since(Given.START), Occurrences.once(Given.START), 0.9, TrustTier.ANALYST, Tlp.GREEN,
                List.of(evidence(observation)), List.of());
    }

    private String key(Subject person) {
        return vault.keyFor(Given.ACME, person);
    }

    private static Embedding vector() {
        return Embedding.of(MODEL + "@1", new float[]{1, 0});
    }

    private static Evidence evidence(String observation) {
        return new Evidence(observation, "tests", "observations", 0, 1, null, new Extractor("test", 1));
    }

    /** In all that the stream wrote, the changelogs of its stores too. */
    private void assertNowhere(String word) {
        assertThat(stream.driver().producedTopicNames()).anyMatch(topic -> topic.endsWith("memory-by-id-changelog"));
        stream.driver().producedTopicNames().forEach(topic -> assertThat(stream.driver().createOutputTopic(topic,
                new ByteArrayDeserializer(), new ByteArrayDeserializer()).readKeyValuesToList()).as(topic)
                .noneMatch(record -> holds(record.key, word) || holds(record.value, word)));
    }

    private static boolean holds(byte[] bytes, String word) {
        return bytes != null && new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT).contains(word);
    }
}
