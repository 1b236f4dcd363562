package dev.palimpsest.ingest.decode.table;

import dev.palimpsest.ingest.decode.indicator.PapMark;
import dev.palimpsest.ingest.decode.indicator.ValueForm;
import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.ingest.decode.record.Timestamps;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What of a row could not be read, in a line without any of its content. The rest of the row is kept. */
final class RowProblem {

    /** Types that a table may name beside those that a mapping can declare. */
    private static final Set<String> FURTHER = Set.of("file-name", "mutex-name", "mutex-value", "app-id",
            "app-cert-sha256", "url-path", "pattern-in-file", "windows-registry-key-key",
            "x509-certificate-hashes-sha-1", "x509-certificate-hashes-sha-256", "configuration-profile-id",
            "android-app", "authentihash", "jarm-fingerprint", "x509-fingerprint-sha1", "x509-fingerprint-sha256",
            "eth", "windows-service-name", "windows-scheduled-task", "ja4", "hash");

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
        return TableMapping.TYPES.contains(type) || FURTHER.contains(type)
                ? ValueForm.problem(type, fields.first("indicator.value").orElse(""))
                : Optional.of("a value without a form that tells its type, and of no type that is known"
                        + ValueForm.LOST);
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
