package dev.palimpsest.ingest.decode.table;

import dev.palimpsest.ingest.decode.indicator.AdmiraltyMark;
import dev.palimpsest.ingest.decode.indicator.Confidence;
import dev.palimpsest.ingest.decode.indicator.Indicator;
import dev.palimpsest.ingest.decode.indicator.IndicatorValue;
import dev.palimpsest.ingest.decode.indicator.PapMark;
import dev.palimpsest.ingest.decode.indicator.TlpMark;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.DecodeLimits;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.ingest.decode.record.FieldSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Decodes CSV with a header, by the names feeds give their columns. A row with several values makes an indicator for each. */
public final class TableDecoder {

    private static final int CELL_VALUES_MAX = 64;
    private static final Set<String> UNKNOWN = Set.of("unknown", "unknown malware", "none", "null", "n/a", "-");

    private static final String[] BEGUN = {"valid_from", "first_seen", "first_seen_utc", "firstseen", "dateadded",
            "date_added", "listingdate"};
    private static final String[] SEEN = {"last_seen", "last_seen_utc", "lastseen", "last_online"};
    private static final String[] ENDED = {"valid_until", "expires", "expiration", "expiry"};

    private final TableHeader header;
    private final Arrival arrival;
    private final DecodeLimits limits;
    private final List<DecodedRecord> records = new ArrayList<>();

    private TableDecoder(TableHeader header, Arrival arrival, DecodeLimits limits) {
        this.header = header;
        this.arrival = arrival;
        this.limits = limits;
    }

    /**
     * What a table held.
     *
     * @param records the indicators of its rows, one more than the limit of records at most
     * @param left    lines that are no rows
     */
    public record Rows(List<DecodedRecord> records, List<String> left) {}

    /** The rows below a header. */
    public static Rows decode(TableHeader header, String rows, Arrival arrival, DecodeLimits limits) {
        TableDecoder decoder = new TableDecoder(header, arrival, limits);
        List<String> left = CsvRows.read(rows, TableHeader.format(header.separator()), row -> {
            if (!row.get(0).startsWith("#")) {
                decoder.row(row);
            }
            return decoder.records.size() <= limits.recordsMax();
        });
        return new Rows(decoder.records, left);
    }

    private void row(CSVRecord row) {
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < row.size() && i < header.columns().size(); i++) {
            String cell = row.get(i).strip();
            if (!cell.isEmpty() && !UNKNOWN.contains(cell.toLowerCase(Locale.ROOT))) {
                cells.put(header.columns().get(i), cell);
            }
        }
        String raw = raw(row);
        for (IndicatorValue value : values(cells)) {
            records.add(
                    indicator(value, cells, limits).record("csv", raw,
                            first(cells, "first_seen", "first_seen_utc", "firstseen",
                                    "dateadded", "date_added", "date", "created", "valid_from", "timestamp",
                                    "listingdate"),
                            null, arrival));
        }
    }

    private List<IndicatorValue> values(Map<String, String> cells) {
        Map<String, IndicatorValue> found = new LinkedHashMap<>();
        for (String column : TableHeader.ANY_VALUE) {
            String cell = cells.get(column);
            if (cell != null && found.isEmpty()) {
                String type = first(cells, "type", "entity_type", "ioc_type", "indicator_type", "value_type");
                split(cell, type == null ? "other" : type.toLowerCase(Locale.ROOT))
                        .forEach(value -> found.put(value.value(), value));
            }
        }
        if (found.isEmpty()) {
            for (String column : header.columns()) {
                String type = TableHeader.TYPED_VALUE.get(column);
                String cell = cells.get(column);
                if (type != null && cell != null) {
                    header.certain(column).map(certain -> List.of(IndicatorValue.named(certain, cell)))
                            .orElseGet(() -> split(cell, type)).forEach(value -> found.put(value.value(), value));
                }
            }
        }
        return List.copyOf(found.values());
    }

    /** One value, or several in one cell where each has the form of an observable. */
    static List<IndicatorValue> split(String cell, String type) {
        Optional<IndicatorValue> whole = IndicatorValue.of(cell);
        if (whole.isPresent()) {
            return List.of(whole.get());
        }
        String[] parts = cell.split("[,;|\\s]+", CELL_VALUES_MAX);
        List<IndicatorValue> values = new ArrayList<>();
        for (String part : parts) {
            IndicatorValue.of(part).ifPresent(values::add);
        }
        return values.size() == parts.length ? values : List.of(IndicatorValue.named(type, cell));
    }

    /** An indicator with what its row says of it, by the names of columns. */
    static Indicator indicator(IndicatorValue value, Map<String, String> cells, DecodeLimits limits) {
        Indicator indicator = new Indicator(value, limits);
        FieldSet fields = indicator.fields();
        fields.put("indicator.name", first(cells, "name", "title", "file_name"))
                .put("indicator.port", first(cells, "dst_port", "port", "dstport"))
                .put("indicator.role", first(cells, "type", "entity_type", "ioc_type", "indicator_type"))
                .put("description",
                        first(cells, "description", "comment", "notes", "note", "context", "details", "listingreason"))
                .put("confidence", Confidence.of(first(cells, "confidence", "confidence_level", "score")))
                .put("reliability", AdmiraltyMark.reliability(cells.get("reliability")).orElse(null))
                .put("credibility", AdmiraltyMark.credibility(cells.get("credibility")).orElse(null))
                .put("external_id", first(cells, "id", "ioc_id", "uuid"))
                .put("provider", first(cells, "reporter", "provider", "source"));
        list(first(cells, "malware_printable", "malware", "malware_family", "family", "signature"), "malware", fields);
        list(malpedia(cells), "malware", fields);
        threat(cells, fields);
        list(first(cells, "malware_alias", "aliases"), "malware_alias", fields);
        list(first(cells, "actor", "threat_actor", "actors", "group", "adversary"), "actor", fields);
        list(first(cells, "technique", "techniques", "mitre", "attack_id", "ttp"), "techniques", fields);
        for (String column : new String[]{"tags", "labels", "threat_type", "url_status", "c2_status"}) {
            list(cells.get(column), "labels", fields);
        }
        kinds(cells, fields);
        for (String column : new String[]{"reference", "references", "urlhaus_link", "link", "source_url"}) {
            fields.add("reference", cells.get(column));
        }
        String pap = cells.get("pap");
        PapMark.parse(pap == null || pap.contains(":") ? pap : "pap:" + pap).ifPresent(mark -> fields.put("pap", mark));
        TlpMark.parse(cells.get("tlp")).ifPresent(tlp -> fields.put("tlp", TlpMark.text(tlp)));
        indicator.time("valid_from", first(cells, BEGUN))
                .time("last_seen", first(cells, SEEN)).time("valid_until", first(cells, ENDED));
        RowProblem.of(fields, cells, first(cells, BEGUN), first(cells, SEEN), first(cells, ENDED))
                .ifPresent(problem -> fields.put(Indicator.PROBLEM_FIELD, problem));
        return indicator;
    }

    /** What abuse.ch says by having a column rather than in words: a table of control servers, a site that was broken into. */
    private static void kinds(Map<String, String> cells, FieldSet fields) {
        boolean reason = cells.getOrDefault("listingreason", "").contains("C&C");
        if (cells.containsKey("c2_status") || cells.containsKey("dstip") || reason) {
            fields.add("labels", "c2");
        }
        if ("true".equalsIgnoreCase(cells.get("is_compromised"))) {
            fields.add("labels", "compromised");
        }
        list(cells.get("clamav"), "detection_name", fields);
    }

    /** A threat column holds a name, or one of abuse.ch's words for kinds of use such as {@code malware_download}. */
    private static void threat(Map<String, String> cells, FieldSet fields) {
        String threat = cells.get("threat");
        if (threat != null) {
            list(threat, threat.indexOf('_') >= 0 ? "labels" : "malware", fields);
        }
    }

    /** The family in {@code win.cobalt_strike}, where nothing more readable is given. */
    private static @Nullable String malpedia(Map<String, String> cells) {
        String name = cells.containsKey("malware_printable") ? null : cells.get("fk_malware");
        return name == null ? null : name.substring(name.indexOf('.') + 1).replace('_', ' ');
    }

    private static void list(@Nullable String cell, String field, FieldSet fields) {
        if (cell != null) {
            for (String part : cell.split("[,;|]", -1)) {
                if (!part.isBlank() && !UNKNOWN.contains(part.strip().toLowerCase(Locale.ROOT))) {
                    fields.add(field, part.strip());
                }
            }
        }
    }

    private static @Nullable String first(Map<String, String> cells, String... columns) {
        for (String column : columns) {
            String cell = cells.get(column);
            if (cell != null) {
                return cell;
            }
        }
        return null;
    }

    /** The header and the row as CSV again, so that the evidence can be read by itself. */
    private String raw(CSVRecord row) {
        return header.line() + '\n' + TableHeader.format(header.separator()).format((Object[]) row.values());
    }
}
