package dev.palimpsest.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.indicator.Lifecycle;
import dev.palimpsest.memory.indicator.SightingType;
import dev.palimpsest.processor.extract.typed.Prefix;
import dev.palimpsest.schemas.SubjectKey;
import dev.palimpsest.schemas.registry.InMemorySchemaRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks among indicators meet the addresses in them, whichever came first. */
class NetworkStreamTest {

    private static final MemoryTopologyConfig CONFIG = MemoryTopologyConfig.DEFAULT;

    @TempDir
    private Path state;

    @ParameterizedTest
    @CsvSource({"203.0.113.0/24,203.0.113.77", "203.0.112.0/20,203.0.113.77", "203.0.0.0/9,203.0.113.77",
            "203.0.113.77/31,203.0.113.77", "2001:db8:0:0:0:0:0:0/32,2001:db8::1",
            "2001:db8:0:1:0:0:0:0/64,2001:db8:0:1:2::3", "2001:db8:aa00:0:0:0:0:0/40,2001:db8:aaff::7"})
    void shouldDetectAContactInEitherOrder(String network, String address) {
        Claim indicator = Given.network(Given.ACME, normal(network), "n");
        Claim contact = Given.contact(Given.ACME, address, 3, "s");

        List<Memory> one = detections(CONFIG, indicator, contact);
        List<Memory> other = detections(CONFIG, contact, indicator);

        assertThat(one).singleElement().satisfies(detection -> {
            assertThat(detection.subject()).isEqualTo(Given.SERVER);
            assertThat(text(detection)).startsWith("Contact with " + address + " in a known Cobalt Strike network ")
                    .contains(" from 10.120.8.21 ");
            assertThat(detection.identity().key()).startsWith("T1071|ip:" + address + "|");
            assertThat(detection.content().plain().orElseThrow().entities()).contains(indicator.subject(),
                    contact.subject(), Subject.parse("malware:cobalt-strike"));
            assertThat(detection.derivedFrom()).extracting(MemoryRef::id)
                    .containsExactlyInAnyOrder(indicator.memory(), contact.memory());
        });
        assertThat(other).singleElement().satisfies(detection -> {
            assertThat(detection.id()).isEqualTo(one.getFirst().id());
            assertThat(detection.content()).isEqualTo(one.getFirst().content());
            assertThat(detection.occurrences()).isEqualTo(one.getFirst().occurrences());
            assertThat(detection.evidence()).isEqualTo(one.getFirst().evidence());
        });
    }

    @ParameterizedTest
    @CsvSource({"203.0.113.0/25,203.0.113.177", "20.0.113.0/24,203.0.113.77", "203.0.11.0/24,203.0.113.77",
            "203.0.113.0/31,203.0.113.17", "2001:db8:0:0:0:0:0:0/48,2001:db8:1::1",
            "2001:db8:1:0:0:0:0:0/48,203.0.113.77"})
    void shouldNotMeetAnAddressBesideTheNetwork(String network, String address) {
        Claim indicator = Given.network(Given.ACME, normal(network), "n");
        Claim contact = Given.contact(Given.ACME, address, 3, "s");

        assertThat(detections(CONFIG, indicator, contact)).isEmpty();
        assertThat(detections(CONFIG, contact, indicator)).isEmpty();
    }

    @Test
    void shouldNotMeetAnAddressOfAnotherTenant() {
        Claim indicator = Given.network(Given.OTHER, "203.0.113.0/24", "n");
        Claim contact = Given.contact(Given.ACME, "203.0.113.77", 3, "s");

        assertThat(detections(CONFIG, indicator, contact)).isEmpty();
        assertThat(detections(CONFIG, contact, indicator)).isEmpty();
    }

    @Test
    void shouldNotMatchANetworkThatHoldsMostOfTheWorld() {
        Claim contact = Given.contact(Given.ACME, "203.0.113.77", 3, "s");

        assertThat(detections(CONFIG, Given.network(Given.ACME, "192.0.0.0/7", "n"), contact)).isEmpty();
        assertThat(detections(CONFIG, contact, Given.network(Given.ACME, "0.0.0.0/0", "n"))).isEmpty();
    }

    @Test
    void shouldCountAContactOnceWhereTheAddressIsListedToo() {
        Claim[] claims = {Given.contact(Given.ACME, "203.0.113.77", 1, "a"),
                Given.network(Given.ACME, "203.0.113.0/24", "n"), Given.network(Given.ACME, "203.0.0.0/16", "m"),
                Given.indicator(Given.ACME, "feed", "i"), Given.contact(Given.ACME, "203.0.113.77", 4, "b")};

        assertThat(detections(CONFIG, claims)).singleElement()
                .satisfies(detection -> assertThat(detection.occurrences())
                        .isEqualTo(new Occurrences(Given.minute(1), Given.minute(4), 2)));
    }

    @Test
    void shouldTellTheNetworkThatItWasMet() {
        try (DrivenStream stream = DrivenStream.of(state)) {
            Statement network = Given.network(Given.ACME, "203.0.113.0/24", "n");
            stream.claim(network, Given.contact(Given.ACME, "203.0.113.77", 3, "s"),
                    Given.contact(Given.ACME, "203.0.113.78", 4, "t"));

            Memory indicator = Optional.ofNullable(stream.current().get(network.memory())).orElseThrow();
            assertThat(Lifecycle.count(indicator.content().plain().orElseThrow(), SightingType.SEEN)).isEqualTo(1);
        }
    }

    @Test
    void shouldNotDetectAfterTheNetworkEnded() {
        Claim ended = Given.until(Given.network(Given.ACME, "203.0.113.0/24", "n"), Given.minute(10));

        assertThat(detections(CONFIG, ended, Given.contact(Given.ACME, "203.0.113.77", 20, "b"))).isEmpty();
    }

    @Test
    void shouldChangeNothingWhenTheNetworkIsLoadedAgain() {
        try (DrivenStream stream = DrivenStream.of(state)) {
            Claim network = Given.network(Given.ACME, "203.0.113.0/24", "n");
            stream.claim(network, Given.contact(Given.ACME, "203.0.113.77", 3, "s"));
            int before = stream.log().size();

            stream.claim(network, network);

            assertThat(stream.log()).hasSize(before);
        }
    }

    @Test
    void shouldSayWhereABoundWasReached() {
        MemoryTopologyConfig small = new MemoryTopologyConfig(CONFIG.seenFor(), CONFIG.sightingWindow(),
                CONFIG.sightingWindowMax(), CONFIG.openWindowsMax(), CONFIG.flushedPerTick(), CONFIG.encountersMax(),
                CONFIG.fanOutMax(), CONFIG.networksMax(), 2, CONFIG.conclusionsMax(), CONFIG.upkeep());
        try (DrivenStream stream = DrivenStream.of(state, Given::claims, small, new InMemorySchemaRegistry())) {
            for (int i = 1; i <= 3; i++) {
                stream.claim(Given.contact(Given.ACME, "203.0.113." + i, i, "o" + i));
            }

            stream.claim(Given.network(Given.ACME, "203.0.113.0/24", "n"));

            assertThat(detections(stream)).hasSize(2);
            assertThat(stream.letters()).singleElement().satisfies(letter -> assertThat(letter.getReason())
                    .isEqualTo("only the first 2 memories of addresses were looked at for this network"));
        }
    }

    @Test
    void shouldSendANetworkToEveryPartition() {
        Statement claim = Given.network(Given.ACME, "203.0.113.0/24", "n");
        try (DrivenStream stream = DrivenStream.of(state)) {
            Map<?, Memory> heads = Map.copyOf(stream.claim(claim).current());
            Memory network = heads.values().iterator().next();

            assertThat(ClaimKey.everywhere("networks", "key", network, 4)).hasValue(Set.of(0, 1, 2, 3));
            assertThat(ClaimKey.prefix(Given.ACME, "ip", "203.0."))
                    .isEqualTo("acme" + SubjectKey.SEPARATOR + "ip:203.0.");
        }
    }

    /** As the extractor names it. */
    private static String normal(String network) {
        return Prefix.parse(network).orElseThrow().subject().name();
    }

    private List<Memory> detections(MemoryTopologyConfig config, Claim... claims) {
        try (DrivenStream stream = DrivenStream.of(state, Given::claims, config, new InMemorySchemaRegistry())) {
            return detections(stream.claim(claims));
        }
    }

    private static List<Memory> detections(DrivenStream stream) {
        return stream.current().values().stream().filter(memory -> memory.kind() == Kind.DETECTION).toList();
    }

    private static String text(Memory memory) {
        return memory.content() instanceof Content.Plain plain ? plain.text() : "";
    }
}
