package dev.palimpsest.query.mcp.tool;

import dev.palimpsest.access.Refusal;
import dev.palimpsest.index.IndexUnavailable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All tools there are, and how a call of one ends: with an answer, or with one line that says why not. */
public final class Tools {

    private static final Logger LOGGER = LoggerFactory.getLogger(Tools.class);

    private Tools() {}

    /** OpenMemory's, our own and mem0's. */
    public static List<Tool> all(Desk desk) {
        return List.of(new AddMemories(desk), SearchMemory.present(desk), new ListMemories(desk),
                DeleteAllMemories.memories(desk), Forget.openMemory(desk),
                new Brief(desk), new GetHistory(desk), new ExplainMemory(desk), SearchMemory.past(desk),
                new LookupIndicator(desk), new RecordVerdict(desk), Forget.own(desk),
                new Mem0Writes(desk), Mem0Reads.search(desk), Mem0Reads.list(desk), new GetMemory(desk),
                new UpdateMemory(desk), Forget.mem0(desk), DeleteAllMemories.entities(desk), new ListEntities(desk),
                Mem0Events.list(desk), Mem0Events.status(desk));
    }

    /** How a call ended. */
    public sealed interface Outcome {
        /** With an answer. */
        record Done(Answer answer) implements Outcome {}

        /** Without one, and why, in one line for the model. */
        record Failed(String why) implements Outcome {}
    }

    /**
     * Calls a tool. What only reads may be interrupted meanwhile.
     *
     * @throws Cancelled where the client wants no answer any more
     */
    public static Outcome call(Tool tool, Call call, Map<String, Object> arguments) {
        Tool.Spec spec = tool.spec();
        if (spec.nature() == Tool.Nature.READS) {
            call.cancellation().reads();
        }
        try {
            return new Outcome.Done(tool.call(call, Arguments.of(arguments, spec.input())));
        } catch (Cancelled e) {
            throw e;
        } catch (RuntimeException e) {
            call.heed(); // what an interruption leads to is no failure of the tool's
            return new Outcome.Failed(why(spec.name(), e));
        } finally {
            call.cancellation().hasRead();
        }
    }

    /** In one line; what a programmer needs goes to the log. */
    static String why(String what, RuntimeException failure) {
        return switch (failure) {
            case Refusal refusal -> refusal.detail();
            case IllegalArgumentException refused -> line(refused);
            case IndexUnavailable _ ->
                "the index does not answer now; writes are accepted all the same. Try again later";
            case KafkaException _ -> "the brokers do not answer now. Try again later";
            default -> {
                String reference = UUID.randomUUID().toString();
                LOGGER.atError().addKeyValue("reference", reference).addKeyValue("what", what).setCause(failure)
                        .log("an MCP call failed");
                yield "internal error; the service's log has it under " + reference;
            }
        };
    }

    private static String line(RuntimeException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("refused");
    }
}
