package dev.palimpsest.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.indicator.IndicatorFields;
import dev.palimpsest.memory.indicator.Lifecycle;
import dev.palimpsest.memory.indicator.SightingType;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.ObservationId;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.memory.observation.Payload.IntelligenceObject;
import dev.palimpsest.processor.extract.Extraction;
import dev.palimpsest.schemas.registry.InMemorySchemaRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of indicators through the stream with the real extractors: what feeds say, report and take back. */
class IndicatorStreamTest {

    private static final TenantId ACME = Given.ACME;
    private static final String MD5 = "5f4dcc3b5aa765d61d8327deb882cf99";
    private static final String SHA1 = MD5 + "00112233";
    private static final String SHA256 = MD5 + MD5;

    @TempDir
    private Path state;

    private DrivenStream stream;
    private int told;

    @BeforeEach
    void start() {
        stream = DrivenStream.of(state, Extraction.STANDARD::claims, MemoryTopologyConfig.DEFAULT,
                new InMemorySchemaRegistry());
    }

    @AfterEach
    void stop() {
        stream.close();
    }

    @Test
    void shouldMeetAFileByAnyOfItsHashesAndTellItOnce() {
        indicator("by md5", 1, "indicator.type", "md5", "indicator.value", MD5);
        indicator("by sha1", 2, "indicator.type", "sha1", "indicator.value", SHA1);
        event(3, "event.category", "process", "event.type", "start", "host.name", "ws6", "process.executable",
                "C:\\Temp\\a.exe", "process.hash.md5", MD5, "process.hash.sha1", SHA1, "process.hash.sha256", SHA256);
        indicator("by sha256", 4, "indicator.type", "sha256", "indicator.value", SHA256);

        assertThat(detections()).singleElement().satisfies(detection -> {
            assertThat(detection.identity().key()).startsWith("T1105|sha256:" + SHA256);
            assertThat(plain(detection).all("threat.indicator.source")).containsExactly("by md5", "by sha1",
                    "by sha256");
            assertThat(detection.occurrences().count()).isEqualTo(1);
        });
    }

    @Test
    void shouldPassAReportOnToWhatOtherSourcesSayOfTheValue() {
        indicator("one", 1, "indicator.type", "domain", "indicator.value", "c2.example");
        indicator("other", 2, "indicator.type", "domain", "indicator.value", "c2.example");
        tell("one", "sighting", 3, "indicator.type", "domain", "indicator.value", "c2.example", "sighting.type",
                "false-positive", "sighting.count", "3");

        assertThat(indicators()).hasSize(2).allSatisfy(indicator -> {
            assertThat(Lifecycle.count(plain(indicator), SightingType.FALSE_POSITIVE)).as("one report").isEqualTo(1);
            assertThat(Lifecycle.score(indicator, Given.minute(4)).orElseThrow()).isBetween(20, 40);
        });
    }

    @Test
    void shouldNotRaiseForWhatIsRevokedAndRaiseWhenItIsStatedAgain() {
        indicator("feed", 1, "indicator.type", "ipv4", "indicator.value", "203.0.113.77", "confidence", "80");
        indicator("feed", 2, "indicator.type", "ipv4", "indicator.value", "203.0.113.77", "confidence", "80",
                "revoked", "true");
        contact(3);
        assertThat(detections()).isEmpty();
        assertThat(indicators()).singleElement().satisfies(
                indicator -> assertThat(Lifecycle.score(indicator, Given.minute(3))).hasValue(0));

        stream.pass(Duration.ofMinutes(10));
        indicator("feed", 4, "indicator.type", "ipv4", "indicator.value", "203.0.113.77", "confidence", "80");

        assertThat(detections()).hasSize(1);
    }

    @Test
    void shouldKeepTheStrictestMarksWhenWordsMerge() {
        indicator("feed", 1, "indicator.type", "domain", "indicator.value", "c2.example", "tlp", "red", "pap", "amber");
        indicator("feed", 2, "indicator.type", "domain", "indicator.value", "c2.example", "tlp", "green", "pap",
                "clear", "description", "newer");

        assertThat(indicators()).singleElement().satisfies(indicator -> {
            assertThat(indicator.marking()).isEqualTo(Tlp.RED);
            assertThat(plain(indicator).first(IndicatorFields.PAP)).contains("amber");
            assertThat(plain(indicator).first("threat.indicator.description")).contains("newer");
        });
    }

    @Test
    void shouldKnowAGroupAndItsMalwareByAnyOfTheirNames() {
        indicator("one", 1, "indicator.type", "domain", "indicator.value", "a.example", "actor", "Fancy Bear");
        indicator("two", 2, "indicator.type", "domain", "indicator.value", "b.example", "actor", "Sofacy");

        assertThat(indicators()).hasSize(2).allSatisfy(
                indicator -> assertThat(plain(indicator).all("threat.group.name")).containsExactly("APT28"));
    }

    @Test
    void shouldChangeNothingWhenAListIsLoadedAgainInWhateverWaysItNamesAValue() {
        for (int load = 0; load < 2; load++) {
            for (int line = 0; line < 12; line++) {
                tell("list", "list", "indicator", 10 * load, "load" + load + "line" + line, "indicator.type", "domain",
                        "indicator.value", "c2.example", "description", "report " + line, "event.time_quality",
                        "received");
            }
            assertThat(stream.log()).hasSize(8);
        }
    }

    @Test
    void shouldEndAValueWithTheLastEventThatListsIt() {
        String[] value = {"indicator.type", "ipv4", "indicator.value", "203.0.113.77"};
        tell("misp/one", "misp", "indicator", 1, "1", with(value, "external_id", "a", "malware", "Cobalt Strike"));
        tell("misp/other", "misp", "indicator", 2, "2", with(value, "external_id", "b", "tlp", "red"));
        tell("misp/one", "misp", "indicator", 3, "3", with(value, "external_id", "a", "revoked", "true"));

        assertThat(indicators()).singleElement().satisfies(indicator -> {
            assertThat(indicator.marking()).isEqualTo(Tlp.RED);
            assertThat(indicator.status(Given.minute(4))).isEqualTo(Status.CURRENT);
            assertThat(plain(indicator).all(IndicatorFields.OBJECT)).containsExactly("b");
            assertThat(plain(indicator).all("threat.software.name")).isEmpty();
        });

        tell("misp/third", "misp", "indicator", 5, "4", with(value, "external_id", "b", "revoked", "true"));

        assertThat(indicators()).singleElement().satisfies(
                indicator -> assertThat(indicator.status(Given.minute(6))).isEqualTo(Status.EXPIRED));
    }

    @Test
    void shouldEndWhatIsReportedExpiredAndNotMatchIt() {
        indicator("misp", 1, "indicator.type", "ipv4", "indicator.value", "203.0.113.77", "external_id", "a");
        tell("misp", "sighting", 2, "indicator.type", "ipv4", "indicator.value", "203.0.113.77", "sighting.type",
                "expired");
        contact(3);

        assertThat(detections()).isEmpty();
        assertThat(indicators()).singleElement().satisfies(indicator -> {
            assertThat(indicator.status(Given.minute(1))).isEqualTo(Status.CURRENT);
            assertThat(indicator.status(Given.minute(2))).isEqualTo(Status.EXPIRED);
        });
    }

    private static String[] with(String[] fields, String... more) {
        return Stream.concat(Arrays.stream(fields), Arrays.stream(more)).toArray(String[]::new);
    }

    private void indicator(String source, int minute, String... fields) {
        tell(source, "indicator", minute, fields);
    }

    private void tell(String source, String type, int minute, String... fields) {
        tell(source, "stix", type, minute, "o" + told++, fields);
    }

    private void tell(String source, String format, String type, int minute, String id, String... fields) {
        observe(source, minute, id, TrustTier.CURATED_FEED,
                new IntelligenceObject(format, type, map(fields), "raw " + id));
    }

    private void contact(int minute) {
        event(minute, "host.name", "ws6", "source.ip", "10.120.8.21", "destination.ip", "203.0.113.77",
                "destination.port", "443", "network.direction", "egress");
    }

    private void event(int minute, String... fields) {
        String id = "e" + told++;
        observe("sensor", minute, id, TrustTier.SENSOR_STRUCTURED, new Payload.Event("sysmon", map(fields), id));
    }

    private void observe(String source, int minute, String id, TrustTier trust, Payload payload) {
        stream.observe(new Observation(ObservationId.of(ACME, source, id), ACME, source, trust, Tlp.GREEN,
                Given.minute(minute), Given.minute(minute), payload));
    }

    private static SortedMap<String, List<String>> map(String... fields) {
        TreeMap<String, List<String>> map = new TreeMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            map.put(fields[i], List.of(fields[i + 1]));
        }
        return map;
    }

    private List<Memory> detections() {
        return of(Kind.DETECTION);
    }

    private List<Memory> indicators() {
        return of(Kind.INDICATOR);
    }

    private List<Memory> of(Kind kind) {
        return stream.current().values().stream().filter(memory -> memory.kind() == kind).toList();
    }

    private static Content.Plain plain(Memory memory) {
        return memory.content().plain().orElseThrow();
    }
}
