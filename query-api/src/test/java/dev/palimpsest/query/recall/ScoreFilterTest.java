package dev.palimpsest.query.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.palimpsest.access.Door;
import dev.palimpsest.index.MemoryFilter;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.index.inmemory.InMemoryMemoryIndex;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Identity;
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
import dev.palimpsest.memory.ValidTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code min_score} on searches and lists. */
class ScoreFilterTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final InMemoryMemoryIndex index = new InMemoryMemoryIndex();

    @BeforeEach
    void remember() {
        for (int i = 1; i <= 9; i++) {
            index.write(List.of(memory(Kind.INDICATOR, Identity.indicator("feed"), "ip:203.0.113." + i, i / 10.0)));
        }
        index.write(List.of(memory(Kind.RELATION, Identity.edge("contacted-by", Subject.parse("ip:10.0.0.1")),
                "ip:203.0.113.1", 0.1)));
    }

    @Test
    void shouldLeaveOutIndicatorsThatAreWorthLess() {
        assertThat(found(70, START)).containsExactlyInAnyOrder("ip:203.0.113.7", "ip:203.0.113.8", "ip:203.0.113.9",
                "ip:203.0.113.1");
        assertThat(found(0, START)).hasSize(10);
    }

    @Test
    void shouldGoByWhatTheyAreWorthAtTheTime() {
        assertThat(found(70, START.plus(Duration.ofDays(10)))).containsExactly("ip:203.0.113.1");
    }

    @Test
    void shouldFillPagesWithWhatPasses() {
        ScoreFilter filter = new ScoreFilter(80, START);
        MemoryFilter indicators = MemoryFilter.CURRENT.withKinds(Kind.INDICATOR);

        MemoryReader.Page first = filter.list(index, ACME, indicators, 1, null);
        MemoryReader.Page second = filter.list(index, ACME, indicators, 1, first.next());

        assertThat(List.of(first.memories().getFirst().subject().name(),
                second.memories().getFirst().subject().name())).containsExactlyInAnyOrder("203.0.113.8",
                        "203.0.113.9");
    }

    @Test
    void shouldRefuseAScoreThatIsNone() {
        assertThatThrownBy(() -> request("{\"min_score\":101}").scores(START))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("min_score lies between 0 and 100; got: 101");
        assertThat(request("{}").scores(START).min()).isZero();
    }

    private static FilterRequest request(String json) {
        try {
            return Door.JSON.readValue(json, FilterRequest.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> found(int min, Instant asOf) {
        return new ScoreFilter(min, asOf).search(index, ACME, "listed", MemoryFilter.CURRENT, 20).stream()
                .map(hit -> hit.memory().subject().toString()).toList();
    }

    private static Memory memory(Kind kind, Identity identity, String about, double confidence) {
        Subject subject = Subject.parse(about);
        return new Memory(MemoryId.of(ACME, subject, kind, identity), ACME, subject, kind, identity, 1, Status.CURRENT,
                Content.Plain.of("listed " + subject.name()), ValidTime.since(START), Occurrences.once(START),
                confidence, TrustTier.CURATED_FEED, Tlp.GREEN,
                Support.of(List.of()),
                List.of(new Evidence("o-" + about, "tests", "observations", 0, 1, null, new Extractor("test", 1))),
                List.of(),
                START, START);
    }
}
