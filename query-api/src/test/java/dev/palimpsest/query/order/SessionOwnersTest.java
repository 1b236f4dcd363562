package dev.palimpsest.query.order;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.access.Role;
import dev.palimpsest.access.Sight;
import dev.palimpsest.index.IndexUnavailable;
import dev.palimpsest.index.Memories;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.index.inmemory.InMemoryMemoryIndex;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SessionOwnersTest {

    private static final Subject ALICE = Subject.parse("user:alice");
    private static final Subject BOB = Subject.parse("user:bob");
    private static final Subject RUN = Subject.parse("run:incident-7");

    private final InMemoryMemoryIndex index = new InMemoryMemoryIndex();
    private final SessionOwners sessions = new SessionOwners(index);

    @Test
    void shouldKeepASessionToWhoSpokeInItFirst() {
        index.write(List.of(turn(BOB, Status.CURRENT)));

        assertRefused(ALICE);
        assertLetIn(BOB);
        assertRefused(ALICE);
    }

    @Test
    void shouldKeepASessionBeforeItsFirstWordsCanBeSearched() {
        assertLetIn(BOB);

        assertRefused(ALICE);
        assertLetIn(BOB);
    }

    @Test
    void shouldKeepASessionWhoseMemoriesHaveEnded() {
        index.write(List.of(turn(BOB, Status.EXPIRED)));

        assertRefused(ALICE);
    }

    @Test
    void shouldNotTakeATryForASession() {
        index.write(List.of(turn(BOB, Status.CURRENT)));
        assertRefused(ALICE);

        assertLetIn(BOB);
    }

    @Test
    void shouldTakeNothingForGrantedWhileTheIndexDoesNotAnswer() {
        index.write(List.of(turn(BOB, Status.CURRENT)));
        AtomicBoolean down = new AtomicBoolean(true);
        SessionOwners careful = new SessionOwners((MemoryReader) Proxy.newProxyInstance(
                MemoryReader.class.getClassLoader(), new Class<?>[]{MemoryReader.class}, (_, method, arguments) -> {
                    if (down.get()) {
                        throw new IndexUnavailable("down", new IOException("down"));
                    }
                    return method.invoke(index, arguments);
                }));

        assertThatThrownBy(() -> careful.require(caller(ALICE), RUN, List.of(ALICE)))
                .isInstanceOf(IndexUnavailable.class);
        assertThatThrownBy(() -> careful.require(caller(ALICE), RUN, List.of(ALICE)))
                .isInstanceOf(IndexUnavailable.class);
        down.set(false);
        assertThatThrownBy(() -> careful.require(caller(ALICE), RUN, List.of(ALICE))).isInstanceOf(Refusal.class);
    }

    @Test
    void shouldLeaveASessionToWhoBeganItWhileSomebodyElseLooked() {
        AtomicReference<SessionOwners> itself = new AtomicReference<>();
        SessionOwners careful = new SessionOwners((MemoryReader) Proxy.newProxyInstance(
                MemoryReader.class.getClassLoader(), new Class<?>[]{MemoryReader.class}, (_, method, arguments) -> {
                    Objects.requireNonNull(itself.get()).require(caller(), RUN, List.of(BOB));
                    return method.invoke(index, arguments);
                }));
        itself.set(careful);

        assertThatThrownBy(() -> careful.require(caller(ALICE), RUN, List.of(ALICE))).isInstanceOf(Refusal.class);
    }

    @Test
    void shouldLetInWhomSomebodyGrantedEverybodyBroughtIn() {
        index.write(List.of(turn(BOB, Status.CURRENT), turn(ALICE, Status.CURRENT)));

        assertLetIn(ALICE);
        assertLetIn(BOB);
    }

    @Test
    void shouldAskNothingOfWhoIsGrantedEverybodyOrTheSession() {
        index.write(List.of(turn(BOB, Status.CURRENT)));

        assertThatCode(() -> sessions.require(caller(), RUN, List.of(ALICE))).doesNotThrowAnyException();
        assertThatCode(() -> sessions.require(caller(ALICE, RUN), RUN, List.of(ALICE))).doesNotThrowAnyException();
        assertThatCode(() -> sessions.require(caller(ALICE), null, List.of(ALICE))).doesNotThrowAnyException();
    }

    private void assertLetIn(Subject who) {
        assertThatCode(() -> sessions.require(caller(who), RUN, List.of(who))).doesNotThrowAnyException();
    }

    private void assertRefused(Subject who) {
        assertThatThrownBy(() -> sessions.require(caller(who), RUN, List.of(who))).isInstanceOf(Refusal.class)
                .hasMessage("this key is not granted run:incident-7");
    }

    private static Memory turn(Subject who, Status status) {
        return Memories.of(Memories.TENANT, Kind.EPISODIC, who.toString(), "said by " + who)
                .content(Content.Plain.of("said by " + who).withEntities(List.of(RUN))).status(status).memory();
    }

    private static Caller caller(Subject... persons) {
        return new Caller(Memories.TENANT, "bot", Set.of(Role.WRITER),
                new Sight(Sight.ALL.tlp(), Sight.ALL.pap(), Set.of(persons)));
    }
}
