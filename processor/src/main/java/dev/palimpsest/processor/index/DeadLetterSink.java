package dev.palimpsest.processor.index;

import dev.palimpsest.processor.topology.DeadLetters;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.DeadLetter;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sets records aside for good before the place moves past them. */
public final class DeadLetterSink {

    private final Producer<String, byte[]> producer;
    private final RecordSerde<DeadLetter> serde;

    /** @param producer with {@code acks=all} */
    public DeadLetterSink(Producer<String, byte[]> producer, RecordSerde<DeadLetter> serde) {
        this.producer = producer;
        this.serde = serde;
    }

    /**
     * Writes a dead letter and waits until it is durable.
     *
     * @throws IllegalStateException where it cannot be written: then nothing may move on
     */
    void put(String topic, int partition, long offset, String stage, String reason) {
        DeadLetter letter = DeadLetters.of(topic, partition, offset, stage, reason, null, null,
                System.currentTimeMillis());
        try {
            producer.send(new ProducerRecord<>(Topic.DEAD_LETTER.title(), serde.toBytes(letter))).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot set a record aside: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while setting a record aside", e);
        }
    }
}
