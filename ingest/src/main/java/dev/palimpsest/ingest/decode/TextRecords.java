package dev.palimpsest.ingest.decode;

import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.Arrival.Expected;
import dev.palimpsest.ingest.decode.record.DecodeLimits;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.ingest.decode.table.ListDecoder;
import dev.palimpsest.ingest.decode.table.ListLine;
import dev.palimpsest.ingest.decode.table.MappedTable;
import dev.palimpsest.ingest.decode.table.TableDecoder;
import dev.palimpsest.ingest.decode.table.TableHeader;
import dev.palimpsest.ingest.decode.table.TableMapping;
import dev.palimpsest.ingest.decode.zeek.ZeekTable;
import dev.palimpsest.ingest.decode.zeek.ZeekTableDecoder;
import java.util.List;
import java.util.Optional;

/** Reads inputs that are no JSON: tables, lists, and for all the rest one line. */
final class TextRecords {

    /** How many lines tell what a text is. */
    private static final int LOOK_LINES = 200;

    /** A list without a single comment needs so many observables, and nothing else, to be taken for one. */
    private static final int BARE_LIST_LINES_MIN = 3;

    private final DecodeLimits limits;

    TextRecords(DecodeLimits limits) {
        this.limits = limits;
    }

    void read(String text, Arrival arrival, Found found) {
        if (ZeekTable.begins(text)) {
            found.understoodAs("a log's header without rows");
            ZeekTableDecoder.Rows rows = ZeekTableDecoder.decode(text, arrival, limits);
            found.addAll(rows.records());
            rows.left().forEach(line -> found.addRest(line, "not a row of its header"));
            return;
        }
        if (!Decoders.mayBeIntelligence(arrival)) {
            found.addRest(text, null);
            return;
        }
        List<String> lines = text.lines().filter(line -> !line.isBlank()).limit(LOOK_LINES).toList();
        boolean expected = arrival.expected() == Expected.INTELLIGENCE;
        Optional<TableHeader> header = expected
                ? header(lines).or(() -> TableHeader.ofRow(lines.getFirst()))
                : header(lines).filter(TableHeader::isFeed);
        if (header.isPresent()) {
            found.understoodAs("a table header without rows");
            TableDecoder.Rows rows = TableDecoder.decode(header.get(), below(header.get(), text), arrival, limits);
            keep(rows.records(), text, lines.size() > 1, found);
            if (!rows.records().isEmpty()) {
                rows.left().forEach(line -> found.addRow(line, "a row that is not CSV: a stray quote"));
            }
        } else if (isList(lines, arrival)) {
            found.understoodAs("a list of comments only");
            keep(ListDecoder.decode(text, arrival, limits), text, false, found);
        } else {
            found.addRest(text, null);
        }
    }

    /** Reads a table whose columns were declared. */
    void readMapped(TableMapping mapping, String text, Arrival arrival, Found found) {
        MappedTable.Rows rows = MappedTable.decode(mapping, text, arrival, limits);
        found.understoodAs("a table without rows");
        found.addAll(rows.records());
        if (rows.problem() != null) {
            found.refuse(rows.problem());
        }
    }

    /** Rows that turned out to be none keep their text. */
    private static void keep(List<DecodedRecord> records, String text, boolean hasRows, Found found) {
        if (records.isEmpty() && hasRows) {
            found.addRest(text, "a table without a row that can be read");
        } else {
            found.addAll(records);
        }
    }

    /** The header on the first line that is no comment, or in the comments above it. */
    private static Optional<TableHeader> header(List<String> lines) {
        Optional<TableHeader> found = Optional.empty();
        if (lines.size() == 1) {
            return found; // a header alone says nothing, and most inputs are one line
        }
        for (String line : lines) {
            Optional<TableHeader> header = TableHeader.of(line);
            found = header.isPresent() ? header : found;
            if (!line.startsWith("#")) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static String below(TableHeader header, String text) {
        int at = text.indexOf(header.line());
        return at < 0 ? text : text.substring(at + header.line().length());
    }

    private static boolean isList(List<String> lines, Arrival arrival) {
        List<ListLine> read = lines.stream().map(ListLine::of).toList();
        List<ListLine> values = read.stream().filter(line -> !line.isComment()).toList();
        boolean commented = read.getFirst().isComment();
        boolean expected = arrival.expected() == Expected.INTELLIGENCE;
        if (values.isEmpty()) {
            return expected;
        }
        boolean entries = values.stream().allMatch(ListLine::isEntry);
        if (expected || commented) {
            return entries && (commented || values.stream().anyMatch(ListLine::isObservable));
        }
        return values.size() >= BARE_LIST_LINES_MIN && values.stream().allMatch(ListLine::isObservable);
    }
}
