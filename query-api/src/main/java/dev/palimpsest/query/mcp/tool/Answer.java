package dev.palimpsest.query.mcp.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Door;

/**
 * What a tool answers.
 *
 * @param structured by the tool's output schema
 * @param text       the same for clients that read text alone
 */
public record Answer(ObjectNode structured, String text) {

    /** With the structured form as the text, as clients before structured answers expect it. */
    static Answer of(ObjectNode structured) {
        try {
            return new Answer(structured, Door.JSON.writeValueAsString(structured));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer that is no JSON", e);
        }
    }
}
