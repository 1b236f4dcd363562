package dev.palimpsest.ingest.decode.zeek;

import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.DecodeLimits;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Decodes Zeek's tab-separated logs, row by row under their header. */
public final class ZeekTableDecoder {

    private ZeekTableDecoder() {}

    /**
     * What was read.
     *
     * @param records the rows
     * @param left    lines that are no rows of their header, to be kept as they are
     */
    public record Rows(List<DecodedRecord> records, List<String> left) {
        public Rows {
            records = List.copyOf(records);
            left = List.copyOf(left);
        }
    }

    /** The rows of a log that begins with its header. One more than the limit of records at most. */
    public static Rows decode(String text, Arrival arrival, DecodeLimits limits) {
        ZeekTable table = new ZeekTable();
        List<DecodedRecord> records = new ArrayList<>();
        List<String> left = new ArrayList<>();
        String header = "";
        long headerChars = 0; // repeated for each row so that it can be read alone, as far as that is bounded
        for (Iterator<String> lines = text.lines().iterator(); lines.hasNext();) {
            String line = lines.next();
            if (line.startsWith("#")) {
                table.read(line);
                header = "";
            } else if (!line.isBlank()) {
                header = header.isEmpty() ? table.text() + '\n' : header;
                String raw = headerChars > limits.documentBytesMax() ? line : header + line;
                headerChars += header.length();
                Optional<DecodedRecord> row = row(table, raw, line, arrival, limits);
                row.ifPresentOrElse(records::add, () -> left.add(line));
            }
            if (records.size() + left.size() > limits.recordsMax()) {
                break;
            }
        }
        return new Rows(records, left);
    }

    private static Optional<DecodedRecord> row(ZeekTable table, String raw, String line, Arrival arrival,
            DecodeLimits limits) {
        return table.isReady()
                ? table.row(line).flatMap(json -> ZeekDecoder.decode(json, raw, arrival, limits))
                : Optional.empty();
    }
}
