package dev.palimpsest.query.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Role;
import dev.palimpsest.access.Sight;
import dev.palimpsest.index.Memories;
import dev.palimpsest.index.MemoryFilter;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.index.inmemory.InMemoryMemoryIndex;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Tlp;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StillSeenTest {

    private static final String QUESTION = "beacon to the staging server";
    private static final Caller UNCLEARED = new Caller(Memories.TENANT, "junior", Set.of(Role.READER),
            Sight.ALL.with("tlp=amber"));

    private final InMemoryMemoryIndex then = new InMemoryMemoryIndex();
    private final InMemoryMemoryIndex now = new InMemoryMemoryIndex();

    @Test
    void shouldRankASearchOfThePastAsIfWhatIsHiddenTodayHadNeverBeen() {
        Memory worse = Memories.of("host:b", "a beacon was seen").memory();
        List<Memory> hidden = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            hidden.add(Memories.of("host:a" + i, QUESTION + " " + i).memory());
        }
        then.write(List.of(worse));
        List<MemoryReader.Hit> alone = then.search(Memories.TENANT, QUESTION, MemoryFilter.CURRENT, 1);
        then.write(hidden);
        now.write(List.of(worse));
        now.write(hidden.stream().map(StillSeenTest::red).toList());

        List<MemoryReader.Hit> found = Sighted.past(_ -> then, now, UNCLEARED).search(Memories.TENANT, QUESTION,
                MemoryFilter.CURRENT, 1);

        assertThat(alone).hasSize(1);
        assertThat(found).isEqualTo(alone);
    }

    @Test
    void shouldAskWhatIsNearInMeaningOfWhatTheCallerSees() {
        List<MemoryReader> asked = new ArrayList<>();
        MemoryReader _ = Sighted.past(live -> {
            asked.add(live);
            return then;
        }, now, UNCLEARED);
        Memory secret = red(Memories.of("host:a", QUESTION).memory());
        now.write(List.of(secret));

        assertThat(asked.getFirst().search(Memories.TENANT, QUESTION, MemoryFilter.CURRENT, 10)).isEmpty();
        assertThat(now.search(Memories.TENANT, QUESTION, MemoryFilter.CURRENT, 10)).hasSize(1);
    }

    private static Memory red(Memory memory) {
        return new Memory(memory.id(), memory.tenant(), memory.subject(), memory.kind(), memory.identity(),
                memory.version() + 1, memory.status(), memory.content(), memory.valid(), memory.occurrences(),
                memory.confidence(), memory.trust(), Tlp.RED, memory.support(), memory.evidence(),
                memory.derivedFrom(), memory.createdAt(), memory.updatedAt());
    }
}
