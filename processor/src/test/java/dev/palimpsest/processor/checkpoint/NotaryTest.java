package dev.palimpsest.processor.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.proof.CheckpointAudit;
import dev.palimpsest.memory.proof.KeySuccession;
import dev.palimpsest.memory.proof.Link;
import dev.palimpsest.memory.proof.Link.State;
import dev.palimpsest.memory.proof.PartitionAudit;
import dev.palimpsest.memory.proof.SignedCheckpoint;
import dev.palimpsest.schemas.codec.ProofLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is signed continues what was signed, whatever happens in between. The topic is a list here, the disk is real. */
class NotaryTest {

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    @TempDir
    Path folder;

    private final List<SignedCheckpoint> topic = new ArrayList<>();
    private final List<Link> log = new ArrayList<>(links(40, "genuine"));

    /** A stop at any moment: the process is gone, and so is what it had not written. */
    private static final class Killed extends IllegalStateException {
        Killed() {
            super("killed");
        }
    }

    @Test
    void shouldSignOnlyWhereSomethingWasLogged() {
        try (Session session = new Session()) {
            session.sign();
            session.take(0, 10);
            session.sign();
            session.sign();
            session.take(10, 11);
            session.sign();
        }

        assertThat(topic).extracting(checkpoint -> checkpoint.body().count()).containsExactly(10L, 11L);
        assertSound();
    }

    /** Each run is killed before or after the topic has it, or with half a line in the witness file. */
    @Test
    void shouldGoOnAfterAKillAtAnyMomentWithoutForking() throws IOException {
        Random random = new Random(1);
        for (int end = 1; end <= log.size(); end++) {
            int moment = random.nextInt(4);
            try (Session session = new Session()) {
                session.take(session.from(), end);
                session.publish = switch (moment) {
                    case 0 -> _ -> {
                        throw new Killed();
                    };
                    case 1 -> signed -> {
                        topic.addAll(signed);
                        throw new Killed();
                    };
                    default -> topic::addAll;
                };
                session.sign();
            } catch (Killed e) {
                // the next session finds what this one left
            }
            if (moment == 3) {
                Files.writeString(witness(), "{\"type\":\"checkpo", StandardOpenOption.APPEND);
            }
        }
        try (Session session = new Session()) {
            session.take(session.from(), log.size());
            session.sign();
        }

        assertThat(topic).hasSizeGreaterThan(20);
        assertThat(topic.getLast().body().count()).isEqualTo(log.size());
        assertSound();
        assertThat(witnessed().getLast().body()).isEqualTo(topic.getLast().body());
    }

    @Test
    void shouldSignNoMoreOnceTheLogContradictsTheLastCheckpoint() {
        sign(10);
        log.clear();
        log.addAll(links(40, "rewritten"));

        assertStops("is not the one that the last checkpoint vouches for");
    }

    @Test
    void shouldSignNoMoreOnceTheLogIsShorterThanTheLastCheckpoint() {
        sign(10);
        log.subList(5, log.size()).clear();

        assertStops("the log ends before");
    }

    @Test
    void shouldSignNoMoreWhereTheChainBreaks() {
        sign(10);
        log.remove(20);

        assertStops("does not follow the record before it");
    }

    @Test
    void shouldSignNoMoreAfterARecordThatIsNotWhatItsHashSays() {
        sign(10);
        log.set(20, Link.unreadable(log.get(20).offset()));

        assertStops("is not what its hash says");
    }

    @Test
    void shouldSignNoMoreWhereTheTopicLostACheckpointThatTheWitnessHas() {
        sign(10);
        sign(20);
        topic.removeLast();

        assertStops("checkpoints are gone");
    }

    @Test
    void shouldSignNoMoreWithAKeyThatTheLastOneDidNotIntroduce() throws IOException {
        sign(10);
        Files.delete(key());
        SigningKey.at(key(), Instant.parse("2026-03-01T08:00:00Z"));

        assertStops("is not among those of the key file");
    }

    @Test
    void shouldMakeNoOtherKeyWhereTheKeyIsGone() throws IOException {
        sign(10);
        Files.delete(key());

        assertStops("the checkpoint key is gone");
        assertThat(key()).doesNotExist();
    }

    @Test
    void shouldFollowFromTheFirstKeyToTheLast() {
        KeySuccession first = sign(10).keys();
        SigningKey.rotate(key(), NOW);
        sign(20);
        SigningKey.rotate(key(), NOW);
        SigningKey.rotate(key(), NOW);
        sign(20); // nothing new but the key

        assertThat(topic).hasSize(3);
        assertThat(topic.getLast().keys().statements()).hasSize(4);
        assertThat(topic.getLast().keys().continues(first)).isTrue();
        assertSound();
        assertThat(witnessed()).extracting(SignedCheckpoint::body)
                .isEqualTo(topic.stream().map(SignedCheckpoint::body).toList());
    }

    @Test
    void shouldGiveTheKeyToItsOwnerAlone() throws IOException {
        SigningKey made = SigningKey.at(key(), NOW);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key()))).isEqualTo("rw-------");
        assertThat(Files.readString(key())).startsWith("-----BEGIN PRIVATE KEY-----\n");
        assertThat(SigningKey.at(key(), NOW).id()).isEqualTo(made.id());
        SigningKey.rotate(key(), NOW);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key()))).isEqualTo("rw-------");
        assertThat(SigningKey.at(key(), NOW).id()).isNotEqualTo(made.id());
    }

    @Test
    void shouldRefuseAKeyFileWhoseStatementsDoNotLeadToTheKey() throws IOException {
        SigningKey.at(key(), NOW);
        Path other = folder.resolve("other.pem");
        SigningKey.at(other, NOW);
        String mine = Files.readString(key());
        String theirs = Files.readString(other);
        Files.writeString(key(), mine.substring(0, mine.indexOf("{")) + theirs.substring(theirs.indexOf("{")));

        assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.at(key(), NOW))
                .withMessageContaining("not the last that its statements introduce");
    }

    @Test
    void shouldRefuseAWitnessFileThatIsNone() throws IOException {
        Files.writeString(witness(), "something else\n");

        assertThatIllegalArgumentException().isThrownBy(() -> WitnessFile.open(witness()))
                .withMessageContaining("not a file of checkpoints");
    }

    @Test
    void shouldKeepTheWitnessFromWhatCouldNotBePublished() {
        try (Session session = new Session()) {
            session.take(0, 10);
            session.publish = _ -> {
                throw new Killed();
            };
            assertThatIllegalStateException().isThrownBy(session::sign);
        }

        assertThat(witnessed()).isEmpty();
    }

    private SignedCheckpoint sign(int end) {
        try (Session session = new Session()) {
            session.take(session.from(), end);
            session.sign();
        }
        return topic.getLast();
    }

    private void assertStops(String why) {
        int before = topic.size();
        try (Session session = new Session()) {
            session.take(session.from(), log.size());
            session.sign();
            session.sign();
            assertThat(session.notary.problems()).singleElement().asString().contains(why);
        }
        assertThat(topic).hasSize(before);
    }

    /** One history, signed, that agrees with the log. */
    private void assertSound() {
        CheckpointAudit audit = new CheckpointAudit();
        topic.forEach(audit::take);
        witnessed().forEach(audit::witness);
        assertThat(audit.damages()).isEmpty();
        PartitionAudit partition = new PartitionAudit(0, audit.sound(0));
        log.forEach(partition::take);
        assertThat(partition.contradiction()).isEmpty();
        assertThat(partition.attested()).isEqualTo(topic.getLast().body().count());
    }

    private List<SignedCheckpoint> witnessed() {
        try {
            ProofLines.Reader lines = new ProofLines.Reader();
            List<SignedCheckpoint> all = new ArrayList<>();
            Files.readAllLines(witness()).forEach(line -> all.addAll(lines.read(line)));
            return all;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path key() {
        return folder.resolve("key.pem");
    }

    private Path witness() {
        return folder.resolve("witness.jsonl");
    }

    /** One run of a process. */
    private final class Session implements AutoCloseable {

        private final WitnessFile file = WitnessFile.open(witness());
        private final Notary notary = new Notary(key(), file);
        private final long begin;
        private Consumer<List<SignedCheckpoint>> publish = topic::addAll;

        Session() {
            begin = notary.begin(0, topic.isEmpty() ? Optional.empty() : Optional.of(topic.getLast()),
                    log.getLast().offset() + 1);
        }

        int from() {
            return (int) log.stream().filter(link -> link.offset() < begin).count();
        }

        void take(int from, int to) {
            log.subList(from, Math.max(from, to)).forEach(link -> notary.take(0, link));
        }

        void sign() {
            notary.sign(NOW, publish);
        }

        @Override
        public void close() {
            file.close();
        }
    }

    private static List<Link> links(int count, String what) {
        List<Link> links = new ArrayList<>();
        Hash previous = Hash.NONE;
        for (int i = 0; i < count; i++) {
            Hash hash = Hash.of(previous.hex() + what + i);
            links.add(new Link(3L * i + 2, State.SOUND, previous, hash, hash, null));
            previous = hash;
        }
        return links;
    }
}
