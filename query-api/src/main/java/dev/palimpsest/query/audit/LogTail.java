package dev.palimpsest.query.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** By a consumer of its own, which fetches no more than it is asked for. */
final class LogTail implements Tail {

    private static final Logger LOGGER = LoggerFactory.getLogger(LogTail.class);

    private final Consumer<String, byte[]> consumer;
    private final Function<ConsumerRecord<String, byte[]>, MemoryLog.Entry> read;

    /** @param consumer stands at the place, on all partitions; closed with this */
    LogTail(Consumer<String, byte[]> consumer, Function<ConsumerRecord<String, byte[]>, MemoryLog.Entry> read) {
        this.consumer = consumer;
        this.read = read;
    }

    @Override
    public List<MemoryLog.Entry> poll(Duration most) {
        List<MemoryLog.Entry> entries = new ArrayList<>();
        consumer.poll(most).forEach(record -> readable(record).ifPresent(entries::add));
        return entries;
    }

    /** One bad record must not end all streams of all tenants, each time they come to it. */
    private Optional<MemoryLog.Entry> readable(ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.of(read.apply(record));
        } catch (SerializationException e) {
            LOGGER.atWarn().addKeyValue("offset", record.offset()).addKeyValue("partition", record.partition())
                    .log("a record of the log cannot be read: nobody who follows is told of it");
            return Optional.empty();
        }
    }

    @Override
    public Map<Integer, Long> place() {
        Map<Integer, Long> place = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            place.put(partition.partition(), consumer.position(partition));
        }
        return place;
    }

    @Override
    public void close() {
        try {
            consumer.close();
        } catch (KafkaException e) { // the answer has begun, and has ended
            LOGGER.atDebug().setCause(e).log("a consumer did not close cleanly");
        }
    }
}
