package dev.palimpsest.query.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.proof.Checkpoint;
import dev.palimpsest.memory.proof.CheckpointAudit;
import dev.palimpsest.memory.proof.Damage;
import dev.palimpsest.memory.proof.Damage.Kind;
import dev.palimpsest.memory.proof.KeyStatement;
import dev.palimpsest.memory.proof.KeySuccession;
import dev.palimpsest.memory.proof.SignedCheckpoint;
import dev.palimpsest.schemas.codec.ProofLines;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is wrong with checkpoints themselves, whatever the log says. */
class CheckpointAuditTest {

    private final Signatory signatory = new Signatory();
    private final List<LogRecord> records = SharedLog.records(12, 1);
    private final List<SignedCheckpoint> genuine = signatory.checkpoints(0, records, List.of(3, 6, 12));

    @Test
    void shouldFindNothingWrongWithWhatIsGenuineOrThereTwice() {
        List<SignedCheckpoint> twice = new ArrayList<>(genuine);
        twice.add(2, genuine.get(1));

        assertThat(audit(genuine)).isEmpty();
        assertThat(audit(twice)).isEmpty();
    }

    @Test
    void shouldFindACheckpointThatIsGone() {
        assertThat(audit(List.of(genuine.get(0), genuine.get(2)))).singleElement()
                .satisfies(damage -> assertThat(damage.toString()).startsWith("checkpoint at record 0@23")
                        .contains("is gone"));
        assertThat(audit(genuine.subList(1, 3))).hasSize(1);
    }

    @Test
    void shouldFindTwoCheckpointsAfterTheSameOne() {
        SignedCheckpoint other = signatory.sign(
                with(genuine.get(1).body(), Hash.of("another history"), genuine.get(0).body().hash()), List.of());

        assertThat(audit(List.of(genuine.get(0), genuine.get(1), other))).extracting(Damage::kind)
                .containsOnly(Kind.FORKED);
    }

    @Test
    void shouldFindAnyFieldThatWasChangedAfterSigning() {
        Checkpoint body = genuine.getFirst().body();
        Stream.of(new Checkpoint(0, 4, 3, body.head(), body.root(), body.previous(), body.at(), body.keyId()),
                new Checkpoint(0, 5, 4, body.head(), body.root(), body.previous(), body.at(), body.keyId()),
                new Checkpoint(0, 5, 3, Hash.NONE, body.root(), body.previous(), body.at(), body.keyId()),
                with(body, Hash.NONE, body.previous()),
                new Checkpoint(0, 5, 3, body.head(), body.root(), body.previous(), body.at().plusSeconds(1),
                        body.keyId()),
                new Checkpoint(1, 5, 3, body.head(), body.root(), body.previous(), body.at(), body.keyId()))
                .forEach(changed -> assertThat(audit(List.of(new SignedCheckpoint(changed,
                        genuine.getFirst().signature(), genuine.getFirst().keys(), List.of())))).singleElement()
                        .satisfies(damage -> assertThat(damage.detail()).contains("signature")));
    }

    @Test
    void shouldFindAFrontierThatDoesNotGiveTheRoot() {
        SignedCheckpoint first = genuine.getFirst();

        assertThat(audit(List.of(new SignedCheckpoint(first.body(), first.signature(), first.keys(),
                List.of(Hash.NONE, Hash.NONE))))).singleElement()
                .satisfies(damage -> assertThat(damage.detail()).contains("frontier"));
    }

    @Test
    void shouldFollowKeysThatWereIntroducedAndNoOthers() {
        KeySuccession before = signatory.keys();
        signatory.rotate();
        SignedCheckpoint byNext = next();
        SignedCheckpoint byStranger = new SignedCheckpoint(byNext.body(), byNext.signature(),
                new Signatory().keys(), List.of());
        SignedCheckpoint byUnknown = new SignedCheckpoint(byNext.body(), byNext.signature(), before, List.of());

        assertThat(audit(plus(byNext))).isEmpty();
        assertThat(audit(plus(byStranger))).isNotEmpty();
        assertThat(audit(plus(byUnknown))).isNotEmpty();
    }

    @Test
    void shouldRefuseAKeyThatIntroducesItselfInTheNameOfAnother() {
        KeyStatement first = signatory.keys().statements().getFirst();
        Signatory thief = new Signatory();
        KeyStatement own = thief.keys().statements().getFirst();
        KeySuccession forged = signatory.keys()
                .plus(new KeyStatement(own.publicKey(), own.at(), first.keyId(), own.signature()));
        Checkpoint last = genuine.getLast().body();
        Checkpoint body = new Checkpoint(0, last.offset(), last.count(), last.head(), last.root(), last.hash(),
                last.at(), own.keyId());

        assertThat(audit(plus(new SignedCheckpoint(body, thief.sign(body, List.of()).signature(), forged, List.of()))))
                .singleElement().satisfies(damage -> assertThat(damage.detail()).contains("not introduced"));
    }

    @Test
    void shouldRefuseAKeyOnceItWasReplaced() {
        SignedCheckpoint byOld = next();
        signatory.rotate();
        SignedCheckpoint byNew = next();
        SignedCheckpoint late = new SignedCheckpoint(byOld.body(), byOld.signature(), byNew.keys(), List.of());

        assertThat(audit(Stream.concat(plus(byNew).stream(), Stream.of(late)).toList())).extracting(Damage::detail)
                .anySatisfy(detail -> assertThat(detail).contains("replaced"));
    }

    @Test
    void shouldHearAWitnessWhoSawSomethingElse() {
        SignedCheckpoint other = signatory.sign(
                with(genuine.get(1).body(), Hash.of("another history"), genuine.get(0).body().hash()), List.of());

        assertThat(audit(genuine, genuine)).isEmpty();
        assertThat(audit(genuine.subList(0, 2), genuine)).singleElement()
                .satisfies(damage -> assertThat(damage.detail()).contains("that the log has not"));
        assertThat(audit(genuine, List.of(other))).singleElement()
                .satisfies(damage -> assertThat(damage.detail()).contains("says otherwise"));
    }

    @Test
    void shouldBlameTheWitnessForWhatWasChangedInItsCopyAndNeitherForStrangeKeys() {
        SignedCheckpoint first = genuine.getFirst();
        SignedCheckpoint doctored = new SignedCheckpoint(with(first.body(), Hash.NONE, first.body().previous()),
                first.signature(), first.keys(), List.of());
        SignedCheckpoint strange = new Signatory().sign(first.body(), List.of());

        assertThat(audit(genuine, List.of(doctored))).singleElement().asString()
                .startsWith("the witness's checkpoint at record 0@").contains("the witness's copy was changed");
        assertThat(audit(genuine, List.of(strange))).singleElement().asString()
                .startsWith("the witness's checkpoint at record 0@").contains("either was put in another's place");
    }

    @Test
    void shouldReadAWitnessFileAndNameTheLineThatIsNone() {
        String file = Stream.concat(signatory.keys().statements().stream().map(ProofLines::of),
                genuine.stream().map(ProofLines::of)).collect(Collectors.joining("\n"));

        assertThat(Checkpoints.witness(file + "\n")).extracting(SignedCheckpoint::body)
                .isEqualTo(genuine.stream().map(SignedCheckpoint::body).toList());
        assertThatIllegalArgumentException().isThrownBy(() -> Checkpoints.witness(file + "\n{}"))
                .withMessageStartingWith("line 5 of the witness file");
    }

    @Test
    void shouldRefuseAWitnessFileThatWasCut() {
        String file = Stream.concat(signatory.keys().statements().stream().map(ProofLines::of),
                genuine.stream().map(ProofLines::of)).collect(Collectors.joining("\n"));

        assertThatIllegalArgumentException().isThrownBy(() -> Checkpoints.witness(file))
                .withMessageStartingWith("line 4 of the witness file does not end");
    }

    @Test
    void shouldSayHowFarAWitnessSpeaks() {
        assertThat(reach(genuine)).isEqualTo("the witness ends at " + genuine.get(2).body().place() + " of "
                + genuine.get(2).body().at() + ", 0 checkpoints are later than it");
        assertThat(reach(genuine.subList(0, 2))).endsWith("1 checkpoint is later than it");
        assertThat(reach(List.of(genuine.get(2)))).endsWith("it lacks 2 in between");
        assertThat(reach(List.of())).isEqualTo("the witness has no checkpoint of partition 0, which has 3");
        assertThat(audit(genuine, List.of(genuine.get(2)))).isEmpty();
    }

    @Test
    void shouldNameTheKeysThatSignedLast() {
        signatory.rotate();
        CheckpointAudit audit = new CheckpointAudit();
        plus(next()).forEach(audit::take);

        assertThat(audit.lastSigners()).containsExactly(signatory.keys().statements().getLast().keyId());
    }

    private String reach(List<SignedCheckpoint> witness) {
        CheckpointAudit audit = new CheckpointAudit();
        genuine.forEach(audit::take);
        witness.forEach(audit::witness);
        return audit.witnessReach().getFirst().sentence();
    }

    /** The one after the last genuine checkpoint, by the key there is now. */
    private SignedCheckpoint next() {
        Checkpoint last = genuine.getLast().body();
        return signatory.sign(new Checkpoint(0, last.offset(), last.count(), last.head(), last.root(), last.hash(),
                last.at().plusSeconds(60), signatory.keys().statements().getLast().keyId()), List.of());
    }

    private List<SignedCheckpoint> plus(SignedCheckpoint one) {
        return Stream.concat(genuine.stream(), Stream.of(one)).toList();
    }

    private static Checkpoint with(Checkpoint body, Hash root, Hash previous) {
        return new Checkpoint(body.partition(), body.offset(), body.count(), body.head(), root, previous, body.at(),
                body.keyId());
    }

    private static List<Damage> audit(List<SignedCheckpoint> topic) {
        return audit(topic, List.of());
    }

    private static List<Damage> audit(List<SignedCheckpoint> topic, List<SignedCheckpoint> witness) {
        CheckpointAudit audit = new CheckpointAudit();
        topic.forEach(audit::take);
        witness.forEach(audit::witness);
        return audit.damages();
    }
}
