package dev.palimpsest.query.recall;

import dev.palimpsest.access.Refusal;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.TenantId;
import java.util.List;
import java.util.regex.Pattern;

/** Memories by what people type. */
public final class Heads {

    private static final Pattern SHORT_ID = Pattern
            .compile("[0-9a-f-]{" + MemoryReader.PREFIX_LENGTH_MIN + ",35}");

    private Heads() {}

    /**
     * The memory of an id or of the beginning of one.
     *
     * @throws Refusal where there is none of this tenant, or several begin so
     */
    public static Memory find(MemoryReader reader, TenantId tenant, String id) {
        List<Memory> found = SHORT_ID.matcher(id).matches()
                ? reader.startingWith(tenant, id, 2)
                : reader.get(tenant, MemoryId.parse(id)).stream().toList();
        if (found.size() > 1) {
            throw Refusal.badRequest("several memories begin with " + id + ": type more of the id");
        }
        return found.stream().findFirst().orElseThrow(() -> Refusal.notFound("no memory " + id));
    }
}
