package dev.palimpsest.query.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.index.MemoryFilter;
import dev.palimpsest.index.inmemory.InMemoryMemoryIndex;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.query.audit.SampleLog;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Twelve people who know some of four others. */
class ConnectionsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T15:00:00Z");
    private static final Subject START = Subject.parse("user:u1");

    private final InMemoryMemoryIndex index = new InMemoryMemoryIndex();

    @BeforeEach
    void fill() {
        index.write(SampleLog.random(3, 600).heads());
    }

    @Test
    void shouldTellTheRelationsOfASubject() {
        List<Memory> own = index.list(SampleLog.ACME, MemoryFilter.CURRENT.withKinds(Kind.RELATION)
                .withSubjects(Set.of(START)), 100, null).memories();

        Connections found = connections(1, 100);

        assertThat(found.edges()).extracting(Connections.Edge::memory).containsExactlyInAnyOrderElementsOf(own);
        assertThat(found.subjects()).containsEntry(START, 0).hasSize(own.size() + 1);
        assertThat(found.cut()).isFalse();
    }

    @Test
    void shouldGoFurtherStepByStep() {
        Connections found = connections(3, 1_000);

        assertThat(found.subjects().values()).containsOnly(0, 1, 2, 3);
        assertThat(found.edges()).allSatisfy(edge -> assertThat(found.subjects()).containsKeys(edge.source(),
                edge.target()));
        assertThat(found.edges()).extracting(edge -> edge.memory().id()).doesNotHaveDuplicates();
    }

    @Test
    void shouldSayWhereThereIsMoreThanWasAskedFor() {
        Connections found = connections(3, 3);

        assertThat(found.edges()).hasSize(3);
        assertThat(found.cut()).isTrue();
    }

    private Connections connections(int depth, int max) {
        return Connections.of(index, SampleLog.ACME, START, depth, max, NOW);
    }
}
