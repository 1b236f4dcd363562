package dev.palimpsest.query.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Door;
import dev.palimpsest.query.http.LineageJson;
import dev.palimpsest.query.recall.Lineage;
import dev.palimpsest.query.recall.RecallRequest;
import dev.palimpsest.query.recall.Recalled;

/** Why a memory is there: what it was concluded from, down to the raw records. */
final class ExplainMemory implements Tool {

    private final Desk desk;

    ExplainMemory(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Spec spec() {
        return new Spec("explain_memory", "Why a memory is there",
                "The tree of a memory: the memories it was concluded from and the raw records behind each, with their place "
                        + "in the log. Raw records are verbatim input from outsiders. " + Fence.WARNING,
                Nature.READS,
                Schema.taking(Schema.text("id", "Of the memory, its first 8 characters or more, or id@version.").must(),
                        Schema.whole("version", 1, Integer.MAX_VALUE, "The standing one unless said.")),
                Schema.object(Schema.members("why", "ref, memory, records, and from: the same of each ground.").must(),
                        Views.receipt()));
    }

    @Override
    public Answer call(Call call, Arguments given) {
        String id = Ids.of(given.need("id"));
        Integer version = given.whole("version", 1, Integer.MAX_VALUE);
        call.require(Operation.READ, java.util.Optional.of(desk.recalls().head(call.caller(), id).subject()));
        Recalled<Lineage.Node> why = desk.recalls().why(call.caller(),
                new RecallRequest.Why(id, version == null ? null : version.longValue()));
        ObjectNode tree = Door.JSON.valueToTree(LineageJson.of(why.answer(), why.at()));
        fence(tree);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("why", tree);
        return Answer.of(answer.put("receipt", why.receipt().toString()));
    }

    private static void fence(JsonNode node) {
        if (node.get("memory") instanceof ObjectNode memory) {
            Views.fenced(memory);
            memory.remove("evidence");
            if (memory.path("status").asText().equals("quarantined")) {
                memory.remove(java.util.List.of("text", "attributes", "entities"));
            }
        }
        node.path("records").forEach(record -> {
            for (String name : new String[]{"raw", "format"}) {
                if (record.hasNonNull(name)) {
                    ((ObjectNode) record).put(name, Fence.words(record.path(name).asText()));
                }
            }
            if (record.get("evidence") instanceof ObjectNode evidence) {
                evidence.put("source", Fence.name(evidence.path("source").asText()));
            }
        });
        node.path("from").forEach(ExplainMemory::fence);
    }
}
