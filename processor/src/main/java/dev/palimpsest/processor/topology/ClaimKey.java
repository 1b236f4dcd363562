package dev.palimpsest.processor.topology;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.ledger.LogRecord;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;

/**
 * Where a subject lives. Claims, log and current memories of one subject share a partition number, so a partition of the
 * log has a single writer and one hash chain.
 */
public final class ClaimKey {

    private static final char SEPARATOR = '\u001f';

    private ClaimKey() {}

    /** Key of a claim: tenant and subject. */
    public static String of(TenantId tenant, Subject subject) {
        return tenant.value() + SEPARATOR + subject;
    }

    /** Key of a claim: tenant and subject. */
    public static String of(Claim claim) {
        return of(claim.tenant(), claim.subject());
    }

    /** Key of a memory in the store: its subject's memories share the prefix {@link #prefix}. */
    public static String ofMemory(TenantId tenant, Subject subject, MemoryId memory) {
        return prefix(tenant, subject) + memory;
    }

    /** What the keys of all memories of a subject begin with, and no other's. */
    public static String prefix(TenantId tenant, Subject subject) {
        return of(tenant, subject) + SEPARATOR;
    }

    static Optional<Set<Integer>> partition(String topic, String key, Claim claim, int partitions) {
        return partition(of(claim), partitions);
    }

    static Optional<Set<Integer>> partition(String topic, String key, LogRecord entry, int partitions) {
        return partition(of(entry.event().header().tenant(), entry.event().header().subject()), partitions);
    }

    static Optional<Set<Integer>> partition(String topic, String key, Memory memory, int partitions) {
        return partition(of(memory.tenant(), memory.subject()), partitions);
    }

    /** The partition of a subject; Kafka's own default for this key, so foreign producers of claims agree. */
    public static int partition(TenantId tenant, Subject subject, int partitions) {
        byte[] key = of(tenant, subject).getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    private static Optional<Set<Integer>> partition(String key, int partitions) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return Optional.of(Set.of(Utils.toPositive(Utils.murmur2(bytes)) % partitions));
    }
}
