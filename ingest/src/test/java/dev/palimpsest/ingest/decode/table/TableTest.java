package dev.palimpsest.ingest.decode.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.ingest.decode.Decoding;
import dev.palimpsest.ingest.decode.record.Arrival.Expected;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.memory.observation.Payload;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {

    @Test
    void shouldReadAHeaderInComments() {
        List<Payload.IntelligenceObject> objects = Decoding.intelligence("""
                ################################################################
                # Recent indicators                                            #
                ################################################################
                #
                # "first_seen_utc","ioc_id","ioc_value","ioc_type","threat_type","fk_malware","malware_alias","malware_printable","last_seen_utc","confidence_level","reference","tags","anonymous","reporter"
                "2026-04-30 10:11:12", "1", "203.0.113.77:443", "ip:port", "botnet_cc", "win.cobalt_strike", "Agentemis,BEACON", "Cobalt Strike", "", "75", "https://report.example/3", "c2,beacon", "0", "alice"
                # Number of entries: 1
                """);

        assertThat(objects).hasSize(1);
        Payload.IntelligenceObject object = objects.getFirst();
        assertThat(object.first("indicator.type")).contains("ipv4");
        assertThat(object.first("indicator.value")).contains("203.0.113.77");
        assertThat(object.first("indicator.port")).contains("443");
        assertThat(object.fields().get("malware")).containsExactly("Cobalt Strike");
        assertThat(object.fields().get("malware_alias")).containsExactly("Agentemis", "BEACON");
        assertThat(object.fields().get("labels")).containsExactly("c2", "beacon", "botnet_cc");
        assertThat(object.first("confidence")).contains("75");
        assertThat(object.first("valid_from")).contains("2026-04-30T10:11:12Z");
        assertThat(object.first("reference")).contains("https://report.example/3");
    }

    @Test
    void shouldReadAUrlFeed() {
        Payload.IntelligenceObject object = Decoding.intelligence("""
                # id,dateadded,url,url_status,last_online,threat,tags,urlhaus_link,reporter
                "7","2026-04-30 10:11:12","http://c2.example/a.exe","online","","malware_download","exe,Emotet","https://report.example/7","bob"
                """).getFirst();

        assertThat(object.first("indicator.value")).contains("http://c2.example/a.exe");
        assertThat(object.fields()).doesNotContainKey("malware");
        assertThat(object.fields().get("labels")).contains("malware_download", "Emotet", "online");
    }

    @Test
    void shouldMakeAnIndicatorForEachHashOfARow() {
        assertThat(Decoding.indicators("""
                sha256_hash;md5_hash;signature;first_seen
                e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855;d41d8cd98f00b204e9800998ecf8427e;Emotet;2026-04-30
                """)).hasSize(2).last().isEqualTo("md5 d41d8cd98f00b204e9800998ecf8427e");
        assertThat(Decoding.indicators("""
                value,entity_type,description
                "d41d8cd98f00b204e9800998ecf8427e,da39a3ee5e6b4b0d3255bfef95601890afd80709",file,two in a cell
                """)).hasSize(2);
    }

    @Test
    void shouldKeepTheHeaderAndTheRowAsEvidence() {
        List<DecodedRecord> records = Decoding
                .all("value,type,description\nc2.example,hostname,\"says \"\"hi\"\", twice\"\n203.0.113.1,ip,b\n");

        assertThat(records).extracting(DecodedRecord::part).containsExactly(0, 1);
        Payload.IntelligenceObject first = (Payload.IntelligenceObject) records.getFirst().payload();
        assertThat(first.raw()).isEqualTo("value,type,description\nc2.example,hostname,\"says \"\"hi\"\", twice\"");
        assertThat(first.first("description")).contains("says \"hi\", twice");
        assertThat(Decoding.indicators(first.raw())).containsExactly("domain c2.example");
    }

    @Test
    void shouldReadARowWithoutAHeaderOnlyFromAFeed() {
        String row = "203.0.113.77,ipaddress,Resolution of a known domain";

        List<DecodedRecord> fromAFeed = Decoding.all(row, Decoding.ARRIVAL.expecting(Expected.INTELLIGENCE));

        assertThat(((Payload.IntelligenceObject) fromAFeed.getFirst().payload()).first("indicator.value"))
                .contains("203.0.113.77");
        assertThat(Decoding.event(row).format()).isEqualTo("line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"timestamp,src_ip,dst_ip,url\n2026-04-30,10.0.0.1,10.0.0.2,http://a.example/",
            "time,url,user\n2026-04-30,http://a.example/,alice", "name,age\nalice,30", "value,type,description"})
    void shouldNotTakeOtherTablesForFeeds(String table) {
        assertThat(Decoding.event(table).format()).isEqualTo("line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.2,\"stray", "\"203.0.113.2\"stray,x", "\"203.0.113.2,x"})
    void shouldKeepTheRowsAfterAStrayQuote(String stray) {
        String table = "value,description\n203.0.113.1,\"first\nof two lines\"\n\n" + stray
                + "\n203.0.113.3,third\n203.0.113.4,\"fourth\"\n";

        for (Expected expected : List.of(Expected.ANY, Expected.INTELLIGENCE)) {
            List<Payload> read = Decoding.all(table, Decoding.ARRIVAL.expecting(expected)).stream()
                    .map(DecodedRecord::payload).toList();

            assertThat(read).filteredOn(Payload.IntelligenceObject.class::isInstance)
                    .extracting(row -> ((Payload.IntelligenceObject) row).first("indicator.value").orElse(""))
                    .containsExactly("203.0.113.1", "203.0.113.3", "203.0.113.4");
            assertThat(read).filteredOn(Payload.Event.class::isInstance).singleElement()
                    .satisfies(row -> assertThat(row.toString()).contains(stray, "a stray quote"));
        }
    }

    @Test
    void shouldReadListsWithComments() {
        String list = """
                # Copyright somebody
                # Licence: MIT

                # Reference: https://report.example/4 (first)

                c2.example
                203.0.113.77:443  # seen twice
                /gate.php

                # Reference: https://report.example/5
                0.0.0.0 ads.example
                """;

        List<Payload.IntelligenceObject> objects = Decoding.intelligence(list);

        assertThat(Decoding.indicators(list)).containsExactly("domain c2.example", "ipv4 203.0.113.77",
                "url-path /gate.php",
                "domain ads.example");
        assertThat(objects).extracting(object -> object.first("reference").orElse("")).containsExactly(
                "https://report.example/4",
                "https://report.example/4", "https://report.example/4", "https://report.example/5");
        assertThat(objects.get(1).first("description")).contains("seen twice");
        assertThat(objects.getFirst().raw()).isEqualTo("# Reference: https://report.example/4 (first)\nc2.example");
    }

    @Test
    void shouldReadAListWithoutCommentsWhereAllOfItAreObservables() {
        assertThat(Decoding.indicators("203.0.113.1\n203.0.113.2\n203.0.113.3")).hasSize(3);
        assertThat(Decoding.event("203.0.113.1\n203.0.113.2\nnot-one").format()).isEqualTo("line");
    }
}
