package dev.palimpsest.processor.topology;

import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.ledger.EventHeader;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.schemas.SubjectKey;
import dev.palimpsest.schemas.avro.ErasureStep;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Keys and partitions within the stream, all by {@link SubjectKey}. */
public final class ClaimKey {

    private ClaimKey() {}

    /** Key of a claim: tenant and subject. */
    public static String of(Claim claim) {
        return SubjectKey.of(claim.tenant(), claim.subject());
    }

    /** Key of a memory in the store: its subject's memories of its kind share the prefix {@link #prefix}. */
    public static String ofMemory(TenantId tenant, Subject subject, Kind kind, MemoryId memory) {
        return prefix(tenant, subject, kind) + memory;
    }

    /** What the keys of all memories of a subject of one kind begin with, and no other's. */
    public static String prefix(TenantId tenant, Subject subject, Kind kind) {
        return SubjectKey.of(tenant, subject) + SubjectKey.SEPARATOR + kind + SubjectKey.SEPARATOR;
    }

    /** What the keys of all memories begin with whose subject is of this type and has a name that begins so. */
    public static String prefix(TenantId tenant, String subjectType, String nameBegin) {
        return tenant.value() + SubjectKey.SEPARATOR + subjectType + ":" + nameBegin;
    }

    /** Every partition: what the memories of all subjects may meet. */
    static Optional<Set<Integer>> everywhere(String topic, String key, Memory memory, int partitions) {
        return Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet()));
    }

    static Optional<Set<Integer>> partition(String topic, String key, ErasureStep step, int partitions) {
        return Optional.of(Set.of(step.getPartition()));
    }

    static Optional<Set<Integer>> partition(String topic, String key, Claim claim, int partitions) {
        return Optional.of(Set.of(SubjectKey.partition(claim.tenant(), claim.subject(), partitions)));
    }

    static Optional<Set<Integer>> partition(String topic, String key, LogRecord entry, int partitions) {
        EventHeader header = entry.event().header();
        return Optional.of(Set.of(SubjectKey.partition(header.tenant(), header.subject(), partitions)));
    }

    static Optional<Set<Integer>> partition(String topic, String key, Memory memory, int partitions) {
        return Optional.of(Set.of(SubjectKey.partition(memory.tenant(), memory.subject(), partitions)));
    }
}
