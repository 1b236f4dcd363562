package dev.palimpsest.query.mcp.tool;

import dev.palimpsest.access.Refusal;
import dev.palimpsest.index.MemoryReader;
import java.util.regex.Pattern;

/** Memories as models name them: by id, by its beginning, or by {@code id@version} as citations have it. */
final class Ids {

    private static final Pattern ID = Pattern.compile("[0-9a-f-]{" + MemoryReader.PREFIX_LENGTH_MIN + ",36}");

    private Ids() {}

    /** The id without a version. */
    static String of(String text) {
        int at = text.indexOf('@');
        String id = at < 0 ? text : text.substring(0, at);
        if (!ID.matcher(id).matches()) {
            throw Refusal.badRequest("an id of a memory is a UUID, its first " + MemoryReader.PREFIX_LENGTH_MIN
                    + " characters or more, or id@version; got: "
                    + (text.length() > 80 ? text.substring(0, 80) : text));
        }
        return id;
    }
}
