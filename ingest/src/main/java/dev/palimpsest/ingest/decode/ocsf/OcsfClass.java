package dev.palimpsest.ingest.decode.ocsf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.ingest.decode.record.JsonFields;
import java.util.Locale;
import java.util.Map;

/**
 * What an OCSF event is about.
 *
 * @param uid  the class, such as 3002
 * @param name what the event itself calls its class, else the number
 */
record OcsfClass(int uid, String name) {

    private static final int AUTHENTICATION = 3002;
    private static final int NAME_CHARS_MAX = 60;
    private static final int CATEGORY_SPAN = 1000;

    private static final Map<Integer, String> CATEGORY = Map.ofEntries(Map.entry(1001, "file"),
            Map.entry(1005, "process"), Map.entry(1006, "process"), Map.entry(1007, "process"),
            Map.entry(1010, "process"), Map.entry(201001, "registry"), Map.entry(201002, "registry"),
            Map.entry(2001, "intrusion_detection"), Map.entry(2002, "vulnerability"),
            Map.entry(2003, "configuration"), Map.entry(2004, "intrusion_detection"),
            Map.entry(2005, "intrusion_detection"), Map.entry(AUTHENTICATION, "authentication"),
            Map.entry(4002, "web"), Map.entry(4009, "email"), Map.entry(4010, "file"), Map.entry(6001, "web"),
            Map.entry(6003, "api"));

    static OcsfClass of(JsonNode json) {
        int uid = json.path("class_uid").asInt();
        String name = JsonFields.text(json, "class_name");
        return new OcsfClass(uid, name == null || name.length() > NAME_CHARS_MAX ? String.valueOf(uid) : name);
    }

    /** Findings speak of what others saw. */
    boolean isFinding() {
        return uid / CATEGORY_SPAN == 2;
    }

    boolean isAuthentication() {
        return uid == AUTHENTICATION;
    }

    String dataset() {
        return "ocsf." + name.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    }

    String category() {
        String known = CATEGORY.get(uid);
        return known != null ? known : switch (uid / CATEGORY_SPAN) {
            case 1 -> "host";
            case 2 -> "intrusion_detection";
            case 3 -> "iam";
            case 4 -> "network";
            case 5 -> "configuration";
            default -> "application";
        };
    }
}
