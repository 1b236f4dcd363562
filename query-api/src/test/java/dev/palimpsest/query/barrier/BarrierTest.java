package dev.palimpsest.query.barrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.observation.ObservationId;
import dev.palimpsest.schemas.ObservationLog.Written;
import dev.palimpsest.schemas.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is told to be searchable is, whatever happens between two looks and within one. */
class BarrierTest {

    private static final int SEEDS = 2_000;
    private static final int ROUNDS = 40;
    private static final ObservationId ID = ObservationId.of(new TenantId("acme"), "test", "any");

    @Test
    void shouldCallNothingSearchableThatIsNotAndEverythingInTheEnd() {
        for (int seed = 0; seed < SEEDS; seed++) {
            ModelPipeline pipeline = new ModelPipeline(seed);
            Map<Integer, Waiter> waiting = new LinkedHashMap<>();
            for (int round = 0; round < ROUNDS; round++) {
                int observation = pipeline.write();
                waiting.put(observation, new Waiter(List.of(new Written(ID, 0, observation))));
                pipeline.run(5);
                look(pipeline, waiting, seed);
            }
            pipeline.finish();
            look(pipeline, waiting, seed);
            assertThat(waiting).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void shouldReachNoFurtherThanSearchesSeeAndAllTheWayInTheEnd() {
        for (int seed = 0; seed < SEEDS; seed++) {
            ModelPipeline pipeline = new ModelPipeline(seed);
            Reach reach = new Reach(pipeline, pipeline::refresh);
            List<Long> before = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                pipeline.write();
                pipeline.run(8);
                pipeline.settledEnds(Topic.MEMORY_LOG).values().forEach(before::add);
                reach.look(round);
                assertThat(pipeline.isVisible(reach.positions().getOrDefault(0, 0L))).as("seed %d", seed).isTrue();
                for (int time = 0; time <= round; time++) {
                    assertThat(!reach.covers(time) || pipeline.isVisible(before.get(time))).as("seed %d", seed)
                            .isTrue();
                }
            }
            pipeline.finish();
            reach.look(ROUNDS);
            reach.look(ROUNDS + 1);
            assertThat(reach.covers(ROUNDS)).as("seed %d", seed).isTrue();
        }
    }

    @Test
    void shouldNotTakeAnIndexThatWasLostForTheOneThatWasThere() {
        for (int seed = 0; seed < SEEDS; seed++) {
            ModelPipeline pipeline = new ModelPipeline(seed);
            Reach reach = new Reach(pipeline, pipeline::refresh);
            IntStream.range(0, ROUNDS).forEach(_ -> pipeline.write());
            pipeline.finish();
            reach.look(0);
            reach.look(1);
            assertThat(reach.covers(1)).isTrue();
            long whole = reach.positions().getOrDefault(0, 0L);

            pipeline.loseIndex();
            for (int time = 2; time < ROUNDS; time++) {
                reach.look(time);
                assertThat(!reach.covers(time) || pipeline.isVisible(whole)).as("seed %d", seed).isTrue();
                pipeline.run(2);
            }
            pipeline.finish();
            reach.look(ROUNDS);
            reach.look(ROUNDS + 1);
            assertThat(reach.covers(ROUNDS)).as("seed %d", seed).isTrue();
            assertThat(reach.positions()).as("seed %d", seed).containsEntry(0, whole);
        }
    }

    private static void look(ModelPipeline pipeline, Map<Integer, Waiter> waiting, int seed) {
        Look look = new Look(pipeline);
        waiting.values().forEach(waiter -> waiter.advance(look));
        List<Integer> through = waiting.entrySet().stream().filter(each -> each.getValue().isThrough())
                .map(Map.Entry::getKey).toList();
        assertThat(through).as("seed %d", seed).allMatch(pipeline::isIndexed);
        waiting.keySet().removeAll(through);
    }
}
