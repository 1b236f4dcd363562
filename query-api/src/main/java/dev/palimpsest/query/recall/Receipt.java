package dev.palimpsest.query.recall;

import dev.palimpsest.access.Sight;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What somebody was shown.
 *
 * @param id        tells when it was made, too: see {@link ReceiptId}
 * @param caller    as the credential names them
 * @param sight     how far they saw
 * @param operation {@code search}, {@code brief}, {@code get}, {@code list}, {@code history} or {@code graph}
 * @param query     the question's text; may be empty
 * @param request   the whole request as it was understood: JSON
 * @param positions where the log stood at least, as far as it was shown: next offset by partition
 * @param returned  the versions shown, in order
 */
public record Receipt(ReceiptId id, TenantId tenant, String caller, Sight sight, String operation, String query,
        String request,
        Instant at, Map<Integer, Long> positions, List<Shown> returned) {

    public Receipt {
        positions = Map.copyOf(positions);
        returned = List.copyOf(returned);
    }

    /**
     * A version that was shown.
     *
     * @param score how well it matched; 0 where nothing was ranked
     */
    public record Shown(MemoryRef ref, double score) {}
}
