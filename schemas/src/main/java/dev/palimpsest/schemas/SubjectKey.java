package dev.palimpsest.schemas;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Where a subject lives. Claims, log and current memories of one subject share a partition number, so a partition of the
 * log has a single writer and one hash chain.
 */
public final class SubjectKey {

    /** Stands between the parts of a key; no part can hold a control character. */
    public static final char SEPARATOR = '\u001f';

    private SubjectKey() {}

    /** Tenant and subject as a record's key. */
    public static String of(TenantId tenant, Subject subject) {
        return tenant.value() + SEPARATOR + subject;
    }

    /** The partition of a subject; Kafka's own default for this key, so foreign producers of claims agree. */
    public static int partition(TenantId tenant, Subject subject, int partitions) {
        byte[] key = of(tenant, subject).getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
