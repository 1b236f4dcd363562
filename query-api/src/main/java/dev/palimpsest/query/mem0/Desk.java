package dev.palimpsest.query.mem0;

import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Status;
import dev.palimpsest.query.barrier.Writing;
import dev.palimpsest.query.order.Orders;
import dev.palimpsest.query.order.SessionOwners;
import dev.palimpsest.query.recall.Recalls;
import dev.palimpsest.query.recall.Sighted;
import dev.palimpsest.query.settings.Settings;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** What all routes of this door work with. */
record Desk(Recalls recalls, MemoryReader reader, Writing writing, Orders orders, SessionOwners sessions,
        Settings settings, Pending pending, InstantSource clock) {

    /**
     * An id as clients give it.
     *
     * @throws Refusal where it is no UUID
     */
    static MemoryId id(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            if (uuid.toString().equalsIgnoreCase(text)) {
                return new MemoryId(uuid);
            }
        } catch (IllegalArgumentException _) {
            // refused below
        }
        throw Refusal.badRequest("a memory id is a UUID; got: " + (text.length() > 80 ? text.substring(0, 80) : text));
    }

    /** The head of a memory that stands, ended or not; empty for one taken back, held or erased. */
    Optional<Memory> standing(Caller caller, MemoryId id) {
        return seen(caller).get(caller.tenant(), id)
                .filter(memory -> memory.status() == Status.CURRENT || memory.status() == Status.EXPIRED);
    }

    /** The present memory, as far as the caller sees. */
    MemoryReader seen(Caller caller) {
        return Sighted.of(reader, caller);
    }

    /** The same, or the refusal that clients know. */
    Memory require(Caller caller, String id) {
        return standing(caller, id(id)).orElseThrow(Desk::notFound);
    }

    static Refusal notFound() {
        return Refusal.notFound("Memory not found!");
    }
}
