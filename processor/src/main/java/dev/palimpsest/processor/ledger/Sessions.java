package dev.palimpsest.processor.ledger;

import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Protection;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.processor.topology.ClaimKey;
import dev.palimpsest.schemas.SubjectKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The working memories of each session that stand, the oldest first, and when it was last active.
 *
 * @param open by tenant and session: milliseconds since the epoch, then ids, with spaces between
 */
record Sessions(KeyValueStore<String, String> open) {

    static final String STORE = "open-sessions";

    /** When the session of a working memory was last active; of all others, when they last changed. */
    Instant activeAt(Memory memory) {
        String session = memory.kind() == Kind.WORKING ? open.get(key(memory.tenant(), memory.subject())) : null;
        return session == null ? memory.updatedAt() : Instant.ofEpochMilli(Long.parseLong(parts(session).getFirst()));
    }

    /** Takes note of a working memory that changed. What ends by itself is no activity. */
    void changed(Memory memory) {
        if (memory.kind() != Kind.WORKING) {
            return;
        }
        String key = key(memory.tenant(), memory.subject());
        String known = open.get(key);
        List<String> parts = new ArrayList<>(known == null ? List.of("0") : parts(known));
        String id = memory.id().toString();
        if (memory.status() == Status.CURRENT) {
            parts.set(0, Long.toString(Math.max(Long.parseLong(parts.getFirst()), memory.updatedAt().toEpochMilli())));
            if (!parts.contains(id)) {
                parts.add(id);
            }
        } else {
            parts.remove(id);
        }
        if (parts.size() == 1) {
            open.delete(key);
        } else {
            open.put(key, String.join(" ", parts));
        }
    }

    /** The working memories of a session that stand, the oldest first. */
    List<Memory> standing(TenantId tenant, Subject run, SubjectMemories memories) {
        String known = open.get(key(tenant, run));
        String prefix = ClaimKey.prefix(tenant, run, Kind.WORKING);
        return known == null
                ? List.of()
                : parts(known).stream().skip(1).map(id -> memories.at(prefix + id)).filter(Objects::nonNull).toList();
    }

    /** The memories that must leave for the session to keep to its capacity: the oldest that nobody protects. */
    List<Memory> crowded(TenantId tenant, Subject run, int max, SubjectMemories memories) {
        List<Memory> standing = standing(tenant, run, memories);
        return standing.stream().filter(memory -> memory.protection() == Protection.NONE)
                .limit(Math.max(0, standing.size() - max)).toList();
    }

    private static List<String> parts(String text) {
        return List.of(text.split(" ", -1));
    }

    private static String key(TenantId tenant, Subject run) {
        return SubjectKey.of(tenant, run);
    }
}
