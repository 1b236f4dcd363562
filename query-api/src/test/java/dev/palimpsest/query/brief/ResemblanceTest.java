package dev.palimpsest.query.brief;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResemblanceTest {

    private final Remembered all = new Remembered();

    ResemblanceTest() {
        all.watch("user:alice", "host:app");
    }

    @Test
    void shouldNotSpeakOfMalwareThatSharesTooLittle() {
        seen("T1021.002", "T1047");
        known("malware:sliver", "T1021.002", "T1047");

        assertThat(lead()).noneMatch(line -> line.contains("Sliver"));
    }

    @Test
    void shouldSpeakOfMalwareThatSharesEnoughTechniques() {
        seen("T1021.002", "T1047", "T1003.001", "T1110");
        known("malware:sliver", "T1021.002", "T1047", "T1003.001");

        assertThat(lead()).anyMatch(line -> line.contains(
                "this resembles Sliver by technique only: 3 of the 4 techniques seen are known of it (T1003.001, T1021.002, T1047)"));
    }

    @Test
    void shouldNotSpeakOfMalwareThatSharesASmallPartOfMuch() {
        seen("T1021.002", "T1047", "T1003.001", "T1110", "T1018", "T1082", "T1105");
        known("malware:sliver", "T1021.002", "T1047", "T1003.001");

        assertThat(lead()).noneMatch(line -> line.contains("Sliver"));
    }

    @Test
    void shouldCompareFirstWithWhatTheAskerWorksOn() {
        seen("T1021.002", "T1047", "T1003.001");
        known("malware:sliver", "T1021.002", "T1047", "T1003.001");
        known("malware:brute-ratel-c4", "T1021.002", "T1047", "T1003.001");
        assertThat(lead()).anyMatch(line -> line.contains("resembles Brute Ratel C4"));

        all.habit("user:alice", "malware:sliver");

        assertThat(lead()).anyMatch(line -> line.contains("resembles Sliver by technique only, which you often work on")
                || line.contains("resembles Sliver, which you often work on"));
    }

    @Test
    void shouldCountAPartOfATechniqueAsTheTechnique() {
        seen("T1021.002", "T1047", "T1071");
        known("malware:sliver", "T1021.002", "T1047", "T1071.001");

        assertThat(lead()).anyMatch(line -> line.contains("3 of the 3 techniques"));
    }

    @Test
    void shouldSayWhatBecameOfAnIndicatorSince() {
        Memory indicator = all.indicator("ip:203.0.113.5", "old-feed", "Sliver", "team server");
        all.contact("host:app", indicator, Remembered.seen("11-22 01:00", "11-22 02:00", 9));
        all.with(Status.RETRACTED).indicator("ip:203.0.113.5", "old-feed", "Sliver", "team server");

        String text = BriefingText.plain(all.ask("user:alice", "recent"));

        assertThat(text).contains("team server (old-feed, confidence 80%, score 0, since retracted)");
    }

    private void seen(String... techniques) {
        for (String technique : techniques) {
            all.detection(technique, "host:app", "host:app", "Rule", Remembered.seen("11-22 01:00", "11-22 01:00", 1));
        }
    }

    private void known(String malware, String... techniques) {
        List.of(techniques).forEach(technique -> all.uses(malware, technique));
    }

    private List<String> lead() {
        return all.ask("user:alice", "recent").sections().getFirst().groups().getFirst().lines().stream()
                .map(Briefing.Line::text).toList();
    }
}
