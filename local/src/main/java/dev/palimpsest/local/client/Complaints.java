package dev.palimpsest.local.client;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was said against records of a file, and of which: the first of each kind by number. For one thread. */
public final class Complaints {

    private static final int REASONS_MAX = 20;
    private static final int NUMBERS_MAX = 3;

    private final TreeMap<String, Complaint> byReason = new TreeMap<>();

    /**
     * One kind of complaint.
     *
     * @param count   how many records it concerns
     * @param records the first of them, counted from 1 in the order of the file
     */
    public record Complaint(long count, List<Long> records) {}

    /** Adds one; kinds beyond a bound are counted nowhere. */
    public void add(String reason, long record) {
        Complaint known = byReason.get(reason);
        if (known == null && byReason.size() >= REASONS_MAX) {
            return;
        }
        List<Long> records = new ArrayList<>(known == null ? List.of() : known.records());
        if (records.size() < NUMBERS_MAX) {
            records.add(record);
        }
        byReason.put(reason, new Complaint(known == null ? 1 : known.count() + 1, List.copyOf(records)));
    }

    /** All, by reason. */
    @JsonValue
    public Map<String, Complaint> byReason() {
        return byReason;
    }

    /** Lines for people, each after the word for what happened: {@code 2 refused: binary data (record 3, 9)}. */
    public List<String> lines(String what) {
        return byReason.entrySet().stream().map(each -> each.getValue().count() + " " + what + ": " + each.getKey()
                + " (record " + String.join(", ", each.getValue().records().stream().map(String::valueOf).toList())
                + (each.getValue().count() > each.getValue().records().size() ? ", …" : "") + ")").toList();
    }
}
