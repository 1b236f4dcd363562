package dev.palimpsest.ingest.decode.table;

import dev.palimpsest.ingest.decode.indicator.IndicatorValue;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.DecodeLimits;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Decodes a table whose columns were declared. For one thread. */
public final class MappedTable {

    private final TableMapping mapping;
    private final Arrival arrival;
    private final DecodeLimits limits;
    private final List<DecodedRecord> records = new ArrayList<>();
    private @Nullable List<String> header;
    private @Nullable String problem;

    /**
     * What a table held.
     *
     * @param records the indicators of its rows, one more than the limit of records at most
     * @param problem why it is not to be taken, in one line; null where nothing is wrong
     */
    public record Rows(List<DecodedRecord> records, @Nullable String problem) {}

    private MappedTable(TableMapping mapping, Arrival arrival, DecodeLimits limits) {
        this.mapping = mapping;
        this.arrival = arrival;
        this.limits = limits;
    }

    /** The rows of a text that begins with the header, where the mapping says that there is one. */
    public static Rows decode(TableMapping mapping, String text, Arrival arrival, DecodeLimits limits) {
        MappedTable table = new MappedTable(mapping, arrival, limits);
        long lines = 0;
        try (CSVParser parser = CSVParser.parse(text, format(mapping))) {
            for (CSVRecord row : parser) {
                lines = parser.getCurrentLineNumber();
                if (!mapping.isComment(row.get(0))) {
                    table.row(row);
                }
                if (table.problem != null || table.records.size() > limits.recordsMax()) {
                    break;
                }
            }
        } catch (IOException | RuntimeException e) {
            table.problem = "a row after line " + lines + " that is not CSV: a stray quote";
        }
        return new Rows(table.records, table.problem);
    }

    private static CSVFormat format(TableMapping mapping) {
        return TableHeader.format(mapping.delimiter());
    }

    private void row(CSVRecord row) {
        List<String> columns = header;
        if (columns == null) {
            columns = row.toList();
            header = columns;
            problem = mapping.misfit(columns).orElse(null);
            if (mapping.header() || problem != null) {
                return;
            }
        }
        Map<String, String> cells = cells(row, columns);
        List<IndicatorValue> values = values(cells);
        String raw = (mapping.header() ? format(mapping).format(columns.toArray()) + '\n' : "")
                + format(mapping).format((Object[]) row.values());
        values.forEach(value -> records.add(TableDecoder.indicator(value, cells, limits).record("csv", raw,
                cells.get("valid_from"), null, arrival)));
    }

    private Map<String, String> cells(CSVRecord row, List<String> columns) {
        Map<String, String> cells = new HashMap<>(mapping.constants());
        mapping.columns().forEach((field, column) -> {
            int at = mapping.index(column, columns);
            if (at >= 0 && at < row.size() && !row.get(at).isBlank()) {
                cells.put(field, row.get(at).strip());
            }
        });
        return cells;
    }

    private List<IndicatorValue> values(Map<String, String> cells) {
        Map<String, IndicatorValue> found = new LinkedHashMap<>();
        for (String field : TableMapping.VALUES) {
            String cell = cells.get(field);
            if (cell != null && problem == null) {
                values(field, cell, cells.get("type")).forEach(value -> found.put(value.value(), value));
            }
        }
        if (found.isEmpty() && problem == null) {
            String field = TableMapping.VALUES.stream().filter(mapping.columns()::containsKey).findFirst()
                    .orElse("value");
            problem = mapping.at(mapping.line(field)) + "a row without a " + field;
        }
        return problem == null ? List.copyOf(found.values()) : List.of();
    }

    private List<IndicatorValue> values(String field, String cell, @Nullable String stated) {
        if (!field.equals("value")) {
            return TableDecoder.split(cell, field.equals("ip") ? "ipv4" : field);
        }
        String word = stated == null ? "" : stated.toLowerCase(Locale.ROOT);
        Optional<String> type = Optional.ofNullable(mapping.types().get(word))
                .or(() -> Optional.of(word).filter(TableMapping.TYPES::contains));
        List<IndicatorValue> formed = TableDecoder.split(cell, type.orElse("other"));
        boolean known = formed.stream().noneMatch(value -> value.type().equals("other"));
        if (type.isPresent() && !type.get().startsWith("ip") && formed.size() == 1) {
            return List.of(IndicatorValue.named(type.get(), formed.getFirst().value())); // its author knows best
        }
        if (!known) {
            problem = mapping.at(mapping.line("type")) + (stated == null
                    ? "a value that has the form of no type: give the table's column of types, or a constant type"
                    : "a value of a type nobody knows; say under types: what \"" + shown(stated) + "\" means");
        }
        return formed;
    }

    private static String shown(String word) {
        String line = word.replaceAll("\\p{Cntrl}", " ");
        return line.substring(0, Math.min(line.length(), 40));
    }
}
