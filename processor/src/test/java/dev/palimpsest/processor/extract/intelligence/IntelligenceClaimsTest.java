package dev.palimpsest.processor.extract.intelligence;

import static dev.palimpsest.processor.extract.Observations.AT;
import static dev.palimpsest.processor.extract.Observations.indicator;
import static dev.palimpsest.processor.extract.Observations.intelligence;
import static dev.palimpsest.processor.extract.Observations.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Content.Plain;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.indicator.IndicatorFields;
import dev.palimpsest.processor.extract.Observations;
import dev.palimpsest.processor.extract.Observed;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntelligenceClaimsTest {

    @Test
    void shouldStateAnIndicatorWithWhatStandsBehindIt() {
        Statement claim = one(indicator("indicator.type", "ipv4", "indicator.value", "203.0.113[.]77", "malware",
                "cobaltstrike", "labels", "C2", "techniques", "T1071.001", "confidence", "90", "tlp", "TLP:AMBER",
                "valid_from", "2026-01-01T00:00:00Z", "valid_until", "2026-06-01T00:00:00Z", "description",
                "Used by APT29"));
        assertThat(claim.kind()).isEqualTo(Kind.INDICATOR);
        assertThat(claim.subject()).isEqualTo(Subject.parse("ip:203.0.113.77"));
        assertThat(claim.identity()).isEqualTo(Identity.indicator("feed-a"));
        assertThat(plain(claim).text()).isEqualTo("203.0.113.77 Cobalt Strike C2 server (feed-a)");
        assertThat(plain(claim).all("threat.software.name")).containsExactly("Cobalt Strike");
        assertThat(plain(claim).entities()).contains(Subject.parse("malware:cobalt-strike"),
                Subject.parse("actor:apt29"), Subject.parse("technique:T1071.001"));
        assertThat(plain(claim).categories()).containsExactlyInAnyOrder("indicator", "c2");
        assertThat(claim.confidence()).isEqualTo(0.9);
        assertThat(claim.marking()).isEqualTo(Tlp.AMBER);
        assertThat(claim.trust()).isEqualTo(TrustTier.CURATED_FEED);
        assertThat(claim.valid().to()).isEqualTo(Instant.parse("2026-06-01T00:00:00Z"));
    }

    @Test
    void shouldNameTheObjectThatListsItAndTheTimeAListHadIt() {
        assertThat(plain(one(indicator("indicator.type", "domain", "indicator.value", "evil.example", "external_id",
                "indicator--1"))).all(IndicatorFields.OBJECT)).containsExactly("indicator--1");
        Plain row = plain(one(table("feed-a/weekly.csv", "external_id", "17")));
        assertThat(row.all(IndicatorFields.OBJECT)).containsExactly("weekly.csv#17");
        assertThat(row.all(IndicatorFields.SOURCE)).containsExactly("feed-a/weekly.csv");
        assertThat(row.all(IndicatorFields.LISTED_AT)).hasSize(1);
        assertThat(plain(one(table("feed-a/weekly.csv"))).all(IndicatorFields.OBJECT)).containsExactly("weekly.csv");
        Plain seen = plain(one(table("feed-a", "last_seen", "2026-01-01T00:00:00Z")));
        assertThat(seen.all(IndicatorFields.OBJECT)).isEmpty();
        assertThat(seen.all(IndicatorFields.LISTED_AT)).isEmpty();
        assertThat(one(table("feed-a/weekly.csv")).identity()).isEqualTo(Identity.indicator("feed-a"));
    }

    @ParameterizedTest
    @CsvSource({"domain,evil[.]example,domain:evil.example", "url,hxxp://evil.example/a,url:http://evil.example/a",
            "md5,D41D8CD98F00B204E9800998ECF8427A,md5:d41d8cd98f00b204e9800998ecf8427a",
            "email,a@evil.example,email:a@evil.example", "ipv6,2001:DB8:0::1,ip:2001:db8::1"})
    void shouldBringValuesToNormalForm(String type, String value, String subject) {
        assertThat(one(indicator("indicator.type", type, "indicator.value", value)).subject())
                .isEqualTo(Subject.parse(subject));
    }

    @ParameterizedTest
    @CsvSource({"ipv4,127.0.0.1", "ipv4,evil.example", "domain,nodots", "sha256,abc", "url,not a url",
            "md5,d41d8cd98f00b204e9800998ecf8427e", "domain,_ldap._tcp.dc.example", "comment,Global\\x",
            "email,nobody"})
    void shouldRefuseValuesThatAreNotWhatTheySay(String type, String value) {
        assertThat(IntelligenceClaims.of(indicator("indicator.type", type, "indicator.value", value))).isEmpty();
    }

    @Test
    void shouldEndARevokedIndicator() {
        Statement claim = one(indicator("indicator.type", "domain", "indicator.value", "evil.example", "revoked",
                "true", "valid_from", "2026-01-01T00:00:00Z", "valid_until", "2027-01-01T00:00:00Z"));
        assertThat(claim.valid().to()).isEqualTo(AT);
        assertThat(claim.confidence()).isEqualTo(0.5);
    }

    @Test
    void shouldTakeAnUnknownMarkForTheStrictest() {
        assertThat(one(indicator("indicator.type", "domain", "indicator.value", "evil.example", "tlp", "purple"))
                .marking()).isEqualTo(Tlp.RED);
        assertThat(one(indicator("indicator.type", "domain", "indicator.value", "evil.example", "tlp", "white"))
                .marking()).isEqualTo(Tlp.GREEN);
    }

    @Test
    void shouldStateWhatMalwareUses() {
        Statement claim = one(intelligence("relationship", "relationship.type", "uses", "source.type", "malware",
                "source.name", "CobaltStrike", "target.type", "attack-pattern", "target.name", "SMB", "target.id",
                "T1021.002"));
        assertThat(claim.subject()).isEqualTo(Subject.parse("malware:cobalt-strike"));
        assertThat(claim.identity().key()).isEqualTo("uses>technique:T1021.002");
        assertThat(plain(claim).text()).isEqualTo("Cobalt Strike uses SMB/Windows Admin Shares (T1021.002)");
        assertThat(plain(claim).categories()).containsExactly("intelligence");
    }

    @Test
    void shouldKeepNamesThatNobodyCatalogued() {
        Statement claim = one(intelligence("relationship", "relationship.type", "attributed-to", "source.type",
                "malware", "source.name", "Frobnicator RAT", "target.type", "intrusion-set", "target.name",
                "Purple Otter 7"));
        assertThat(claim.subject()).isEqualTo(Subject.parse("malware:frobnicator-rat"));
        assertThat(plain(claim).text()).isEqualTo("Frobnicator RAT is attributed to Purple Otter 7");
    }

    @Test
    void shouldLeaveRelationsOfOtherThingsAlone() {
        assertThat(IntelligenceClaims.of(intelligence("relationship", "relationship.type", "targets", "source.type",
                "malware", "source.name", "X1", "target.type", "identity", "target.name", "Energy"))).isEmpty();
    }

    @Property(tries = 300)
    void shouldWriteNothingButIndicatorsAndRelations(@ForAll("objects") Observed observed) {
        assertThat(IntelligenceClaims.of(observed)).hasSizeLessThanOrEqualTo(1).allSatisfy(claim -> {
            Statement statement = (Statement) claim;
            assertThat(statement.kind()).isIn(Kind.INDICATOR, Kind.RELATION);
            assertThat(statement.subject().isActor()).isFalse();
            assertThat(plain(statement).text().toLowerCase(Locale.ROOT).chars()).noneMatch(Character::isISOControl);
        });
    }

    @Provide
    Arbitrary<Observed> objects() {
        Arbitrary<String> names = Arbitraries.of("indicator.type", "indicator.value", "indicator.name", "description",
                "malware", "actor", "techniques", "labels", "confidence", "valid_from", "valid_until", "revoked", "tlp",
                "relationship.type", "source.type", "source.name", "target.type", "target.name", "target.id");
        Arbitrary<String> values = Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(60),
                Arbitraries.of("ipv4", "domain", "203.0.113.7", "evil.example", "uses", "malware", "Cobalt Strike",
                        "T1059", "101", "-1", "2026-01-01T00:00:00Z", "true", "a\u0000\u202eb", "y".repeat(3000)));
        return Arbitraries.of("indicator", "relationship", "other").flatMap(type -> Arbitraries.maps(names, values)
                .ofMaxSize(15).map(map -> Observations.intelligence(type, map.entrySet().stream()
                        .flatMap(entry -> List.of(entry.getKey(), entry.getValue()).stream())
                        .toArray(String[]::new))));
    }

    private static Statement one(Observed observed) {
        return (Statement) IntelligenceClaims.of(observed).getFirst();
    }

    private static Plain plain(Statement claim) {
        return claim.content().plain().orElseThrow();
    }
}
