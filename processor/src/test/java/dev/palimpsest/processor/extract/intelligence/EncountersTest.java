package dev.palimpsest.processor.extract.intelligence;

import static dev.palimpsest.processor.extract.Observations.AT;
import static dev.palimpsest.processor.extract.Observations.TENANT;
import static dev.palimpsest.processor.extract.Observations.event;
import static dev.palimpsest.processor.extract.Observations.indicator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Content.Plain;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.Support;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.processor.extract.event.EventClaims;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EncountersTest {

    private static final Memory LISTED = memory(
            (Statement) IntelligenceClaims.of(indicator("indicator.type", "ipv4", "indicator.value", "203.0.113.77",
                    "malware", "Cobalt Strike", "labels", "c2", "confidence", "90", "tlp", "amber")).getFirst(),
            Occurrences.once(AT));

    @Test
    void shouldConcludeContactFromIndicatorAndSighting() {
        Memory sighting = contact(Occurrences.once(AT));
        Statement claim = Encounters.of(LISTED, sighting).orElseThrow();
        assertThat(claim.kind()).isEqualTo(Kind.DETECTION);
        assertThat(claim.subject()).isEqualTo(Subject.parse("ip:10.120.8.21"));
        assertThat(claim.identity().key()).isEqualTo("T1071|ip:203.0.113.77|2026-03-04");
        assertThat(plain(claim).text()).isEqualTo("Contact with a known Cobalt Strike address 203.0.113.77 from "
                + "10.120.8.21 (T1071 Application Layer Protocol; listed by feed-a)");
        assertThat(claim.derivedFrom()).containsExactly(LISTED.ref(), sighting.ref());
        assertThat(plain(claim).entities()).contains(Subject.parse("ip:203.0.113.77"),
                Subject.parse("malware:cobalt-strike"), Subject.parse("host:ws6"));
        assertThat(plain(claim).all("threat.software.name")).containsExactly("Cobalt Strike");
        assertThat(plain(claim).first("threat.indicator.source")).hasValue("feed-a");
        assertThat(plain(claim).categories()).containsExactly("command-and-control");
        assertThat(claim.trust()).isEqualTo(TrustTier.SENSOR_STRUCTURED);
        assertThat(claim.marking()).isEqualTo(Tlp.AMBER);
        assertThat(claim.evidence()).containsAll(LISTED.evidence()).containsAll(sighting.evidence());
    }

    @Test
    void shouldCallRepeatedContactBeaconing() {
        Statement claim = Encounters.of(LISTED, contact(new Occurrences(AT, AT.plus(Duration.ofMinutes(10)), 4)))
                .orElseThrow();
        assertThat(plain(claim).first("rule.name").orElseThrow()).contains("beaconing");
        assertThat(claim.occurrences().count()).isEqualTo(4);
        Statement burst = Encounters.of(LISTED, contact(new Occurrences(AT, AT.plusSeconds(30), 40))).orElseThrow();
        assertThat(plain(burst).first("rule.name").orElseThrow()).doesNotContain("beaconing");
    }

    @Test
    void shouldCountOnlyTheNews() {
        Memory sighting = contact(new Occurrences(AT, AT.plusSeconds(5000), 9));
        Statement claim = Encounters.of(LISTED, sighting, Occurrences.once(AT.plusSeconds(5000))).orElseThrow();
        assertThat(claim.occurrences().count()).isEqualTo(1);
    }

    @Test
    void shouldNotConcludeAfterTheIndicatorEnded() {
        Memory ended = memory((Statement) IntelligenceClaims.of(indicator("indicator.type", "ipv4",
                "indicator.value", "203.0.113.77", "valid_from", "2020-01-01T00:00:00Z", "valid_until",
                "2021-01-01T00:00:00Z")).getFirst(), Occurrences.once(AT));
        assertThat(Encounters.of(ended, contact(Occurrences.once(AT)))).isEmpty();
    }

    @Test
    void shouldNotConcludeAcrossTenantsStatesOrSubjects() {
        Memory sighting = contact(Occurrences.once(AT));
        assertThat(Encounters.of(with(LISTED, new TenantId("other"), Status.CURRENT), sighting)).isEmpty();
        assertThat(Encounters.of(with(LISTED, TENANT, Status.RETRACTED), sighting)).isEmpty();
        assertThat(Encounters.of(LISTED, with(sighting, TENANT, Status.RETRACTED))).isEmpty();
        assertThat(Encounters.of(LISTED, with(sighting, TENANT, Status.QUARANTINED))).isPresent();
        assertThat(Encounters.of(sighting, LISTED)).isEmpty();
    }

    @Test
    void shouldNotBlameAnAddressForANameThatPointsAtIt() {
        Memory name = memory((Statement) IntelligenceClaims.of(indicator("indicator.type", "domain",
                "indicator.value", "evil.example")).getFirst(), Occurrences.once(AT));
        assertThat(Encounters.of(name, resolved("10.120.8.21"))).isEmpty();
        assertThat(Encounters.of(name, resolved("203.0.113.9"))).isEmpty();
    }

    private static Memory resolved(String address) {
        return sighting("resolves-to", Occurrences.once(AT), "host.name", "ws6", "dns.question.name", "evil.example",
                "dns.answers.data", address);
    }

    private static Memory contact(Occurrences occurrences) {
        return sighting("contacted-by", occurrences, "host.name", "ws6", "source.ip", "10.120.8.21",
                "destination.ip", "203.0.113.77", "destination.port", "443", "network.direction", "egress");
    }

    private static Memory sighting(String label, Occurrences occurrences, String... fields) {
        Optional<Statement> edge = EventClaims.of(event("sysmon", fields)).stream().map(Statement.class::cast)
                .filter(claim -> claim.identity().key().startsWith(label)).findFirst();
        return memory(edge.orElseThrow(), occurrences);
    }

    private static Memory memory(Statement claim, Occurrences occurrences) {
        return new Memory(claim.memory(), claim.tenant(), claim.subject(), claim.kind(), claim.identity(), 2,
                Status.CURRENT, claim.content(), claim.valid(), occurrences, claim.confidence(), claim.trust(),
                claim.marking(), Support.of(claim.evidence()), claim.evidence(), claim.derivedFrom(), AT, AT);
    }

    private static Memory with(Memory memory, TenantId tenant, Status status) {
        return new Memory(MemoryId.of(tenant, memory.subject(), memory.kind(), memory.identity()), tenant,
                memory.subject(), memory.kind(), memory.identity(), memory.version(), status, memory.content(),
                memory.valid(), memory.occurrences(), memory.confidence(), memory.trust(), memory.marking(),
                memory.support(), memory.evidence(), memory.derivedFrom(), AT, AT);
    }

    private static Plain plain(Statement claim) {
        return claim.content().plain().orElseThrow();
    }
}
