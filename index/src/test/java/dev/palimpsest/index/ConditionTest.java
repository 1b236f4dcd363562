package dev.palimpsest.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Subject;

class ConditionTest {

    @Test
    void shouldNameTheOwnersOfWhateverPasses() {
        RandomConditions random = new RandomConditions(3);
        List<Memory> memories = random.memories(100);
        List<Condition> conditions = Stream.generate(random::condition).limit(5_000).toList();

        assertThat(conditions).anyMatch(condition -> condition.owners().isPresent());
        assertThat(conditions).allSatisfy(condition -> condition.owners().ifPresent(owners -> assertThat(memories)
                .filteredOn(condition::holds)
                .noneMatch(memory -> Collections.disjoint(owners, Labels.owners(memory)))));
    }

    @Test
    void shouldNameNobodyWhereSomebodyElsesMayPass() {
        Subject alice = new Subject("user", "alice");
        Condition hers = new Condition.Owned(Set.of(alice));

        assertThat(Condition.all(List.of(new Condition.InSomeCategory(), hers)).owners()).contains(Set.of(alice));
        assertThat(new Condition.Any(List.of(hers, new Condition.InSomeCategory())).owners()).isEmpty();
        assertThat(new Condition.Not(hers).owners()).isEmpty();
        assertThat(Condition.always().owners()).isEmpty();
    }
}
