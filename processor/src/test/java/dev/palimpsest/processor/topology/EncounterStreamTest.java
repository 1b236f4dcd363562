package dev.palimpsest.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.schemas.registry.InMemorySchemaRegistry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sightings and indicators meet in the ledger, whichever came first. */
class EncounterStreamTest {

    private static final MemoryTopologyConfig CONFIG = MemoryTopologyConfig.DEFAULT;

    @TempDir
    private Path state;

    @Test
    void shouldDetectAContactInEitherOrder() {
        Claim indicator = Given.indicator(Given.ACME, "feed", "i");
        Claim sighting = Given.sighting(Given.ACME, Given.SERVER, 3, "s");

        List<Memory> one = detections(CONFIG, indicator, sighting);
        List<Memory> other = detections(CONFIG, sighting, indicator);

        assertThat(one).singleElement().satisfies(detection -> {
            assertThat(detection.subject()).isEqualTo(Given.SERVER);
            assertThat(detection.content().plain().orElseThrow().text()).contains("203.0.113.77", "Cobalt Strike");
            assertThat(detection.derivedFrom()).extracting(MemoryRef::id)
                    .containsExactlyInAnyOrder(indicator.memory(), sighting.memory());
            assertThat(detection.evidence()).isEqualTo(sighting.evidence());
        });
        assertThat(other).singleElement().satisfies(detection -> {
            assertThat(detection.id()).isEqualTo(one.getFirst().id());
            assertThat(detection.content()).isEqualTo(one.getFirst().content());
            assertThat(detection.occurrences()).isEqualTo(one.getFirst().occurrences());
            assertThat(detection.evidence()).isEqualTo(one.getFirst().evidence());
        });
    }

    @Test
    void shouldCountEveryContactOnceHoweverManyFeedsListTheAddress() {
        Claim[] claims = {Given.sighting(Given.ACME, Given.SERVER, 1, "a"),
                Given.sighting(Given.ACME, Given.SERVER, 2, "b"), Given.indicator(Given.ACME, "feed", "i"),
                Given.indicator(Given.ACME, "second feed", "j"),
                folded(Given.sighting(Given.ACME, Given.SERVER, 3, "c"),
                        Given.sighting(Given.ACME, Given.SERVER, 4, "d"))};

        List<Memory> detections = detections(CONFIG, claims);

        assertThat(detections).singleElement().satisfies(detection -> {
            assertThat(detection.occurrences()).isEqualTo(new Occurrences(Given.minute(1), Given.minute(4), 4));
            assertThat(detection.content().plain().orElseThrow().all("threat.indicator.source"))
                    .containsExactly("feed", "second feed");
        });
    }

    /** Naming something like an order must not hide that it was met. */
    @Test
    void shouldMatchAndCountWhatIsHeldForItsName() {
        Statement indicator = held(Given.indicator(Given.ACME, "feed", "i"));
        Statement sighting = held(Given.sighting(Given.ACME, Given.SERVER, 3, "s"));
        Statement again = held(Given.sighting(Given.ACME, Given.SERVER, 4, "t"));

        try (DrivenStream stream = DrivenStream.of(state, Given::claims, CONFIG, new InMemorySchemaRegistry())) {
            stream.claim(sighting).claim(indicator).claim(again);

            assertThat(stream.current().get(sighting.memory())).isNotNull().satisfies(
                    contact -> assertThat(contact.status()).isEqualTo(Status.QUARANTINED)).satisfies(
                            contact -> assertThat(contact.occurrences().count()).isEqualTo(2));
            assertThat(detections(stream)).singleElement()
                    .satisfies(detection -> assertThat(detection.occurrences().count()).isEqualTo(2));
        }
    }

    private static Statement held(Statement claim) {
        return claim.saying(claim.content().plain().orElseThrow().withAttribute(Content.HELD, "reads like an order"));
    }

    @Test
    void shouldNotDetectAContactAfterTheIndicatorEnded() {
        Claim ended = Given.until(Given.indicator(Given.ACME, "feed", "i"), Given.minute(10));

        List<Memory> detections = detections(CONFIG, Given.sighting(Given.ACME, Given.SERVER, 5, "a"), ended,
                Given.sighting(Given.ACME, Given.SERVER, 20, "b"));

        assertThat(detections).singleElement()
                .satisfies(detection -> assertThat(detection.occurrences().count()).isEqualTo(1));
    }

    @Test
    void shouldFindTheIndicatorOfAnAddressThatManyContacted() {
        Claim[] claims = new Claim[1 + 40];
        claims[0] = Given.indicator(Given.ACME, "feed", "i");
        for (int i = 1; i < claims.length; i++) {
            claims[i] = Given.sighting(Given.ACME, Subject.parse("ip:10.0.0." + i), i, "o" + i);
        }

        assertThat(detections(small(), claims)).hasSize(40);
    }

    @Test
    void shouldSayWhenANewIndicatorMeetsMoreSightingsThanItLooksAt() {
        try (DrivenStream stream = DrivenStream.of(state, Given::claims, small(), new InMemorySchemaRegistry())) {
            for (int i = 0; i < 5; i++) {
                stream.claim(Given.sighting(Given.ACME, Subject.parse("ip:10.0.0." + i), i, "o" + i));
            }

            stream.claim(Given.indicator(Given.ACME, "feed", "i"));

            assertThat(stream.letters()).singleElement().satisfies(letter -> assertThat(letter.getReason())
                    .isEqualTo("only the first 4 memories of the subject were matched with this one"));
            assertThat(detections(stream)).hasSize(4);
        }
    }

    private static MemoryTopologyConfig small() {
        return new MemoryTopologyConfig(CONFIG.seenFor(), CONFIG.sightingWindow(), CONFIG.sightingWindowMax(),
                CONFIG.openWindowsMax(),
                CONFIG.flushedPerTick(), 4, CONFIG.fanOutMax(), 3, 40, CONFIG.conclusionsMax(), CONFIG.upkeep());
    }

    private static Statement folded(Statement one, Statement other) {
        return one.foldedWith(other);
    }

    private List<Memory> detections(MemoryTopologyConfig config, Claim... claims) {
        try (DrivenStream stream = DrivenStream.of(state, Given::claims, config, new InMemorySchemaRegistry())) {
            return detections(stream.claim(claims));
        }
    }

    private static List<Memory> detections(DrivenStream stream) {
        return stream.current().values().stream().filter(memory -> memory.kind() == Kind.DETECTION).toList();
    }
}
