package dev.palimpsest.query.mcp.tool;

import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.query.barrier.Writing;
import dev.palimpsest.query.order.Orders;
import dev.palimpsest.query.order.SessionOwners;
import dev.palimpsest.query.recall.Recalls;
import dev.palimpsest.query.recall.Sighted;
import dev.palimpsest.query.settings.Settings;
import java.time.InstantSource;

/** What all tools, resources and prompts work with. */
public record Desk(Recalls recalls, MemoryReader reader, Writing writing, Orders orders, SessionOwners sessions,
        Permission permission, Settings settings, InstantSource clock) {

    /** The present memory, as far as the caller sees. */
    MemoryReader seen(Call call) {
        return Sighted.of(reader, call.caller());
    }
}
