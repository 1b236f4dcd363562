package dev.palimpsest.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.ledger.LogRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class LogTailTest {

    private static final TopicPartition PARTITION = new TopicPartition("log", 0);

    @Test
    void shouldLeaveOutWhatCannotBeReadAndGoOnAfterIt() {
        MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
        consumer.assign(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        for (int offset = 0; offset < 3; offset++) {
            consumer.addRecord(new ConsumerRecord<>("log", 0, offset, "m", new byte[]{(byte) offset}));
        }
        LogRecord sample = sample();
        try (LogTail tail = new LogTail(consumer, record -> {
            if (record.offset() == 1) {
                throw new SerializationException("broken");
            }
            return new MemoryLog.Entry(record.partition(), record.offset(), sample);
        })) {
            assertThat(tail.poll(Duration.ZERO)).extracting(MemoryLog.Entry::offset).containsExactly(0L, 2L);
            assertThat(tail.place()).isEqualTo(Map.of(0, 3L));
        }
    }

    private static LogRecord sample() {
        List<LogRecord> records = new ArrayList<>();
        SampleLog.random(1, 5).readTo(Map.of(0, 100L, 1, 100L, 2, 100L), entry -> records.add(entry.record()));
        return records.getFirst();
    }
}
