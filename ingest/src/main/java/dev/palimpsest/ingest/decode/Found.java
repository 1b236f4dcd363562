package dev.palimpsest.ingest.decode;

import dev.palimpsest.ingest.decode.record.DecodedRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found in one input so far. For one thread. */
final class Found {

    /**
     * Text that no format claimed, to be kept as a line.
     *
     * @param problem what was wrong with it; null where nothing was
     * @param alone   whether it says nothing of the rest of the input, as a row says nothing of the other rows
     */
    record Rest(String text, @Nullable String problem, boolean alone) {}

    private final int recordsMax;
    private final List<DecodedRecord> records = new ArrayList<>();
    private final List<Rest> rests = new ArrayList<>();
    private @Nullable String refusal;
    private String nothing = "nothing to keep";

    Found(int recordsMax) {
        this.recordsMax = recordsMax;
    }

    void add(DecodedRecord record) {
        records.add(record);
    }

    void addAll(List<DecodedRecord> more) {
        records.addAll(more);
    }

    void addRest(String text, @Nullable String problem) {
        rests.add(new Rest(text, problem, false));
    }

    /** A row among others that can be read. */
    void addRow(String line, String problem) {
        rests.add(new Rest(line, problem, true));
    }

    /** Nothing of the input is to be taken. */
    void refuse(String reason) {
        refusal = reason;
    }

    /** Why nothing of it is to be taken; null where it is. */
    @Nullable
    String refusal() {
        return refusal;
    }

    /** Why there may be nothing. */
    void understoodAs(String reason) {
        nothing = reason;
    }

    boolean isFull() {
        return records.size() + rests.size() > recordsMax;
    }

    List<DecodedRecord> records() {
        return records;
    }

    List<Rest> rests() {
        return rests;
    }

    String nothing() {
        return nothing;
    }
}
