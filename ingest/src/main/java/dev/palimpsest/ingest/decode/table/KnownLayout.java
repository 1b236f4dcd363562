package dev.palimpsest.ingest.decode.table;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A table of abuse.ch that somebody cut the header off: told by what stands in its cells.
 *
 * @param header the line that its maker puts above it
 * @param cells  what certain cells look like, by their place
 */
record KnownLayout(String header, Map<Integer, Pattern> cells) {

    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}(?: UTC)?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,12}");
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
    private static final Pattern STATUS = Pattern.compile("online|offline|unknown");

    private static final List<KnownLayout> ALL = List.of(
            // URLhaus
            new KnownLayout("id,dateadded,url,url_status,last_online,threat,tags,urlhaus_link,reporter",
                    Map.of(0, NUMBER, 1, TIME, 2, Pattern.compile("\\w{3,5}://.*"), 3, STATUS)),
            // ThreatFox, as it is and as it was
            new KnownLayout("first_seen_utc,ioc_id,ioc_value,ioc_type,threat_type,fk_malware,malware_alias,"
                    + "malware_printable,last_seen_utc,confidence_level,is_compromised,reference,tags,anonymous,"
                    + "reporter",
                    Map.of(0, TIME, 1, NUMBER, 3, Pattern.compile("[a-z0-9_:]{2,20}"), 9,
                            Pattern.compile("\\d{1,3}"), 10, Pattern.compile("(?i)true|false|[01]"))),
            new KnownLayout("first_seen_utc,ioc_id,ioc_value,ioc_type,threat_type,fk_malware,malware_alias,"
                    + "malware_printable,last_seen_utc,confidence_level,reference,tags,anonymous,reporter",
                    Map.of(0, TIME, 1, NUMBER, 3, Pattern.compile("[a-z0-9_:]{2,20}"), 9,
                            Pattern.compile("\\d{1,3}"))),
            // MalwareBazaar
            new KnownLayout("first_seen_utc,sha256_hash,md5_hash,sha1_hash,reporter,file_name,file_type_guess,"
                    + "mime_type,signature,clamav,vtpercent,imphash,ssdeep,tlsh",
                    Map.of(0, TIME, 1, hex(64), 2, hex(32), 3, hex(40))),
            // Feodo Tracker
            new KnownLayout("first_seen_utc,dst_ip,dst_port,c2_status,last_online,malware",
                    Map.of(0, TIME, 1, ADDRESS, 2, PORT, 3, STATUS)),
            // SSL blacklist: certificates, addresses, JA3
            new KnownLayout("Listingdate,SHA1,Listingreason", Map.of(0, TIME, 1, hex(40))),
            new KnownLayout("Firstseen,DstIP,DstPort", Map.of(0, TIME, 1, ADDRESS, 2, PORT)),
            new KnownLayout("ja3_md5,Firstseen,Lastseen,Listingreason", Map.of(0, hex(32), 1, TIME, 2, TIME)));

    /** The header that is missing above a row; empty where the row is of no such table. */
    static Optional<TableHeader> headerOf(List<String> row) {
        return ALL.stream().filter(layout -> layout.fits(row)).findFirst()
                .flatMap(layout -> TableHeader.of(layout.header));
    }

    private boolean fits(List<String> row) {
        return row.size() == TableHeader.cells(header, ',').size() && cells.entrySet().stream()
                .allMatch(cell -> cell.getValue().matcher(row.get(cell.getKey()).strip()).matches());
    }

    private static Pattern hex(int digits) {
        return Pattern.compile("[0-9a-fA-F]{" + digits + "}");
    }
}
