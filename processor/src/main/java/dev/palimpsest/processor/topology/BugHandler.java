package dev.palimpsest.processor.topology;

import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exception in a processor is a bug or a broken store, since what a record can cause is a value or a dead letter
 * before it comes to that. Going on would keep half of what the record did, so the task fails and nothing of it is
 * committed.
 *
 * <p>Set as {@code processing.exception.handler}.
 */
public final class BugHandler implements ProcessingExceptionHandler {

    private static final Logger LOGGER = LoggerFactory.getLogger(BugHandler.class);

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        LOGGER.atError().addKeyValue("node", context.processorNodeId()).addKeyValue("task", context.taskId())
                .addKeyValue("topic", context.topic()).addKeyValue("partition", context.partition())
                .addKeyValue("offset", context.offset()).log("a processor failed; nothing of this record is kept");
        return Response.fail();
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // nothing to set
    }
}
