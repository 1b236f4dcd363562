package dev.palimpsest.processor.rerun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.SourceName;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.indicator.Lifecycle;
import dev.palimpsest.memory.indicator.SightingType;
import dev.palimpsest.memory.ledger.Decision;
import dev.palimpsest.memory.ledger.Ledger;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.ObservationId;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.memory.observation.Payload.Rollback;
import dev.palimpsest.processor.extract.Extraction;
import dev.palimpsest.processor.extract.Observed;
import dev.palimpsest.processor.topology.MemoryTopologyConfig;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a source added to the counts of what others say is taken back with it. */
class RollbackCountsTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final List<Observed> OBSERVED = List.of(
            intelligence("feed", "indicator", 1),
            intelligence("feed", "sighting", 2, "sighting.type", "seen", "sighting.count", "2"),
            intelligence("liar", "sighting", 3, "sighting.type", "seen", "sighting.count", "500"),
            intelligence("liar", "sighting", 4, "sighting.type", "false-positive"));

    @TempDir
    Path folder;

    @Test
    void shouldSetCountsToWhatTheyWouldBeWithoutTheSource() {
        Map<MemoryId, Memory> with = run("with", OBSERVED);
        Map<MemoryId, Memory> without = run("without", OBSERVED.stream()
                .filter(one -> !SourceName.sender(one.observation().source()).equals("liar")).toList());
        Memory before = of(with);

        List<Rollback> orders = new RollbackPlan("liar", START, "poisoned", "carol")
                .orders(Influence.between(with, without), with::get);
        Memory after = orders.stream().filter(order -> order.memory().equals(before.id())).findFirst()
                .map(order -> carriedOut(before, order)).orElseThrow();

        assertThat(counts(before)).isNotEqualTo(counts(of(without)));
        assertThat(counts(after)).isEqualTo(counts(of(without)));
        assertThat(after.occurrences()).isEqualTo(of(without).occurrences());
        assertThat(after.content()).isEqualTo(of(without).content());
    }

    private static Memory carriedOut(Memory before, Rollback order) {
        Decision decision = Ledger.decide(before, new Claim.Rollback(ACME, order.subject(), order.memory(),
                order.version(), order.instead(), order.source(), order.since(), order.reason(), order.actor(),
                TrustTier.ANALYST, Tlp.AMBER,
                List.of(new Evidence("order", "tests", "observations", 0, 1, null, new Extractor("test", 1)))),
                START.plusSeconds(999));
        return Ledger.apply(before, ((Decision.Append) decision).event());
    }

    private static List<Long> counts(Memory indicator) {
        return List.of(indicator.occurrences().count(),
                Lifecycle.count(indicator.content().plain().orElseThrow(), SightingType.SEEN),
                Lifecycle.count(indicator.content().plain().orElseThrow(), SightingType.FALSE_POSITIVE));
    }

    private static Memory of(Map<MemoryId, Memory> heads) {
        return heads.values().stream().filter(memory -> memory.kind() == Kind.INDICATOR
                && memory.identity().key().equals("feed")).findFirst().orElseThrow();
    }

    /** What one partition makes for itself comes back as claims of the same run. */
    private Map<MemoryId, Memory> run(String name, List<Observed> observed) {
        try (Rerun run = new Rerun(folder.resolve(name), MemoryTopologyConfig.DEFAULT, Extraction.STANDARD::claims,
                START)) {
            observed.forEach(one -> run.take(one, one.observation().receivedAt()));
            return Map.copyOf(run.end());
        }
    }

    private static Observed intelligence(String source, String type, int minute, String... more) {
        TreeMap<String, List<String>> fields = new TreeMap<>(Map.of("indicator.type", List.of("domain"),
                "indicator.value", List.of("c2.example")));
        List<String> pairs = new ArrayList<>(List.of(more));
        for (int i = 0; i < pairs.size(); i += 2) {
            fields.put(pairs.get(i), List.of(pairs.get(i + 1)));
        }
        Instant at = START.plusSeconds(60L * minute);
        return new Observed(new Observation(ObservationId.of(ACME, "test", source + type + minute), ACME, source,
                TrustTier.CURATED_FEED, Tlp.GREEN, at, at, new Payload.IntelligenceObject("stix", type, fields,
                        "raw")),
                "palimpsest.observations.v1", 0, minute);
    }
}
