package dev.palimpsest.ingest.decode.stix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.ingest.decode.Decoded;
import dev.palimpsest.ingest.decode.Decoders;
import dev.palimpsest.ingest.decode.Decoding;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.memory.observation.Payload;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StixDecoderTest {

    private static final String BUNDLE = """
            {"type":"bundle","id":"bundle--00000000-0000-4000-8000-000000000000","objects":[
             {"type":"indicator","spec_version":"2.1","id":"indicator--00000000-0000-4000-8000-000000000001","created":"2026-04-01T00:00:00Z",
              "modified":"2026-04-02T00:00:00Z","name":"Beacon","indicator_types":["malicious-activity"],"labels":["c2"],"confidence":80,
              "pattern":"[ipv4-addr:value = '203.0.113.77'] OR [file:hashes.'SHA-256' = 'E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855']",
              "pattern_type":"stix","valid_from":"2026-04-01T00:00:00Z","valid_until":"2026-07-01T00:00:00Z",
              "object_marking_refs":["marking-definition--f88d31f6-486f-44da-b317-01333bde0b82","marking-definition--00000000-0000-4000-8000-000000000009"],
              "external_references":[{"source_name":"blog","url":"https://report.example/1"}]},
             {"type":"marking-definition","id":"marking-definition--00000000-0000-4000-8000-000000000009","definition_type":"tlp","definition":{"tlp":"red"}},
             {"type":"tool","id":"tool--00000000-0000-4000-8000-000000000002","name":"Cobalt Strike"},
             {"type":"intrusion-set","id":"intrusion-set--00000000-0000-4000-8000-000000000003","name":"APT29"},
             {"type":"attack-pattern","id":"attack-pattern--00000000-0000-4000-8000-000000000004","name":"SMB/Windows Admin Shares",
              "external_references":[{"source_name":"mitre-attack","external_id":"T1021.002"}]},
             {"type":"relationship","id":"relationship--00000000-0000-4000-8000-000000000005","relationship_type":"indicates",
              "source_ref":"indicator--00000000-0000-4000-8000-000000000001","target_ref":"tool--00000000-0000-4000-8000-000000000002"},
             {"type":"relationship","id":"relationship--00000000-0000-4000-8000-000000000006","relationship_type":"indicates",
              "source_ref":"indicator--00000000-0000-4000-8000-000000000001","target_ref":"intrusion-set--00000000-0000-4000-8000-000000000003"},
             {"type":"relationship","id":"relationship--00000000-0000-4000-8000-000000000007","relationship_type":"uses","modified":"2026-04-03T00:00:00Z",
              "source_ref":"tool--00000000-0000-4000-8000-000000000002","target_ref":"attack-pattern--00000000-0000-4000-8000-000000000004",
              "description":"moves by service installation"},
             {"type":"relationship","id":"relationship--00000000-0000-4000-8000-000000000008","relationship_type":"uses",
              "source_ref":"tool--00000000-0000-4000-8000-000000000002","target_ref":"attack-pattern--ffffffff-0000-4000-8000-000000000004"}]}""";

    @Test
    void shouldNameAnObjectAnewThatSaysSomethingElseAtTheSameTime() {
        for (String changed : List.of(BUNDLE.replace("\"confidence\":80", "\"confidence\":60"),
                BUNDLE.replace("[\"c2\"]", "[\"scanner\"]"), BUNDLE.replace("\"Beacon\"", "\"Loader\""))) {
            assertThat(Decoding.all(changed).getFirst().naturalId())
                    .isNotEqualTo(Decoding.all(BUNDLE).getFirst().naturalId());
        }
        assertThat(Decoding.all(BUNDLE).getFirst().naturalId()).isEqualTo(Decoding.all(BUNDLE).getFirst().naturalId());
    }

    @Test
    void shouldMakeAnIndicatorForEachObservableWithWhatItIndicates() {
        List<Payload.IntelligenceObject> objects = Decoding.intelligence(BUNDLE);

        assertThat(objects).hasSize(3);
        Payload.IntelligenceObject address = objects.getFirst();
        assertThat(address.format()).isEqualTo("stix");
        assertThat(address.first("indicator.type")).contains("ipv4");
        assertThat(address.first("indicator.value")).contains("203.0.113.77");
        assertThat(address.first("malware")).contains("Cobalt Strike");
        assertThat(address.first("actor")).contains("APT29");
        assertThat(address.first("confidence")).contains("80");
        assertThat(address.first("tlp")).contains("red");
        assertThat(address.first("valid_until")).contains("2026-07-01T00:00:00Z");
        assertThat(address.fields().get("labels")).containsExactly("c2", "malicious-activity");
        assertThat(address.first("reference")).contains("https://report.example/1");
        assertThat(objects.get(1).first("indicator.type")).contains("sha256");
        assertThat(objects.get(1).first("indicator.value").orElseThrow()).startsWith("e3b0c442");
    }

    @Test
    void shouldMakeARelationshipBetweenNames() {
        Payload.IntelligenceObject edge = Decoding.intelligence(BUNDLE).getLast();

        assertThat(edge.objectType()).isEqualTo("relationship");
        assertThat(edge.first("relationship.type")).contains("uses");
        assertThat(edge.first("source.type")).contains("tool");
        assertThat(edge.first("source.name")).contains("Cobalt Strike");
        assertThat(edge.first("target.name")).contains("SMB/Windows Admin Shares");
        assertThat(edge.first("target.id")).contains("T1021.002");
        assertThat(edge.first("description")).contains("moves by service installation");
    }

    @Test
    void shouldNameObjectsByIdAndModification() {
        List<DecodedRecord> records = Decoding.all(BUNDLE);

        assertThat(records).extracting(record -> record.naturalId().orElseThrow()).doesNotHaveDuplicates();
        assertThat(records.getFirst().naturalId().orElseThrow())
                .startsWith("indicator--00000000-0000-4000-8000-000000000001@2026-04-02T00:00:00Z#0");
        assertThat(Decoding.all(BUNDLE)).isEqualTo(records);
        assertThat(Decoding.all(BUNDLE.replace("\"APT29\"", "\"APT28\"")).getFirst().naturalId())
                .isNotEqualTo(records.getFirst().naturalId());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"[domain-name:value='c2.example']|domain c2.example",
            "[domain-name:value = '203.0.113.77']|ipv4 203.0.113.77",
            "[url:value = 'http://c2.example/a''']|pattern [url:value = 'http://c2.example/a''']",
            "[ipv4-addr:value IN ('203.0.113.1','203.0.113.2')]|ipv4 203.0.113.1;ipv4 203.0.113.2",
            "[network-traffic:dst_ref.type = 'ipv4-addr' AND network-traffic:dst_ref.value = '203.0.113.5']|ipv4 203.0.113.5",
            "[email-message:from_ref.value = 'a@evil.example']|email a@evil.example",
            "[file:hashes.MD5 = 'd41d8cd98f00b204e9800998ecf8427e' AND file:name = 'a.exe']|md5 d41d8cd98f00b204e9800998ecf8427e;filename a.exe",
            "[process:name = 'roleaccountd']|process-name roleaccountd",
            "[domain-name:value NOT = 'good.example']|pattern [domain-name:value NOT = 'good.example']",
            "[domain-name:value != 'good.example' OR domain-name:value = 'c2.example']|domain c2.example"})
    void shouldReadTheEqualitiesOfAPattern(String pattern, String expected) {
        String indicator = """
                {"type":"indicator","id":"indicator--00000000-0000-4000-8000-000000000001","pattern":"%s"}"""
                .formatted(pattern);

        assertThat(String.join(";", Decoding.indicators(indicator))).isEqualTo(expected);
    }

    @Test
    void shouldReadOtherPatternLanguagesAsPatterns() {
        assertThat(Decoding.indicators(
                """
                {"type":"indicator","id":"indicator--00000000-0000-4000-8000-000000000001","pattern_type":"yara","pattern":"rule x { }"}"""))
                .containsExactly("yara rule x { }");
    }

    @Test
    void shouldKeepAnObjectWhosePatternCannotBeRead() {
        Payload.IntelligenceObject kept = Decoding
                .intelligence(
                        """
                {"type":"indicator","id":"indicator--00000000-0000-4000-8000-000000000001","pattern":"[url:value SOUNDSLIKE 'x']"}""")
                .getFirst();

        assertThat(kept.first("indicator.type")).contains("pattern");
        assertThat(kept.first("pattern.problem")).contains("an operator that patterns do not have at character 12");
    }

    @Test
    void shouldSayWhichValuesAreOnlyPartOfAPattern() {
        List<Payload.IntelligenceObject> parts = Decoding.intelligence(
                """
                {"type":"indicator","id":"indicator--00000000-0000-4000-8000-000000000001",
                 "pattern":"[domain-name:value = 'c2.example'] FOLLOWEDBY [ipv4-addr:value = '203.0.113.9'] REPEATS 5 TIMES WITHIN 60 SECONDS"}""");

        assertThat(parts).extracting(part -> part.first("pattern.match").orElse("")).containsExactly("partial",
                "partial");
        assertThat(parts.getLast().fields().get("pattern.qualifier")).containsExactly("REPEATS 5 TIMES",
                "WITHIN 60 SECONDS");
    }

    @Test
    void shouldReadSightingsOfTheIndicatorsBesideThem() {
        Payload.IntelligenceObject sighting = Decoding.intelligence(
                """
                {"type":"bundle","id":"bundle--1","objects":[
                 {"type":"sighting","id":"sighting--00000000-0000-4000-8000-000000000002","count":3,"last_seen":"2026-04-05T00:00:00Z",
                  "sighting_of_ref":"indicator--00000000-0000-4000-8000-000000000001","modified":"2026-04-06T00:00:00Z"},
                 {"type":"indicator","id":"indicator--00000000-0000-4000-8000-000000000001","pattern":"[url:value='http://a.example/']"}]}""")
                .getFirst();

        assertThat(sighting.objectType()).isEqualTo("sighting");
        assertThat(sighting.first("indicator.value")).contains("http://a.example/");
        assertThat(sighting.first("sighting.type")).contains("seen");
        assertThat(sighting.first("sighting.count")).contains("3");
    }

    @Test
    void shouldMarkRevokedObjects() {
        assertThat(Decoding
                .intelligence(
                        """
                {"type":"indicator","id":"indicator--00000000-0000-4000-8000-000000000001","revoked":true,"pattern":"[url:value='http://a.example/']"}""")
                .getFirst().first("revoked")).contains("true");
    }

    @Test
    void shouldUnderstandABundleWithoutIndicatorsAsNothing() {
        Decoded decoded = new Decoders().decode(
                """
                {"type":"bundle","id":"bundle--1","objects":[{"type":"identity","id":"identity--00000000-0000-4000-8000-000000000001","name":"x"}]}""",
                Decoding.ARRIVAL);

        assertThat(decoded).isInstanceOf(Decoded.Nothing.class);
    }
}
