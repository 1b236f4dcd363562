package dev.palimpsest.query.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Settings that are kept nowhere: for tests of what reads and writes them. */
public final class HeapSettings implements Settings {

    private final SettingsTable table = new SettingsTable();
    private final AtomicLong place = new AtomicLong();
    private final InstantSource clock;

    public HeapSettings(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Optional<Entry> get(TenantId tenant, Sort sort, String id) {
        return table.get(tenant, sort, id);
    }

    @Override
    public List<Entry> all(TenantId tenant, Sort sort) {
        return table.all(tenant, sort);
    }

    @Override
    public List<Entry> all(Sort sort) {
        return table.all(sort);
    }

    @Override
    public void put(TenantId tenant, Sort sort, String id, ObjectNode value, String actor,
            @Nullable String keyId) {
        table.apply(tenant, sort, id, place.incrementAndGet(),
                new Entry(tenant, sort, id, value, actor, clock.instant(), keyId));
    }

    @Override
    public @Nullable String keyOf(TenantId tenant, Subject person) {
        return null;
    }

    @Override
    public void remove(TenantId tenant, Sort sort, String id, String actor) {
        table.apply(tenant, sort, id, place.incrementAndGet(), null);
    }
}
