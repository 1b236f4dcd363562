package dev.palimpsest.query.audit;

import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/** Where the events of the log come from, in order within each partition. */
interface EventSource {

    /**
     * Hands over what the log learnt up to an instant, as far as it is committed now.
     *
     * @param from    next offset by partition; a partition that is missing is read from its first record
     * @param knownAt the last instant of system time that counts
     * @return where it ended: next offset by partition, of all partitions
     * @throws org.apache.kafka.common.errors.SerializationException naming the record that cannot be read
     */
    Map<Integer, Long> readUntil(Map<Integer, Long> from, Instant knownAt, Consumer<MemoryLog.Entry> each);

    /**
     * Hands over the log from its first records up to a position.
     *
     * @param to next offset by partition; of partitions that are missing nothing is read
     * @throws org.apache.kafka.common.errors.SerializationException naming the record that cannot be read
     */
    void readTo(Map<Integer, Long> to, Consumer<MemoryLog.Entry> each);
}
