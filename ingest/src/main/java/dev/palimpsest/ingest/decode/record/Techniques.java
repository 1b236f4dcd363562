package dev.palimpsest.ingest.decode.record;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads ATT&CK ids out of what alerts call their technique. */
public final class Techniques {

    private static final int TEXT_CHARS_MAX = 1024;
    private static final Pattern ID = Pattern.compile("(?i)(?<![a-z0-9])t(\\d{4})(?:[._](\\d{3}))?(?![0-9])");

    private Techniques() {}

    /** Adds the ids in a text to {@code threat.technique.id} and marks the event an alert; tells whether there was one. */
    public static boolean write(@Nullable String text, FieldSet fields) {
        if (text == null || text.length() > TEXT_CHARS_MAX) {
            return false;
        }
        boolean found = false;
        Matcher ids = ID.matcher(text);
        while (ids.find()) {
            fields.put("event.kind", "alert");
            fields.add("threat.technique.id",
                    "T" + ids.group(1) + (ids.group(2) == null ? "" : "." + ids.group(2)));
            found = true;
        }
        return found;
    }
}
