package dev.palimpsest.processor.erasure;

import dev.palimpsest.index.MemoryWriter;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.schemas.avro.ErasureStep;
import java.util.HashSet;
import java.util.Set;

/**
 * What the index answered when it was asked, after it was rewritten, what it still holds.
 *
 * @param index       the name of the index that was asked, never given twice
 * @param documents   how many it holds of the tenant's, all of which were looked at
 * @param readable    how many of them can be read and are under one of the keys
 * @param pastDeleted how many indices of the past were deleted
 */
record IndexRemains(String index, long documents, long readable, int pastDeleted) {

    /** Deletes the tenant's indices of the past, and looks at every document of the other. */
    static IndexRemains of(MemoryWriter index, ErasureStep order) {
        TenantId tenant = new TenantId(order.getTenant());
        int past = index.dropPast(tenant);
        index.refresh();
        Set<String> keys = new HashSet<>(order.getKeys());
        long[] counts = new long[2];
        index.scan(tenant, memory -> {
            counts[0]++;
            boolean own = memory.content().key().filter(keys::contains).isPresent();
            counts[1] += own && memory.content() instanceof Content.Plain ? 1 : 0;
        });
        return new IndexRemains(index.identity(), counts[0], counts[1], past);
    }
}
