package dev.palimpsest.query.audit;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The log from a place on, for as long as one cares to ask. For one thread. */
public interface Tail extends AutoCloseable {

    /**
     * What was committed next, in order within each partition; a bounded number of events, and none where nothing was within that time. A
     * record that cannot be read is left out and logged.
     *
     * @throws org.apache.kafka.common.KafkaException where the brokers do not answer
     */
    List<MemoryLog.Entry> poll(Duration most);

    /** The place after all that was handed over: next offset of all partitions. */
    Map<Integer, Long> place();

    @Override
    void close();
}
