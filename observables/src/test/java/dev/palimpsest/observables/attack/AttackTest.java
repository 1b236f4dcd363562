package dev.palimpsest.observables.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class AttackTest {

    @Test
    void shouldKnowTechniquesWithTheirTacticsInOrder() {
        Technique technique = Attack.technique("t1021.002").orElseThrow();

        assertThat(technique.id()).isEqualTo("T1021.002");
        assertThat(technique.tactics()).containsExactly(Tactic.LATERAL_MOVEMENT);
        assertThat(technique.parentId()).contains("T1021");
        assertThat(Attack.fullName(technique)).isEqualTo("Remote Services: SMB/Windows Admin Shares");
        assertThat(Attack.techniques()).hasSizeGreaterThan(800).allSatisfy(each -> {
            assertThat(each.tactics()).isNotEmpty().isSorted();
            assertThat(each.revokedBy().isPresent()).isEqualTo(each.status() == Technique.Status.REVOKED);
        });
    }

    @Test
    void shouldMapRevokedTechniquesToTheirReplacement() {
        assertThat(Attack.technique("T1028")).map(Technique::status).contains(Technique.Status.REVOKED);
        assertThat(Attack.currentTechnique("T1028")).map(Technique::id).contains("T1021.006");
        assertThat(Attack.currentTechnique("T1059")).map(Technique::id).contains("T1059");
        assertThat(Attack.currentTechnique("T9999")).isEmpty();
        assertThat(Attack.techniques()).allSatisfy(each -> assertThat(Attack.currentTechnique(each.id()))
                .map(Technique::status).isPresent().get().isNotEqualTo(Technique.Status.REVOKED));
    }

    @Test
    void shouldKnowTheNumbersOfOtherDomainsAndNoInventedOnes() {
        assertThat(List.of("T1625.001", "T1676", "T0800", "T0895", "T1329")).allMatch(Attack::isTechniqueId);
        assertThat(List.of("T1625.002", "T1479", "T1618", "T0876", "T0896", "T0800.001"))
                .noneMatch(Attack::isTechniqueId);
        assertThat(List.of("TA0012", "TA0039", "TA0111")).allMatch(Attack::isTacticId);
        assertThat(List.of("TA0044", "TA0112")).noneMatch(Attack::isTacticId);
        assertThat(List.of("M0818", "M0954", "M1001", "M1060")).allMatch(Attack::isMitigationId);
        assertThat(List.of("M0914", "M0933", "M0952", "M1008", "M1023", "M1061")).noneMatch(Attack::isMitigationId);
    }

    @Test
    void shouldOrderAndNameTactics() {
        assertThat(Tactic.values()).hasSize(14).startsWith(Tactic.RECONNAISSANCE).endsWith(Tactic.IMPACT);
        assertThat(Tactic.named("lateral-movement")).contains(Tactic.LATERAL_MOVEMENT);
        assertThat(Tactic.named("Command and Control")).contains(Tactic.COMMAND_AND_CONTROL);
        assertThat(Tactic.named("横向移动")).contains(Tactic.LATERAL_MOVEMENT);
        assertThat(Tactic.named("ta0010")).contains(Tactic.EXFILTRATION);
        assertThat(Tactic.named("nothing")).isEmpty();
    }

    @Test
    void shouldLookUpThreatsByIdNameAndAlias() {
        assertThat(Attack.threat("s0154")).map(NamedThreat::name).contains("Cobalt Strike");
        assertThat(ids(Attack.threatsNamed("cobalt strike"))).containsExactly("S0154");
        assertThat(ids(Attack.threatsNamed("COZY-BEAR"))).containsExactly("G0016");
        assertThat(ids(Attack.threatsNamed("Akira"))).containsExactlyInAnyOrder("S1129", "G1024");
        assertThat(ids(Attack.threatsNamed("ping"))).hasSize(1);
        assertThat(Attack.threatsNamed("nobody")).isEmpty();
        assertThat(Attack.threatsNamed("")).isEmpty();
    }

    @Test
    void shouldFindNamesInText() {
        assertThat(found("Looks like Cobalt Strike, or cobaltstrike, or Cobalt-Strike.")).containsExactly(
                "Cobalt Strike=S0154",
                "cobaltstrike=S0154", "Cobalt-Strike=S0154");
        assertThat(found("常见的Cobalt Strike入侵，APT29（Cozy Bear）")).containsExactly("Cobalt Strike=S0154", "APT29=G0016",
                "Cozy Bear=G0016");
        assertThat(found("エモテットEmotet와")).containsExactly("Emotet=S0367");
        assertThat(found("admin@338 and LAPSUS$ use mimikatz")).containsExactly("admin@338=G0018", "LAPSUS$=G1004",
                "mimikatz=S0002");
    }

    @Test
    void shouldKeepTheSpanOfAName() {
        NameMatch match = Attack.namesIn("x Emotet y").getFirst();

        assertThat(match.start()).isEqualTo(2);
        assertThat(match.end()).isEqualTo(8);
        assertThat(match.raw()).isEqualTo("Emotet");
    }

    @Test
    void shouldNotFindNamesInsideWordsOrEverydayWords() {
        assertThat(found("emotets xEmotet cobalt, strike")).isEmpty();
        assertThat(found("ping me at the net, play a page, run cmd.exe; a flame, a spark, chaos")).isEmpty();
        assertThat(found("Flame and Chaos")).containsExactly("Flame=S0143", "Chaos=S0220");
    }

    private static List<String> found(String text) {
        return Attack.namesIn(text).stream().map(match -> match.raw() + "=" + String.join(",", ids(match.threats())))
                .toList();
    }

    private static List<String> ids(List<NamedThreat> threats) {
        return threats.stream().map(NamedThreat::id).toList();
    }
}
