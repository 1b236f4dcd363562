package dev.palimpsest.ingest.decode.table;

import dev.palimpsest.ingest.decode.indicator.Indicator;
import dev.palimpsest.ingest.decode.indicator.IndicatorValue;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.DecodeLimits;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Decodes lists of one value a line. The comments right above a value describe it: a report's address becomes its reference. */
public final class ListDecoder {

    private final Arrival arrival;
    private final DecodeLimits limits;
    private final List<DecodedRecord> records = new ArrayList<>();
    private final ListComments comments = new ListComments();

    private ListDecoder(Arrival arrival, DecodeLimits limits) {
        this.arrival = arrival;
        this.limits = limits;
    }

    /** An indicator for each value, one more than the limit of records at most. A value of no known form keeps its text as type {@code other}. */
    public static List<DecodedRecord> decode(String text, Arrival arrival, DecodeLimits limits) {
        ListDecoder decoder = new ListDecoder(arrival, limits);
        text.lines().takeWhile(line -> decoder.records.size() <= limits.recordsMax()).forEach(decoder::line);
        return decoder.records;
    }

    private void line(String line) {
        ListLine read = ListLine.of(line);
        if (line.isBlank()) {
            comments.blank();
        } else if (read.isComment()) {
            comments.add(read.comment());
        } else if (!read.value().isEmpty()) {
            add(read, line.strip());
        }
    }

    private void add(ListLine read, String line) {
        IndicatorValue value = IndicatorValue.of(read.value())
                .orElseGet(
                        () -> IndicatorValue.named(read.value().startsWith("/") ? "url-path" : "other", read.value()));
        Indicator indicator = new Indicator(value, limits);
        StringBuilder raw = new StringBuilder();
        indicator.fields().put("description", read.comment());
        for (String comment : comments.above()) {
            raw.append("# ").append(comment).append('\n');
            int link = comment.toLowerCase(Locale.ROOT).indexOf("http");
            if (link >= 0 && comment.indexOf("://", link) > 0) {
                indicator.fields().add("reference", comment.substring(link).split("\\s", 2)[0]);
            } else if (!ListLine.isMarker(comment)) {
                indicator.fields().put("description", comment);
            }
        }
        records.add(indicator.record("list", raw.append(line).toString(), null, null, arrival));
    }
}
