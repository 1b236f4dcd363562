package dev.palimpsest.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Embedding;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Instruction;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.ledger.Expiry;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.ledger.MemoryEvent;
import dev.palimpsest.memory.likeness.Likeness;
import dev.palimpsest.memory.observation.Payload.Action;
import dev.palimpsest.processor.extract.conversation.ConversationClaims;
import dev.palimpsest.schemas.registry.InMemorySchemaRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jspecify.annotations.Nullable;

/** Ends, sessions and near duplicates, as the stream brings them about. */
class UpkeepStreamTest {

    private static final Subject ALICE = Subject.parse("user:alice");
    private static final Subject MORNING = Subject.parse("run:morning");
    private static final Subject EVENING = Subject.parse("run:evening");
    private static final UpkeepConfig RULES = new UpkeepConfig(new Expiry(0.05, Duration.ofHours(24), 3),
            new Likeness(Map.of("model", 0.9), 4), Duration.ofSeconds(1), 2, 3);
    private static final String FIRST = "The jump host is called bastion02.";
    private static final String OTHER = "bastion02 is the name of the jump host.";

    @TempDir
    private Path state;

    private DrivenStream stream;

    @BeforeEach
    void start() {
        stream = DrivenStream.of(state, Given::claims, MemoryTopologyConfig.DEFAULT.withUpkeep(RULES),
                new InMemorySchemaRegistry());
    }

    @AfterEach
    void stop() {
        stream.close();
    }

    @Test
    void shouldEndWhatIsDueAndSayWhy() {
        stream.claim(said(ALICE, Kind.SEMANTIC, "short", "a", Given.minute(10)),
                said(ALICE, Kind.SEMANTIC, "long", "b", null));
        stream.pass(Duration.ofMinutes(9));
        assertThat(stream.log()).hasSize(2);

        stream.pass(Duration.ofMinutes(2));

        assertThat(stream.log()).hasSize(3).last().extracting(LogRecord::event).isInstanceOfSatisfying(
                MemoryEvent.Expired.class, expired -> assertThat(expired.reason()).startsWith("its time was over"));
        assertThat(named("short").status()).isEqualTo(Status.EXPIRED);
        assertThat(chained()).isTrue();
    }

    @Test
    void shouldLookAtABoundedNumberInOneTickAndForgetNone() {
        for (int i = 0; i < 7; i++) {
            stream.claim(said(ALICE, Kind.SEMANTIC, "item " + i, "o" + i, Given.minute(1)));
        }
        stream.pass(Duration.ofMinutes(2));
        long first = expired();
        for (int i = 0; i < 4; i++) {
            stream.pass(Duration.ofSeconds(1));
        }

        assertThat(first).isBetween(1L, 6L);
        assertThat(expired()).isEqualTo(7);
    }

    @Test
    void shouldEndOnlyAtTheLaterEndWhereItMoved() {
        stream.claim(said(ALICE, Kind.SEMANTIC, "moved", "a", Given.minute(10)),
                said(ALICE, Kind.SEMANTIC, "moved", "b", Given.minute(60)));
        stream.pass(Duration.ofMinutes(30));
        assertThat(named("moved").status()).isEqualTo(Status.CURRENT);

        stream.pass(Duration.ofMinutes(31));

        assertThat(named("moved").status()).isEqualTo(Status.EXPIRED);
    }

    @Test
    void shouldNotEndWhatIsPinned() {
        stream.claim(said(ALICE, Kind.SEMANTIC, "kept", "a", Given.minute(10)));
        stream.claim(order(named("kept"), Action.PIN, "pin"));

        stream.pass(Duration.ofDays(400));

        assertThat(named("kept").status()).isEqualTo(Status.CURRENT);
    }

    @Test
    void shouldEndAnIndicatorThatDecayed() {
        stream.claim(Given.indicator(Given.ACME, "feed", "i"));
        stream.pass(Duration.ofDays(30));
        assertThat(stream.log()).hasSize(1);

        stream.pass(Duration.ofDays(30));

        assertThat(stream.log()).hasSize(2).last().extracting(LogRecord::event).isInstanceOfSatisfying(
                MemoryEvent.Expired.class, expired -> assertThat(expired.reason()).startsWith("decayed"));
    }

    @Test
    void shouldLetTheOldestUnpinnedLeaveAFullSession() {
        working("one", MORNING, "a");
        working("two", MORNING, "b");
        stream.claim(order(named("one"), Action.PIN, "pin"));
        working("three", MORNING, "c");

        working("four", MORNING, "d");

        assertThat(List.of(named("one"), named("two"), named("three"), named("four"))).extracting(Memory::status)
                .containsExactly(Status.CURRENT, Status.EXPIRED, Status.CURRENT, Status.CURRENT);
        assertThat(stream.log().getLast().event()).isInstanceOfSatisfying(MemoryEvent.Expired.class,
                expired -> assertThat(expired.reason()).startsWith("capacity"));
        assertThat(chained()).isTrue();
    }

    @Test
    void shouldCleanASessionAtItsEndButForWhatIsPinned() {
        working("one", MORNING, "a");
        working("two", MORNING, "b");
        working("else", EVENING, "c");
        stream.claim(order(named("one"), Action.PIN, "pin"));
        Instruction end = new Instruction(Given.ACME, MORNING, Expiry.sessionOf(Given.ACME, MORNING), Action.END, null,
                "shift over", "user:alice", Given.START, TrustTier.ANALYST, Tlp.GREEN, List.of(evidence("end")));

        stream.claim(end).claim(end);

        assertThat(List.of(named("one"), named("two"), named("else"))).extracting(Memory::status)
                .containsExactly(Status.CURRENT, Status.EXPIRED, Status.CURRENT);
        assertThat(expired()).isEqualTo(1);
    }

    @Test
    void shouldCleanASessionThatWasIdleForADay() {
        working("one", MORNING, "a");
        stream.pass(Duration.ofHours(20));
        working("two", MORNING, "b");
        stream.pass(Duration.ofHours(20));
        assertThat(expired()).isZero();

        stream.pass(Duration.ofHours(5));

        assertThat(expired()).isEqualTo(2);
    }

    @Test
    void shouldMakeAFactOfWhatIsSaidOftenInASession() {
        working("check dns first", MORNING, "a");
        working("check dns first", MORNING, "b");
        assertThat(facts()).isEmpty();

        working("check dns first", MORNING, "c");
        working("check dns first", MORNING, "d");

        assertThat(facts()).singleElement().satisfies(fact -> {
            assertThat(fact.subject()).isEqualTo(ALICE);
            assertThat(fact.derivedFrom()).extracting(ref -> ref.id()).containsExactly(named(MORNING).id());
            assertThat(fact.version()).isEqualTo(1);
        });
    }

    @Test
    void shouldMakeAFactOfWhatIsSaidAgainInAnotherSession() {
        working("check dns first", MORNING, "a");
        working("check dns first", MORNING, "b");
        assertThat(facts()).isEmpty();

        working("Check DNS first!", EVENING, "c");

        assertThat(facts()).singleElement().satisfies(fact -> assertThat(fact.derivedFrom())
                .extracting(ref -> ref.id()).containsExactly(named(MORNING).id(), named(EVENING).id()));
    }

    @Test
    void shouldTakeAnotherWordingForTheSameMemory() {
        Statement first = near(FIRST, "a");
        Statement other = near(OTHER, "b");

        stream.claim(first, other, other, first, near(OTHER, "c"));

        assertThat(stream.current()).containsOnlyKeys(first.memory());
        Memory memory = stream.current().values().iterator().next();
        assertThat(memory.occurrences().count()).isEqualTo(3);
        assertThat(memory.content().plain().orElseThrow().text()).isEqualTo(FIRST);
        assertThat(memory.evidence()).extracting(Evidence::observation).containsExactly("a", "b", "c");
        assertThat(stream.log()).extracting(LogRecord::event).map(Object::getClass).map(Class::getSimpleName)
                .containsExactly("Created", "Reinforced", "Reinforced");
    }

    @Test
    void shouldKnowAnotherWordingStillWhenManyCameSince() {
        stream.claim(near(FIRST, "a"), near(OTHER, "b"));
        for (int i = 0; i < 10; i++) {
            stream.claim(near("Sensor s" + i + " covers the lab.", "o" + i));
        }

        stream.claim(near(OTHER, "late"));

        assertThat(stream.current()).hasSize(11).hasEntrySatisfying(near(FIRST, "a").memory(),
                memory -> assertThat(memory.occurrences().count()).isEqualTo(3));
    }

    @Test
    void shouldKeepApartWhatHasNoVectorOrIsOfAnotherKindOrSubject() {
        stream.claim(near(FIRST, "a"), said(ALICE, Kind.SEMANTIC, OTHER, "b", null),
                said(ALICE, Kind.PROCEDURAL, OTHER, "c", null).embedded(vector()),
                said(Subject.parse("user:bob"), Kind.SEMANTIC, OTHER, "d", null).embedded(vector()));

        assertThat(stream.current()).hasSize(4);
    }

    @Test
    void shouldComeToTheSameWhenTheClaimsAreReadAgain() {
        Claim[] claims = {near(FIRST, "a"), near(OTHER, "b"), near("The jump host is called bastion03.", "c")};
        stream.claim(claims);
        Map<MemoryId, Memory> once = Map.copyOf(stream.current());
        try (DrivenStream again = DrivenStream.of(state.resolve("again"), Given::claims,
                MemoryTopologyConfig.DEFAULT.withUpkeep(RULES), new InMemorySchemaRegistry())) {
            again.claim(claims).claim(claims);

            assertThat(again.current()).containsOnlyKeys(once.keySet());
            assertThat(again.log()).hasSize(3);
        }
    }

    private void working(String text, Subject session, String observation) {
        Statement said = said(session, Kind.WORKING, text, observation, null);
        stream.claim(said.saying(said.content().plain().orElseThrow()
                .withAttribute(ConversationClaims.PERSON, ALICE.toString())
                .withAttribute(Content.SESSION, session.toString())));
        stream.claim(stream.claims().toArray(Claim[]::new));
    }

    private static Statement near(String text, String observation) {
        return said(ALICE, Kind.SEMANTIC, text, observation, null).embedded(vector());
    }

    private static Embedding vector() {
        return Embedding.of("model@1", new float[]{1, 0});
    }

    private static Statement said(Subject subject, Kind kind, String text, String observation, @Nullable Instant end) {
        ValidTime since = ValidTime.since(Given.START);
        return new Statement(Given.ACME, subject, kind, Identity.text(text), Content.Plain.of(text),
                end == null ? since : since.until(end), Occurrences.once(Given.START), 0.9, TrustTier.ANALYST,
                Tlp.GREEN, List.of(evidence(observation)), List.of());
    }

    private static Instruction order(Memory memory, Action action, String observation) {
        return new Instruction(memory.tenant(), memory.subject(), memory.id(), action, null, "", "user:alice",
                Given.START, TrustTier.ANALYST, Tlp.GREEN, List.of(evidence(observation)));
    }

    private static Evidence evidence(String observation) {
        return new Evidence(observation, "tests", "observations", 0, 1, null, new Extractor("test", 1));
    }

    private Memory named(String text) {
        return stream.current().values().stream()
                .filter(memory -> memory.content().plain().orElseThrow().text().equals(text)).findFirst().orElseThrow();
    }

    private Memory named(Subject session) {
        return stream.current().values().stream().filter(memory -> memory.subject().equals(session)).findFirst()
                .orElseThrow();
    }

    private List<Memory> facts() {
        return stream.current().values().stream().filter(memory -> memory.kind() == Kind.SEMANTIC).toList();
    }

    private long expired() {
        return stream.log().stream().filter(entry -> entry.event() instanceof MemoryEvent.Expired).count();
    }

    /** Whether each record follows the one before it, at a time that does not decrease. */
    private boolean chained() {
        List<LogRecord> log = stream.log();
        for (int i = 1; i < log.size(); i++) {
            if (!log.get(i).previous().equals(log.get(i - 1).hash()) || !log.get(i).isIntact() || log.get(i).event()
                    .header().systemTime().isBefore(log.get(i - 1).event().header().systemTime())) {
                return false;
            }
        }
        return true;
    }
}
