package dev.palimpsest.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.memory.observation.ObservationId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ledger.Ledger;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.ledger.MemoryEvent;
import dev.palimpsest.memory.observation.Conversation;
import dev.palimpsest.memory.observation.Conversation.Turn;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.Payload.Role;
import dev.palimpsest.processor.extract.Extraction;
import dev.palimpsest.processor.ledger.DecideClaims;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.ErasureStage;
import dev.palimpsest.schemas.avro.ErasureStep;
import dev.palimpsest.schemas.registry.InMemorySchemaRegistry;
import dev.palimpsest.trust.seal.KeyDirectory;
import dev.palimpsest.trust.seal.SealedObservations;
import dev.palimpsest.trust.seal.SealedRecords;
import dev.palimpsest.trust.seal.Sealer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person said, from the observation to the end. */
class ForgettingStreamTest {

    private static final Subject ALICE = Subject.parse("user:alice");
    private static final Subject BOB = Subject.parse("user:bob");
    private static final String SAID = "We decided to call the bridge zyrqalvex. I often handle Emotet cases. "
            + "Please arrange findings by host.";
    private static final String TAKEN_BACK = "I no longer handle Emotet cases.";

    @TempDir
    Path folder;

    private KeyDirectory vault;
    private SealedRecords sealed;
    private Contracts contracts;
    private DrivenStream stream;

    @BeforeEach
    void start() {
        vault = KeyDirectory.at(folder.resolve("keys"));
        sealed = new SealedRecords(new Sealer(vault));
        contracts = Contracts.over(new InMemorySchemaRegistry(), sealed);
        stream = DrivenStream.of(folder.resolve("state"), Extraction.STANDARD::claims, MemoryTopologyConfig.DEFAULT,
                contracts);
    }

    @AfterEach
    void stop() {
        stream.close();
    }

    @Test
    void shouldWriteNoWordOfAPersonAsItIs() {
        say(ALICE, SAID);
        say(ALICE, TAKEN_BACK);

        Map<String, List<byte[]>> written = written();

        assertThat(written.keySet()).contains(Topic.CLAIMS.title(), Topic.MEMORY_LOG.title(),
                Topic.MEMORY_CURRENT.title(), "test-memory-by-id-changelog");
        written.forEach((topic, records) -> assertThat(records).as(topic).noneMatch(record -> holds(record, "zyrqalvex")
                || holds(record, "emotet") || holds(record, "findings") || holds(record, "no longer")));
        try (KeyValueIterator<String, Memory> all = memories().all()) {
            assertThat(all).toIterable().isNotEmpty()
                    .allSatisfy(entry -> assertThat(entry.value.content()).isInstanceOf(Content.Sealed.class));
        }
    }

    @Test
    void shouldDecideByTheWordsAllTheSame() {
        say(ALICE, SAID);
        say(ALICE, SAID + " Please arrange findings by ATT&CK tactic.");
        say(ALICE, TAKEN_BACK);

        Map<MemoryId, Memory> heads = opened(stream.current());

        assertThat(heads.values()).filteredOn(memory -> memory.status() == Status.RETRACTED).hasSize(1)
                .allSatisfy(memory -> assertThat(text(memory)).contains("Emotet"));
        assertThat(heads.values()).filteredOn(memory -> text(memory).contains("tactic")
                && memory.kind() == Kind.PROFILE).hasSize(1)
                .allSatisfy(memory -> assertThat(memory.version()).isGreaterThan(1));
        assertThat(heads.values()).anySatisfy(
                memory -> assertThat(memory.occurrences().count()).isGreaterThan(1));
    }

    @Test
    void shouldSealTheSameAgainAsTheSame() {
        say(ALICE, SAID);
        List<LogRecord> first = List.copyOf(stream.log());
        stream.close();
        stream = DrivenStream.of(folder.resolve("again"), Extraction.STANDARD::claims, MemoryTopologyConfig.DEFAULT,
                contracts);

        say(ALICE, SAID);

        assertThat(stream.log()).extracting(LogRecord::event).isEqualTo(first.stream().map(LogRecord::event).toList());
    }

    @Test
    void shouldEndWhatIsForgottenAndNothingElse() {
        say(ALICE, SAID);
        say(BOB, "We decided to call the gateway xanthobar.");
        long before = stream.current().size();

        forget(ALICE);

        assertThat(stream.current()).hasSize((int) before);
        assertThat(stream.current().values()).filteredOn(memory -> memory.subject().equals(ALICE)).isNotEmpty()
                .allSatisfy(memory -> {
                    assertThat(memory.status()).isEqualTo(Status.ERASED);
                    assertThat(memory.content()).isEqualTo(Content.Sealed.gone(keyOf(memory)));
                });
        assertThat(opened(stream.current()).values()).filteredOn(memory -> memory.subject().equals(BOB)).isNotEmpty()
                .allSatisfy(memory -> assertThat(memory.status()).isEqualTo(Status.CURRENT))
                .anySatisfy(memory -> assertThat(text(memory)).contains("xanthobar"));
        assertThat(stream.log()).filteredOn(record -> record.event() instanceof MemoryEvent.Erased).isNotEmpty()
                .allSatisfy(record -> assertThat(record.event().header().subject()).isEqualTo(ALICE));
        assertWhole();
        assertThat(steps()).filteredOn(step -> step.getStage() == ErasureStage.ERASED).singleElement()
                .satisfies(step -> {
                    assertThat(step.getDone()).isTrue();
                    assertThat(step.getMemories()).isNotEmpty();
                });
    }

    @Test
    void shouldEndNothingTwice() {
        say(ALICE, SAID);
        forget(ALICE);
        int events = stream.log().size();

        forget(ALICE);

        assertThat(stream.log()).hasSize(events);
    }

    @Test
    void shouldDropWhatWasStillOnItsWay() {
        Observation late = observation(ALICE, SAID);
        vault.keysOf(Given.ACME, ALICE).forEach(key -> vault.destroy(key, Instant.now()));

        stream.observe(late);

        assertThat(stream.log()).isEmpty();
        assertThat(stream.letters()).isEmpty();
    }

    @Test
    void shouldHearWhoComesBackAndLeaveTheOldWordsGone() {
        say(ALICE, "Please arrange findings by host.");
        forget(ALICE);

        say(ALICE, "Please arrange findings by ATT&CK tactic.");

        assertThat(opened(stream.current()).values())
                .filteredOn(memory -> memory.kind() == Kind.PROFILE).singleElement()
                .satisfies(memory -> {
                    assertThat(memory.status()).isEqualTo(Status.CURRENT);
                    assertThat(text(memory)).contains("tactic");
                });
        assertWhole();
    }

    @Test
    void shouldForgetTheWordsOfAnOrderWithTheMemoryTheyReword() {
        say(ALICE, "We decided to call the bridge zyrqalvex.");
        Memory memory = opened(stream.current()).values().stream().filter(one -> one.kind() == Kind.SEMANTIC)
                .findFirst().orElseThrow();
        Subject elsewhere = Subject.parse("ip:203.0.113.66");
        Observation order = new Observation(ObservationId.of(Given.ACME, "command", "1"), Given.ACME, "carol",
                TrustTier.ANALYST, Tlp.GREEN, Given.START, Given.START, new Payload.Command(elsewhere, memory.id(),
                        Payload.Action.REVISE, "It is called quuxbrod.", "flimwort said so", "carol"),
                keyOf(memory));
        Observation back = new Observation(ObservationId.of(Given.ACME, "rollback", "1"), Given.ACME, "carol",
                TrustTier.ANALYST, Tlp.GREEN, Given.START, Given.START, new Payload.Rollback(elsewhere, memory.id(),
                        memory.version(), memory, "feed", Given.START, "flimwort again", "carol"),
                keyOf(memory));
        SealedObservations sealing = new SealedObservations(sealed.sealer());

        Observation written = sealing.seal(order);
        Observation undone = sealing.seal(back);

        assertThat(written.toString() + undone).doesNotContain("quuxbrod").doesNotContain("flimwort")
                .doesNotContain("zyrqalvex");
        assertThat(sealing.open(written).map(Observation::payload)).contains(order.payload());
        assertThat(sealing.open(undone).map(Observation::payload)).contains(back.payload());
        vault.keysOf(Given.ACME, ALICE).forEach(key -> vault.destroy(key, Instant.now()));
        assertThat(sealing.open(written)).isEmpty();
        assertThat(sealing.open(undone).orElseThrow().toString()).doesNotContain("flimwort")
                .doesNotContain("zyrqalvex");
        assertThat(sealing.seal(order).toString()).doesNotContain("quuxbrod").doesNotContain("flimwort");
    }

    @Test
    void shouldTakeWhatLooksSealedForTheWordsItIs() {
        say(ALICE, "We decided to call the bridge zyrqalvex.");
        Memory memory = stream.current().values().stream().filter(one -> one.kind() == Kind.SEMANTIC).findFirst()
                .orElseThrow();
        String madeUp = "palimpsest:sealed:1:00112233445566778899aabbccddeeff.1:AAAAAAAAAAAAAAAA:AAAA";
        SealedObservations sealing = new SealedObservations(sealed.sealer());

        stream.observe(sealing.seal(order(new Payload.Command(memory.subject(), memory.id(), Payload.Action.REVISE,
                madeUp, madeUp, "carol", Map.of(Content.LABEL + "note", madeUp)))));
        stream.observe(sealing.seal(order(new Payload.Command(memory.subject(), memory.id(), Payload.Action.PIN, null,
                madeUp, "carol"))));
        stream.observe(sealing.seal(order(new Payload.Rollback(memory.subject(), memory.id(), 3, null, "feed",
                Given.START, madeUp, "carol"))));

        assertThat(stream.letters()).isEmpty();
        assertThat(stream.log().stream().map(record -> sealed.open(record).event().toString()))
                .filteredOn(event -> event.contains(madeUp)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(text(Objects.requireNonNull(opened(stream.current()).get(memory.id())))).isEqualTo(madeUp);
    }

    private static Observation order(Payload payload) {
        return new Observation(ObservationId.of(Given.ACME, "test", payload.toString()), Given.ACME, "carol",
                TrustTier.ANALYST, Tlp.GREEN, Given.START, Given.START, payload);
    }

    /** The fold of the log, the compacted topic and the store are one; the chain holds. */
    private void assertWhole() {
        Map<MemoryId, Memory> folded = new HashMap<>();
        Hash previous = Hash.NONE;
        for (LogRecord record : stream.log()) {
            assertThat(record.isIntact()).isTrue();
            assertThat(record.previous()).isEqualTo(previous);
            previous = record.hash();
            folded.compute(record.event().header().memory(), (_, head) -> Ledger.apply(head, record.event()));
        }
        assertThat(stream.current()).isEqualTo(folded);
        try (KeyValueIterator<String, Memory> all = memories().all()) {
            assertThat(all).toIterable().extracting(entry -> entry.value)
                    .containsExactlyInAnyOrderElementsOf(folded.values());
        }
    }

    private void say(Subject who, String text) {
        stream.observe(observation(who, text));
    }

    private Observation observation(Subject who, String text) {
        Conversation conversation = new Conversation(who, List.of(), null, List.of(new Turn(Role.USER, text, null)),
                Map.of("note", "brumvolt"), true, null);
        return new SealedObservations(sealed.sealer()).seal(conversation.observations(Given.ACME, "test", Given.START)
                .getFirst());
    }

    private void forget(Subject who) {
        List<String> keys = vault.keysOf(Given.ACME, who);
        ErasureStep order = ErasureStep.newBuilder().setId("order").setTenant(Given.ACME.value())
                .setSubject(who.toString()).setKeys(keys).setStage(ErasureStage.REQUESTED).setPartition(0)
                .setPartitions(1).setActor("tests").setAt(Given.START).build();
        keys.forEach(key -> vault.destroy(key, Instant.now()));
        stream.put(Topic.ERASURES, contracts.erasure().toBytes(order), Given.START);
    }

    private List<ErasureStep> steps() {
        return stream.driver().createOutputTopic(Topic.ERASURES.title(),
                new StringDeserializer(), contracts.erasure().deserializer())
                .readValuesToList();
    }

    private Map<String, List<byte[]>> written() {
        Map<String, List<byte[]>> all = new HashMap<>();
        stream.driver().producedTopicNames().forEach(topic -> all.put(topic, stream.driver().createOutputTopic(topic,
                new ByteArrayDeserializer(), new ByteArrayDeserializer()).readKeyValuesToList().stream()
                .map(record -> record.value == null ? record.key : record.value).toList()));
        return all;
    }

    private KeyValueStore<String, Memory> memories() {
        return stream.driver().getKeyValueStore(DecideClaims.MEMORIES);
    }

    private Map<MemoryId, Memory> opened(Map<MemoryId, Memory> stored) {
        Map<MemoryId, Memory> heads = new HashMap<>();
        stored.forEach((id, memory) -> heads.put(id, sealed.open(memory)));
        return heads;
    }

    private static String keyOf(Memory memory) {
        return memory.content().key().orElse("");
    }

    private static String text(Memory memory) {
        return memory.content().plain().map(Content.Plain::text).orElse("");
    }

    private static boolean holds(byte[] record, String word) {
        return new String(record, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT).contains(word);
    }
}
