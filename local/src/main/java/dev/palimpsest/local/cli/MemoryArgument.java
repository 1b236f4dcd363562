package dev.palimpsest.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.local.stack.StackException;
import dev.palimpsest.index.MemoryReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A memory as people name it on the command line. */
final class MemoryArgument {

    private static final Pattern SHORT_OR_WHOLE = Pattern
            .compile("[0-9a-f-]{" + MemoryReader.PREFIX_LENGTH_MIN + ",36}");

    private MemoryArgument() {}

    /** The id, or the beginning of one, in {@code id} or {@code id@version}. */
    static String id(String text) {
        int at = text.indexOf('@');
        String id = at < 0 ? text : text.substring(0, at);
        if (!SHORT_OR_WHOLE.matcher(id).matches()) {
            throw new StackException("not a memory id: " + text + " (a search or a briefing shows ids; their first "
                    + MemoryReader.PREFIX_LENGTH_MIN + " characters will do)");
        }
        return id;
    }

    /** The id, and the version where one is named, as the API's path. */
    static String path(String text) {
        int at = text.indexOf('@');
        return id(text) + (at < 0 ? "" : "?version=" + version(text.substring(at + 1), text));
    }

    private static long version(String digits, String text) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new StackException("not a version of a memory: " + text + " (id@version, as briefings cite it)", e);
        }
    }

    static String values(JsonNode array) {
        List<String> values = new ArrayList<>();
        array.forEach(value -> values.add(value.asText()));
        return String.join(", ", values);
    }
}
