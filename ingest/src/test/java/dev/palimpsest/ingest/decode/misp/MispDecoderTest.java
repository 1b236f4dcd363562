package dev.palimpsest.ingest.decode.misp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.ingest.decode.Decoding;
import dev.palimpsest.memory.observation.Payload;
import java.util.List;
import org.junit.jupiter.api.Test;

class MispDecoderTest {

    private static final String EVENT = """
            {"Event":{"uuid":"e1","info":"Beacon campaign","date":"2026-04-01","timestamp":"1775001600","Orgc":{"name":"CERT"},
             "Tag":[{"name":"tlp:amber"},{"name":"misp-galaxy:threat-actor=\\"APT29\\""},{"name":"phish"}],
             "Galaxy":[{"type":"mitre-tool","GalaxyCluster":[{"value":"Cobalt Strike - S0154"}]},
                       {"type":"mitre-attack-pattern","GalaxyCluster":[{"value":"Service Execution - T1569.002"}]}],
             "Attribute":[
              {"uuid":"a1","type":"ip-dst|port","category":"Network activity","value":"203.0.113.77|443","to_ids":true,"timestamp":"1775001700",
               "comment":"C2","Tag":[{"name":"tlp:red"}]},
              {"uuid":"a2","type":"domain|ip","value":"c2.example|203.0.113.78","to_ids":true,"timestamp":"1775001700"},
              {"uuid":"a3","type":"text","category":"Antivirus detection","value":"Win32/Beacon.A"},
              {"uuid":"a4","type":"link","value":"https://report.example/2"},
              {"uuid":"a5","type":"filename|md5","value":"a.exe|d41d8cd98f00b204e9800998ecf8427e","to_ids":false,"deleted":true,"timestamp":"1775001700"}],
             "Object":[{"name":"file","comment":"dropper","Attribute":[
              {"uuid":"a6","type":"sha256","object_relation":"sha256","to_ids":true,"timestamp":"1775001700",
               "value":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}]}]}}""";

    @Test
    void shouldMakeAnIndicatorForEachValue() {
        assertThat(Decoding.indicators(EVENT)).containsExactly("ipv4 203.0.113.77", "domain c2.example",
                "ipv4 203.0.113.78",
                "filename a.exe", "md5 d41d8cd98f00b204e9800998ecf8427e",
                "sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void shouldReadTagsGalaxiesAndDetections() {
        Payload.IntelligenceObject first = Decoding.intelligence(EVENT).getFirst();

        assertThat(first.format()).isEqualTo("misp");
        assertThat(first.first("indicator.port")).contains("443");
        assertThat(first.first("tlp")).contains("red");
        assertThat(first.first("actor")).contains("APT29");
        assertThat(first.first("malware")).contains("Cobalt Strike");
        assertThat(first.first("techniques")).contains("T1569.002");
        assertThat(first.first("labels")).contains("phish");
        assertThat(first.first("description")).contains("C2");
        assertThat(first.first("detection_name")).contains("Win32/Beacon.A");
        assertThat(first.first("reference")).contains("https://report.example/2");
        assertThat(first.first("valid_from")).contains("2026-04-01T00:00:00Z");
        assertThat(first.fields()).doesNotContainKey("confidence");
    }

    @Test
    void shouldMarkDeletedValuesAndThoseNotMeantForDetection() {
        List<Payload.IntelligenceObject> objects = Decoding.intelligence(EVENT);

        assertThat(objects.get(3).first("revoked")).contains("true");
        assertThat(objects.get(3).first("confidence")).contains("30");
        assertThat(objects.getLast().first("description")).contains("dropper");
        assertThat(objects.getLast().first("tlp")).contains("amber");
    }

    @Test
    void shouldNameValuesByAttributeAndTime() {
        assertThat(Decoding.all(EVENT)).extracting(record -> record.naturalId().orElseThrow()).doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).startsWith("misp:a").contains("@1775001700#"));
    }

    @Test
    void shouldNameAValueAnewWhereOnlyTagsOfItsEventChanged() {
        for (String changed : List.of(EVENT.replace("\"phish\"", "\"pap:red\""), EVENT.replace("tlp:amber", "tlp:red"),
                EVENT.replace("\"phish\"", "\"spam\""), EVENT.replace("Win32/Beacon.A", "Win32/Beacon.B"))) {
            assertThat(Decoding.all(changed).getLast().naturalId())
                    .isNotEqualTo(Decoding.all(EVENT).getLast().naturalId());
        }
        assertThat(Decoding.all(EVENT).getFirst().naturalId()).isEqualTo(Decoding.all(EVENT).getFirst().naturalId());
    }

    @Test
    void shouldReadResponsesOfTheApi() {
        assertThat(Decoding.indicators("{\"response\":[" + EVENT + "," + EVENT + "]}")).hasSize(12);
        assertThat(Decoding.indicators(
                """
                {"response":{"Attribute":[{"uuid":"a1","type":"domain","value":"c2.example","Event":{"info":"x"}}]}}"""))
                .containsExactly("domain c2.example");
    }
}
