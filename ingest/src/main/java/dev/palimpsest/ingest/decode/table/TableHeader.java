package dev.palimpsest.ingest.decode.table;

import dev.palimpsest.ingest.decode.indicator.IndicatorValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The columns of a table of indicators.
 *
 * @param line      the header as it was written, a leading {@code #} included; what a row needs before it to be read alone
 * @param separator comma, semicolon or tab
 * @param columns   lower-case names with underscores
 */
public record TableHeader(String line, char separator, List<String> columns) {

    private static final int LINE_CHARS_MAX = 4096;
    private static final int COLUMNS_MAX = 128;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.:/()-]{0,60}");

    /** Columns that hold a value of any type. */
    static final List<String> ANY_VALUE = List.of("value", "indicator", "ioc_value", "ioc", "indicator_value",
            "observable", "artifact");

    /** Columns that hold a value of one type. */
    static final Map<String, String> TYPED_VALUE = Map.ofEntries(Map.entry("ip", "ipv4"),
            Map.entry("ip_address", "ipv4"),
            Map.entry("ipaddress", "ipv4"), Map.entry("ipv4", "ipv4"), Map.entry("ipv6", "ipv6"),
            Map.entry("dst_ip", "ipv4"),
            Map.entry("src_ip", "ipv4"), Map.entry("c2_ip", "ipv4"), Map.entry("domain", "domain"),
            Map.entry("domain_name", "domain"),
            Map.entry("hostname", "domain"), Map.entry("fqdn", "domain"), Map.entry("url", "url"),
            Map.entry("uri", "url"),
            Map.entry("sha256", "sha256"), Map.entry("sha256_hash", "sha256"), Map.entry("sha1", "sha1"),
            Map.entry("sha1_hash", "sha1"),
            Map.entry("md5", "md5"), Map.entry("md5_hash", "md5"), Map.entry("hash", "hash"),
            Map.entry("file_hash", "hash"),
            Map.entry("email", "email"), Map.entry("email_address", "email"), Map.entry("cve", "cve"),
            Map.entry("dstip", "ipv4"), Map.entry("ja3_md5", "ja3-fingerprint-md5"));

    /** Columns that logs do not have. */
    private static final Set<String> INTELLIGENCE = Set.of("malware", "malware_printable", "malware_family", "threat",
            "threat_type",
            "signature", "confidence", "confidence_level", "first_seen", "first_seen_utc", "dateadded", "type",
            "entity_type",
            "ioc_type", "tags", "tlp", "description", "reference", "c2_status", "actor", "threat_actor",
            "listingreason", "listingdate",
            "firstseen");

    /** Words feeds use for types, which tell a row of a table without a header. */
    private static final Set<String> TYPE_WORDS = Set.of("ip", "ipaddress", "ipv4", "ipv6", "hostname", "domain", "url",
            "file",
            "hash", "sha256", "sha1", "md5", "email", "emailsender", "ip:port", "fqdn", "uri");

    public TableHeader {
        columns = List.copyOf(columns);
    }

    /** The header a line is, where it names a column of values and no line of data. */
    public static Optional<TableHeader> of(String line) {
        String names = line.strip();
        names = names.startsWith("\uFEFF") ? names.substring(1) : names;
        names = names.startsWith("#") ? names.substring(1).strip() : names;
        if (names.isEmpty() || names.length() > LINE_CHARS_MAX) {
            return Optional.empty();
        }
        for (char separator : new char[]{',', ';', '\t'}) {
            List<String> columns = new ArrayList<>();
            cells(names, separator).forEach(name -> columns.add(column(name)));
            if (isHeader(columns, names)) {
                return Optional.of(new TableHeader(line, separator, columns));
            }
        }
        return Optional.empty();
    }

    /** What a column's values are whatever they look like: the SSL blacklist lists certificates, not files. */
    Optional<String> certain(String column) {
        return switch (column) {
            case "ja3_md5" -> Optional.of("ja3-fingerprint-md5");
            case "sha1" ->
                columns.contains("listingreason") ? Optional.of("x509-certificate-hashes-sha-1") : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** The columns that a row of a table without a header is taken to have; empty where it does not look like one. */
    public static Optional<TableHeader> ofRow(String row) {
        Optional<TableHeader> known = row.length() > LINE_CHARS_MAX || row.indexOf(',') < 0
                ? Optional.empty()
                : KnownLayout.headerOf(cells(row, ','));
        return known.or(() -> ofBareRow(row));
    }

    private static Optional<TableHeader> ofBareRow(String row) {
        int comma = row.indexOf(',');
        boolean readable = comma > 0 && row.length() <= LINE_CHARS_MAX
                && IndicatorValue.of(row.substring(0, comma)).isPresent();
        List<String> cells = readable ? cells(row, ',') : List.of();
        boolean fits = cells.size() >= 2 && cells.size() <= 4
                && TYPE_WORDS.contains(cells.get(1).strip().toLowerCase(Locale.ROOT));
        return fits
                ? Optional.of(new TableHeader("value,entity_type,description,reference", ',',
                        List.of("value", "entity_type", "description", "reference").subList(0, cells.size())))
                : Optional.empty();
    }

    /** Whether only a feed has such columns: a table with both ends of a connection is a log. */
    public boolean isFeed() {
        boolean log = columns.contains("src_ip") && (columns.contains("dst_ip") || columns.contains("dest_ip"));
        return !log && (columns.size() == 1 || columns.stream().anyMatch(INTELLIGENCE::contains)
                || columns.stream().anyMatch(name -> ANY_VALUE.contains(name) && !name.equals("value")));
    }

    /** The cells of one row; no cells where it is not a readable row. */
    static List<String> cells(String row, char separator) {
        try (CSVParser parser = CSVParser.parse(row, format(separator))) {
            for (CSVRecord record : parser) {
                return record.toList();
            }
        } catch (IOException | RuntimeException e) {
            return List.of(); // commons-csv throws either for stray quotes; such a row is no row
        }
        return List.of();
    }

    static CSVFormat format(char separator) {
        return CSVFormat.DEFAULT.builder().setDelimiter(separator).setIgnoreSurroundingSpaces(true)
                .setIgnoreEmptyLines(true)
                .get();
    }

    private static boolean isHeader(List<String> columns, String line) {
        boolean named = columns.stream().anyMatch(name -> ANY_VALUE.contains(name) || TYPED_VALUE.containsKey(name));
        return named && columns.size() <= COLUMNS_MAX && (columns.size() > 1 || line.indexOf(' ') < 0)
                && new HashSet<>(columns).size() == columns.size()
                && columns.stream().allMatch(name -> NAME.matcher(name).matches());
    }

    private static String column(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", "_");
    }
}
