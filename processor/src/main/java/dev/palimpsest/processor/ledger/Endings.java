package dev.palimpsest.processor.ledger;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.ledger.Expiry;
import dev.palimpsest.memory.ledger.Expiry.End;
import dev.palimpsest.processor.topology.ClaimKey;
import dev.palimpsest.schemas.SubjectKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * When memories end by themselves, in the order of time. For each memory with an end there is an entry that is not later than it. An
 * entry may be too early, since ends move back whenever something is heard again: whoever meets it looks at the memory and puts it
 * where it belongs. So what is heard often costs nothing here.
 *
 * @param due    memories' keys by time and key
 * @param expiry the rules
 */
record Endings(KeyValueStore<String, String> due, Sessions sessions, Expiry expiry) {

    static final String STORE = "due-endings";

    private static final String NONE = "0";

    /** Notes the end of a memory that changed, where no earlier one is noted. */
    void changed(@Nullable Memory before, Memory memory) {
        Optional<End> end = end(memory);
        if (end.isEmpty()) {
            return;
        }
        Instant noted = before == null ? null : end(before).map(End::at).orElse(null);
        if (noted == null || noted.isAfter(end.get().at())) {
            note(memory, end.get().at());
        }
    }

    /** A memory, as it is stored, and its end. */
    record Ending(Memory memory, End end) {}

    /** When and why the memory ends. */
    Optional<End> end(Memory memory) {
        return expiry.end(memory, sessions.activeAt(memory));
    }

    /**
     * The memories whose entries are due, taken off; those whose end moved are noted again.
     *
     * @param looksMax most entries that are met
     */
    List<Ending> take(Instant now, int looksMax, SubjectMemories memories) {
        List<KeyValue<String, String>> met = new ArrayList<>();
        try (KeyValueIterator<String, String> entries = due.range(NONE, time(now) + Character.MAX_VALUE)) {
            while (entries.hasNext() && met.size() < looksMax) {
                met.add(entries.next());
            }
        }
        List<Ending> ending = new ArrayList<>();
        for (KeyValue<String, String> entry : met) {
            due.delete(entry.key);
            Memory stored = memories.at(entry.value);
            if (stored == null) {
                continue;
            }
            Memory memory = memories.sealed().open(stored);
            Optional<End> end = end(memory);
            if (end.isPresent()) {
                if (end.get().at().isAfter(now)) {
                    note(memory, end.get().at());
                } else {
                    ending.add(new Ending(stored, end.get()));
                }
            }
        }
        return ending;
    }

    private void note(Memory memory, Instant at) {
        String key = ClaimKey.ofMemory(memory.tenant(), memory.subject(), memory.kind(), memory.id());
        due.put(time(at) + SubjectKey.SEPARATOR + key, key);
    }

    /** Sorts as times do; what is before 1970 is due at once. */
    private static String time(Instant at) {
        return String.format("%016x", Math.max(0, at.getEpochSecond()));
    }
}
