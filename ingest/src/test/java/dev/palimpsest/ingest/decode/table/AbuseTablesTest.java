package dev.palimpsest.ingest.decode.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.ingest.decode.Decoded;
import dev.palimpsest.ingest.decode.Decoders;
import dev.palimpsest.ingest.decode.Decoding;
import dev.palimpsest.ingest.decode.file.FileItem;
import dev.palimpsest.ingest.decode.file.FileItem.FileRecord;
import dev.palimpsest.ingest.decode.file.Files;
import dev.palimpsest.ingest.decode.file.RecordStream;
import dev.palimpsest.memory.observation.Payload.IntelligenceObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of abuse.ch as they come: the header in a comment, above the rows, or cut off. Rows were written for these tests. */
class AbuseTablesTest {

    private static final String HASH = "5f4dcc3b5aa765d61d8327deb882cf99";
    private static final String SHA1 = HASH + "00112233";
    private static final String SHA256 = HASH + HASH;
    private static final String BANNER = """
            ################################################################
            # Terms of use apply                                           #
            # Last updated: 2026-04-30 12:00:00 UTC                        #
            ################################################################
            #
            """;

    @ParameterizedTest
    @ValueSource(strings = {"# ", "", "none"})
    void shouldReadUrlhaus(String mark) {
        List<IntelligenceObject> objects = read(mark,
                "id,dateadded,url,url_status,last_online,threat,tags,urlhaus_link,reporter", """
                        "9001","2026-04-30 10:11:12","http://203.0.113.9/bins/x,y.sh","online","2026-04-30 11:00:00","malware_download","elf,Mirai","https://urlhaus.example/url/9001/","alice"
                        "9000","2026-04-30 10:11:10","https://c2.example/a.exe?id=\"\"1\"\"\","offline","","malware_download","None","https://urlhaus.example/url/9000/","bob"
                        """);

        assertThat(values(objects)).containsExactly("url http://203.0.113.9/bins/x,y.sh",
                "url https://c2.example/a.exe?id=\"1\"");
        assertThat(objects.getFirst().fields().get("labels")).containsExactlyInAnyOrder("elf", "Mirai", "online",
                "malware_download");
        assertThat(objects.getFirst().first("valid_from")).contains("2026-04-30T10:11:12Z");
        assertThat(objects.getFirst().first("last_seen")).contains("2026-04-30T11:00:00Z");
        assertThat(objects.getFirst().first("reference")).contains("https://urlhaus.example/url/9001/");
        assertThat(objects.getFirst().first("external_id")).contains("9001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"# ", "", "none"})
    void shouldReadThreatFox(String mark) {
        List<IntelligenceObject> objects = read(mark,
                "\"first_seen_utc\",\"ioc_id\",\"ioc_value\",\"ioc_type\",\"threat_type\",\"fk_malware\","
                        + "\"malware_alias\",\"malware_printable\",\"last_seen_utc\",\"confidence_level\","
                        + "\"reference\",\"tags\",\"anonymous\",\"reporter\"",
                """
                        "2026-04-30 10:11:12", "77", "203.0.113.77:443", "ip:port", "botnet_cc", "win.cobalt_strike", "Agentemis,BEACON", "Cobalt Strike", "2026-05-01 00:00:00", "75", "https://report.example/3", "c2,beacon", "0", "alice"
                        "2026-04-30 10:11:13", "78", "%s", "sha256_hash", "payload", "win.emotet", "None", "Emotet", "", "100", "None", "exe", "1", "bob"
                        """
                        .formatted(SHA256));

        assertThat(values(objects)).containsExactly("ipv4 203.0.113.77", "sha256 " + SHA256);
        assertThat(objects.getFirst().first("indicator.port")).contains("443");
        assertThat(objects.getFirst().fields().get("malware")).containsExactly("Cobalt Strike");
        assertThat(objects.getFirst().first("confidence")).contains("75");
        assertThat(objects.get(1).fields()).doesNotContainKey("reference");
    }

    /** As its exports have been since it tells sites that were broken into. */
    @ParameterizedTest
    @ValueSource(strings = {"# ", "", "none"})
    void shouldReadThreatFoxWithCompromisedSites(String mark) {
        List<IntelligenceObject> objects = read(mark,
                "\"first_seen_utc\",\"ioc_id\",\"ioc_value\",\"ioc_type\",\"threat_type\",\"fk_malware\","
                        + "\"malware_alias\",\"malware_printable\",\"last_seen_utc\",\"confidence_level\","
                        + "\"is_compromised\",\"reference\",\"tags\",\"anonymous\",\"reporter\"",
                """
                        "2026-04-30 10:11:12", "77", "shop.example", "domain", "payload_delivery", "js.clearfake", "None", "ClearFake", "", "50", "True", "None", "ClearFake", "0", "alice"
                        "2026-04-30 10:11:13", "78", "203.0.113.77:443", "ip:port", "botnet_cc", "unknown", "None", "Unknown malware", "2026-05-01 00:00:00", "75", "False", "https://report.example/3", "None", "0", "bob"
                        """);

        assertThat(values(objects)).containsExactly("domain shop.example", "ipv4 203.0.113.77");
        assertThat(objects.getFirst().fields().get("labels")).contains("compromised");
        assertThat(objects.get(1).fields().get("labels")).containsExactly("botnet_cc");
        assertThat(objects.get(1).fields()).doesNotContainKey("malware");
        assertThat(objects.get(1).first("reference")).contains("https://report.example/3");
        assertThat(objects.get(1).first("provider")).contains("bob");
    }

    @ParameterizedTest
    @ValueSource(strings = {"# ", "", "none"})
    void shouldReadMalwareBazaar(String mark) {
        List<IntelligenceObject> objects = read(mark,
                "\"first_seen_utc\",\"sha256_hash\",\"md5_hash\",\"sha1_hash\",\"reporter\",\"file_name\","
                        + "\"file_type_guess\",\"mime_type\",\"signature\",\"clamav\",\"vtpercent\","
                        + "\"imphash\",\"ssdeep\",\"tlsh\"",
                """
                        "2026-04-30 10:11:12", "%s", "%s", "%s", "alice", "invoice, april.exe", "exe", "application/x-dosexec", "Emotet", "Win.Trojan.Emotet-1", "55.1", "%s", "3:a:b", "T1"
                        "2026-04-30 10:11:10", "%s", "%s", "%s", "bob", "b.dll", "dll", "application/x-dosexec", "n/a", "n/a", "n/a", "n/a", "n/a", "n/a"
                        """
                        .formatted(SHA256, HASH, SHA1, HASH, SHA256.replace('5', '6'), HASH.replace('5', '6'),
                                SHA1.replace('5', '6')));

        assertThat(values(objects)).hasSize(6).contains("sha256 " + SHA256, "md5 " + HASH, "sha1 " + SHA1);
        assertThat(objects.getFirst().fields().get("malware")).containsExactly("Emotet");
        assertThat(objects.getFirst().first("indicator.name")).contains("invoice, april.exe");
        assertThat(objects.getFirst().first("detection_name")).contains("Win.Trojan.Emotet-1");
        assertThat(objects.getLast().fields()).doesNotContainKeys("malware", "detection_name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"# ", "", "none"})
    void shouldReadFeodoTracker(String mark) {
        List<IntelligenceObject> objects = read(mark,
                "\"first_seen_utc\",\"dst_ip\",\"dst_port\",\"c2_status\",\"last_online\",\"malware\"", """
                        "2026-04-30 10:11:12","203.0.113.5","8080","online","2026-05-02","Dridex"
                        "2026-04-30 10:11:12","203.0.113.6","443","offline","2026-05-01","QakBot"
                        """);

        assertThat(values(objects)).containsExactly("ipv4 203.0.113.5", "ipv4 203.0.113.6");
        assertThat(objects.getFirst().first("indicator.port")).contains("8080");
        assertThat(objects.getFirst().fields().get("malware")).containsExactly("Dridex");
        assertThat(objects.getFirst().fields().get("labels")).containsExactly("online", "c2");
        assertThat(objects.getFirst().first("last_seen")).contains("2026-05-02T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"# ", "", "none"})
    void shouldReadTheSslBlacklist(String mark) {
        List<IntelligenceObject> certificates = read(mark, "Listingdate,SHA1,Listingreason",
                "2026-04-30 10:11:12,%s,Cobalt Strike C&C\n2026-04-30 10:11:10,%s,Dridex C&C\n".formatted(SHA1,
                        SHA1.replace('5', '6')));
        List<IntelligenceObject> addresses = read(mark, "Firstseen,DstIP,DstPort",
                "2026-04-30 10:11:12,203.0.113.5,4443\n2026-04-30 10:11:10,203.0.113.6,443\n");
        List<IntelligenceObject> clients = read(mark, "ja3_md5,Firstseen,Lastseen,Listingreason",
                "%s,2026-04-30 10:11:12,2026-05-01 00:00:00,Tofsee\n%s,2026-04-30 10:11:12,2026-05-01 00:00:00,Adware\n"
                        .formatted(HASH, HASH.replace('5', '6')));

        assertThat(values(certificates)).hasSize(2).contains("x509-certificate-hashes-sha-1 " + SHA1);
        assertThat(certificates.getFirst().first("description")).contains("Cobalt Strike C&C");
        assertThat(certificates.getFirst().first("valid_from")).contains("2026-04-30T10:11:12Z");
        assertThat(values(addresses)).containsExactly("ipv4 203.0.113.5", "ipv4 203.0.113.6");
        assertThat(addresses.getFirst().first("indicator.port")).contains("4443");
        assertThat(addresses.getFirst().fields().get("labels")).containsExactly("c2");
        assertThat(certificates.getFirst().fields().get("labels")).containsExactly("c2");
        assertThat(values(clients)).hasSize(2).contains("ja3-fingerprint-md5 " + HASH);
    }

    private static List<String> values(List<IntelligenceObject> objects) {
        return objects.stream().map(object -> object.first("indicator.type").orElse("") + " "
                + object.first("indicator.value").orElse("")).toList();
    }

    /** Cut into records and decoded one by one, as an import does it. */
    private static List<IntelligenceObject> read(String mark, String header, String rows) {
        String table = mark.equals("none") ? rows : BANNER + mark + header + "\n" + rows;
        List<IntelligenceObject> objects = new ArrayList<>();
        try (RecordStream stream = new Files().open("table.csv",
                new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8)))) {
            for (Optional<FileItem> item = stream.next(); item.isPresent(); item = stream.next()) {
                Decoded decoded = new Decoders().decode(((FileRecord) item.get()).bytes(), Decoding.ARRIVAL);
                assertThat(decoded).isInstanceOfSatisfying(Decoded.Records.class, records -> records.records()
                        .forEach(record -> objects.add((IntelligenceObject) record.payload())));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return objects;
    }
}
