package dev.palimpsest.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Instruction;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.observation.Payload.Action;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a memory reaches what was concluded from it, on other subjects too. */
class WithdrawalStreamTest {

    private static final Statement FEED = Given.indicator(Given.ACME, "feed", "i");
    private static final Statement OTHER_FEED = Given.indicator(Given.ACME, "second feed", "j");
    private static final Statement CONTACT = Given.sighting(Given.ACME, Given.SERVER, 3, "s");

    @TempDir
    private Path state;

    private DrivenStream stream;
    private int orders;

    @BeforeEach
    void start() {
        stream = DrivenStream.of(state);
    }

    @AfterEach
    void stop() {
        stream.close();
    }

    @Test
    void shouldTakeBackWhatRestedOnARetractedIndicatorAlone() {
        stream.claim(FEED, CONTACT, order(FEED, Action.RETRACT));

        assertThat(detection().status()).isEqualTo(Status.RETRACTED);
        assertThat(detection().support().fallen()).containsExactlyInAnyOrder(FEED.memory(), CONTACT.memory());
        assertThat(stream.log().getLast().event().toString()).contains("nothing it was concluded from stands",
                "because");
        assertThat(stream.letters()).isEmpty();
    }

    @Test
    void shouldKeepAndMarkWhatRestsOnAnotherIndicatorToo() {
        stream.claim(FEED, OTHER_FEED, CONTACT, order(FEED, Action.RETRACT));

        assertThat(detection().status()).isEqualTo(Status.CURRENT);
        assertThat(detection().support().fallen()).containsExactly(FEED.memory());

        stream.claim(order(OTHER_FEED, Action.RETRACT));

        assertThat(detection().status()).isEqualTo(Status.RETRACTED);
    }

    @Test
    void shouldTakeBackWhatRestedOnARetractedSighting() {
        stream.claim(FEED, OTHER_FEED, CONTACT, order(CONTACT, Action.RETRACT));

        assertThat(detection().status()).isEqualTo(Status.RETRACTED);
    }

    @Test
    void shouldBringBackWhatItsSourceBearsOutAgain() {
        stream.claim(FEED, CONTACT, order(FEED, Action.RETRACT), order(FEED, Action.RESTORE));

        assertThat(detection().status()).isEqualTo(Status.CURRENT);
        assertThat(detection().support().fallen()).isEmpty();
        assertThat(detection().occurrences().count()).isEqualTo(1);
    }

    @Test
    void shouldBringBackWhatAnotherFeedBearsOut() {
        stream.claim(FEED, CONTACT, order(FEED, Action.RETRACT), OTHER_FEED);

        assertThat(detection().status()).isEqualTo(Status.CURRENT);
        assertThat(detection().support().fallen()).containsExactly(FEED.memory());
        assertThat(detection().occurrences().count()).isEqualTo(1);
    }

    @Test
    void shouldLeaveTakenBackWhatAPersonTookBack() {
        stream.claim(FEED, CONTACT);
        stream.claim(order(detection(), Action.RETRACT), order(FEED, Action.RETRACT), order(FEED, Action.RESTORE));

        assertThat(detection().status()).isEqualTo(Status.RETRACTED);
    }

    @Test
    void shouldOnlyMarkWhatRestsOnADoubtedIndicator() {
        stream.claim(FEED, CONTACT, order(FEED, Action.QUARANTINE));

        assertThat(detection().status()).isEqualTo(Status.CURRENT);
        assertThat(detection().support().doubted()).containsExactly(FEED.memory());

        stream.claim(order(FEED, Action.RELEASE));

        assertThat(detection().support().doubted()).isEmpty();
    }

    @Test
    void shouldConcludeAgainFromAnIndicatorThatSaysSomethingElse() {
        Content renamed = FEED.content().plain().orElseThrow().withAttribute("threat.software.name", "Sliver");
        Statement revised = Given.indicator(Given.ACME, "feed", "later").saying(renamed);

        stream.claim(FEED, CONTACT, revised);

        Content.Plain said = detection().content().plain().orElseThrow();
        assertThat(said.text()).contains("Sliver").doesNotContain("Cobalt Strike");
        assertThat(said.all("threat.software.name")).containsExactly("Sliver");
        assertThat(detection().support().doubted()).isEmpty();
        assertThat(detection().occurrences().count()).isEqualTo(1);
    }

    @Test
    void shouldReachWhatWasConcludedFromANetwork() {
        Statement network = Given.network(Given.ACME, "203.0.113.0/24", "n");
        stream.claim(network, CONTACT, order(network, Action.RETRACT));

        assertThat(detection().status()).isEqualTo(Status.RETRACTED);
    }

    @Test
    void shouldSayNothingWhereAnIndicatorEndsByItsOwnTime() {
        stream.claim(FEED, CONTACT);
        int before = stream.log().size();

        stream.claim(Given.until(Given.indicator(Given.ACME, "feed", "later"), Given.minute(30)));

        assertThat(detection().status()).isEqualTo(Status.CURRENT);
        assertThat(stream.log()).hasSize(before + 1);
    }

    @Test
    void shouldChangeNothingWhenTheSameNewsComesAgain() {
        stream.claim(FEED, CONTACT, order(FEED, Action.RETRACT));
        List<LogRecord> before = List.copyOf(stream.log());
        List<Claim> told = stream.claims().stream().filter(Claim.SourceNews.class::isInstance).toList();

        stream.claim(told.toArray(Claim[]::new));

        assertThat(told).hasSize(1);
        assertThat(stream.log()).isEqualTo(before);
    }

    @Test
    void shouldStayTakenBackWhileItsOnlyIndicatorIs() {
        stream.claim(FEED, CONTACT, order(FEED, Action.RETRACT), order(CONTACT, Action.QUARANTINE));
        assertThat(detection().status()).isEqualTo(Status.RETRACTED);

        stream.claim(order(CONTACT, Action.RELEASE), order(CONTACT, Action.RETRACT), order(CONTACT, Action.RESTORE));

        assertThat(detection().status()).isEqualTo(Status.RETRACTED);
    }

    @Test
    void shouldGoOnCountingWhatRestsOnADoubtedIndicator() {
        stream.claim(FEED, CONTACT, order(FEED, Action.QUARANTINE),
                Given.sighting(Given.ACME, Given.SERVER, 5, "later"));

        assertThat(detection().occurrences().count()).isEqualTo(2);
        assertThat(detection().support().doubted()).containsExactly(FEED.memory());
    }

    @Test
    void shouldReleaseNothingThatIsHeld() {
        stream.claim(FEED, CONTACT);
        stream.claim(order(detection(), Action.QUARANTINE), order(FEED, Action.RETRACT), order(FEED, Action.RESTORE));

        assertThat(detection().status()).isEqualTo(Status.QUARANTINED);
    }

    @Test
    void shouldKeepAPersonsWordOnWhatWasTakenBackForWantOfGrounds() {
        stream.claim(FEED, CONTACT, order(FEED, Action.RETRACT));
        stream.claim(order(detection(), Action.RETRACT), order(FEED, Action.RESTORE));

        assertThat(detection().status()).isEqualTo(Status.RETRACTED);
    }

    private Memory detection() {
        return stream.current().values().stream().filter(memory -> memory.kind() == Kind.DETECTION).findFirst()
                .orElseThrow();
    }

    private Claim order(Memory memory, Action action) {
        return new Instruction(memory.tenant(), memory.subject(), memory.id(), action, null, "because", "alice",
                Given.minute(60), TrustTier.ANALYST, Tlp.GREEN, List.of(evidence()));
    }

    private Claim order(Statement about, Action action) {
        return new Instruction(about.tenant(), about.subject(), about.memory(), action, null, "because", "alice",
                Given.minute(60), TrustTier.ANALYST, Tlp.GREEN, List.of(evidence()));
    }

    private Evidence evidence() {
        return new Evidence("order-" + orders++, "alice", "observations", 0, orders, null, new Extractor("test", 1));
    }
}
