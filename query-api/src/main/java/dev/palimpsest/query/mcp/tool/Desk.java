package dev.palimpsest.query.mcp.tool;

import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.query.barrier.Writing;
import dev.palimpsest.query.order.Orders;
import dev.palimpsest.query.recall.Recalls;
import dev.palimpsest.query.recall.Sighted;
import java.time.InstantSource;

/** What all tools, resources and prompts work with. */
public record Desk(Recalls recalls, MemoryReader reader, Writing writing, Orders orders, Permission permission,
        InstantSource clock) {

    /** The present memory, as far as the caller sees. */
    MemoryReader seen(Call call) {
        return Sighted.of(reader, call.caller());
    }
}
