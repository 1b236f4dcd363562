package dev.palimpsest.ingest.decode.table;

import dev.palimpsest.ingest.decode.indicator.IndicatorValue;
import dev.palimpsest.ingest.decode.indicator.PapMark;
import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.ingest.decode.record.Timestamps;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What of a row could not be read, in a line without any of its content. The rest of the row is kept. */
final class RowProblem {

    private static final Set<String> FORMED = Set.of("ipv4", "ipv6", "domain", "email", "md5", "sha1", "sha256",
            "sha512", "cve");

    private RowProblem() {}

    /** The first thing that is wrong; empty where nothing is. */
    static Optional<String> of(FieldSet fields, Map<String, String> cells, @Nullable String from,
            @Nullable String seen, @Nullable String until) {
        return Stream.of(value(fields), time("first time", from), time("last time", seen), time("end", until),
                mark("confidence", cells.get("confidence"), fields.first("confidence").isPresent()),
                mark("TLP mark", cells.get("tlp"), fields.first("tlp").isPresent()),
                mark("PAP mark", cells.get("pap"), PapMark.parse("pap:" + cells.get("pap")).isPresent()
                        || fields.first("pap").isPresent()))
                .flatMap(Optional::stream).findFirst();
    }

    private static Optional<String> value(FieldSet fields) {
        String type = fields.first("indicator.type").orElse("");
        boolean formed = !FORMED.contains(type) || IndicatorValue.of(fields.first("indicator.value").orElse(""))
                .filter(value -> value.type().equals(type)).isPresent();
        return formed
                ? Optional.empty()
                : Optional.of("a value that has not the form of its type, " + type
                        + ": the row is kept, and no indicator comes of it");
    }

    private static Optional<String> time(String which, @Nullable String cell) {
        return cell == null || Timestamps.parse(cell).isPresent()
                ? Optional.empty()
                : Optional.of("a " + which + " that is no time: the row is kept without it");
    }

    private static Optional<String> mark(String which, @Nullable String cell, boolean isRead) {
        return cell == null || isRead
                ? Optional.empty()
                : Optional.of("a " + which + " that nobody knows: the row is kept without it");
    }
}
