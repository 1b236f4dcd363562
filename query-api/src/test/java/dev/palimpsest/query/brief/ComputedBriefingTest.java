package dev.palimpsest.query.brief;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.observables.ObservableType;
import dev.palimpsest.observables.Observables;
import dev.palimpsest.observables.attack.Attack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing in an answer comes from anywhere but memory. */
class ComputedBriefingTest {

    private static final Set<ObservableType> OF_A_CASE = Set.of(ObservableType.IPV4, ObservableType.IPV6,
            ObservableType.ATTACK_TECHNIQUE, ObservableType.URL, ObservableType.EMAIL);

    @Test
    void shouldTellAnotherServerTechniqueAndMalwareWhenMemoryDoes() {
        String text = BriefingText.plain(Plot.OTHER.remembered().ask("user:alice", "帮我看看最近的可疑活动。"));

        assertThat(text).contains("10.55.3.9（erp-db2）对 dc01、fs02 有横向移动行为（T1021.006、T1569.002）")
                .contains("与 Sliver 相似（你常处理的类型）", "198[.]51[.]100[.]23")
                .doesNotContain("10.120.8.21", "srv-app01", "Cobalt Strike", "203[.]0[.]113[.]77");
    }

    @Test
    void shouldLeaveOutWhatMemoryNoLongerSays() {
        Remembered all = new Remembered();
        all.watch("user:alice", "ip:10.1.2.3");
        all.detection("T1021.002", "ip:10.1.2.3", "host:dc01", "Remote share",
                Remembered.seen("11-22 01:10", "11-22 01:10", 1));

        String text = BriefingText.plain(all.ask("user:alice", "recent activity"));

        assertThat(text).contains("Lateral Movement from 10.1.2.3 to dc01").doesNotContain("resembles", "may be");
    }

    @Test
    void shouldHaveNoCaseInItsTemplatesOrCode() throws IOException {
        assertThat(files()).hasSizeGreaterThan(20);
        assertThat(Attack.namesIn("resembles Cobalt Strike")).isNotEmpty();
        for (Path file : files()) {
            String text = Files.readString(file);
            assertThat(Observables.find(text)).as("indicators in %s", file)
                    .noneMatch(found -> OF_A_CASE.contains(found.type()));
            assertThat(Attack.namesIn(text)).as("names of threats in %s", file).isEmpty();
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of("src/main"))) {
            return all.filter(path -> path.toString().contains("brief") && Files.isRegularFile(path)).toList();
        }
    }
}
