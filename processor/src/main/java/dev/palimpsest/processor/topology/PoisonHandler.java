package dev.palimpsest.processor.topology;

import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.DeadLetter;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets a record aside that will never be readable, so that its partition goes on; in the same transaction. Whatever else
 * goes wrong while reading, as an unreachable registry does, may pass: the task fails and starts again at that record.
 *
 * <p>Set as {@code deserialization.exception.handler}, with {@link #CONTRACTS_CONFIG} beside it.
 */
public final class PoisonHandler implements DeserializationExceptionHandler {

    /** The {@link Contracts} to write dead letters with, given as an object. */
    public static final String CONTRACTS_CONFIG = "palimpsest.contracts";

    private static final Logger LOGGER = LoggerFactory.getLogger(PoisonHandler.class);

    /** Room in a record for the letter around the value. */
    private static final int VALUE_BYTES_MAX = Topic.RECORD_BYTES_MAX - 64 * 1024;

    private @Nullable RecordSerde<DeadLetter> letters;

    @Override
    public void configure(Map<String, ?> configs) {
        if (!(configs.get(CONTRACTS_CONFIG) instanceof Contracts contracts)) {
            throw new IllegalArgumentException(CONTRACTS_CONFIG + " must hold the contracts");
        }
        letters = contracts.deadLetter();
    }

    @Override
    public Response handleError(ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record,
            Exception exception) {
        if (letters == null || !(exception instanceof SerializationException)) {
            return Response.fail();
        }
        LOGGER.atWarn().addKeyValue("topic", record.topic()).addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset()).log("set aside a record that cannot be read");
        DeadLetter letter = DeadLetters.of(record.topic(), record.partition(), record.offset(), stage(record.topic()),
                "cannot be read: " + exception.getMessage(), null, value(record), record.timestamp());
        return Response.resume(List.of(new ProducerRecord<>(Topic.DEAD_LETTER.title(), null, record.timestamp(),
                record.key(), letters.toBytes(letter))));
    }

    private static String stage(String topic) {
        return topic.equals(Topic.OBSERVATIONS.title()) ? "extract" : "ledger";
    }

    /** Observations stay where they are; what comes from elsewhere is kept here, where a letter can hold it. */
    private static byte @Nullable [] value(ConsumerRecord<byte[], byte[]> record) {
        boolean staysInItsTopic = record.topic().equals(Topic.OBSERVATIONS.title());
        return staysInItsTopic || record.value().length > VALUE_BYTES_MAX ? null : record.value();
    }
}
