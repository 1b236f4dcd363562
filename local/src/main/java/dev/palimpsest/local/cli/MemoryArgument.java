package dev.palimpsest.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.local.stack.StackException;
import dev.palimpsest.memory.MemoryId;
import java.util.ArrayList;
import java.util.List;

/** A memory as people name it on the command line. */
final class MemoryArgument {

    private MemoryArgument() {}

    /** The id in {@code id} or {@code id@version}. */
    static String id(String text) {
        int at = text.indexOf('@');
        String id = at < 0 ? text : text.substring(0, at);
        try {
            return MemoryId.parse(id).toString();
        } catch (IllegalArgumentException e) {
            throw new StackException("not a memory id: " + text + " (a search or a briefing shows ids)", e);
        }
    }

    static String values(JsonNode array) {
        List<String> values = new ArrayList<>();
        array.forEach(value -> values.add(value.asText()));
        return String.join(", ", values);
    }
}
