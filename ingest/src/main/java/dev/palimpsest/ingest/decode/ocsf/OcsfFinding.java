package dev.palimpsest.ingest.decode.ocsf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.ingest.decode.record.EcsCopy;
import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.ingest.decode.record.Hashes;
import dev.palimpsest.ingest.decode.record.HostNames;
import dev.palimpsest.ingest.decode.record.JsonFields;
import dev.palimpsest.ingest.decode.record.Techniques;

/** What a finding says: its rule, its techniques, and the values it points at. */
final class OcsfFinding {

    private static final int ATTACKS_MAX = 16;

    private OcsfFinding() {}

    static void write(JsonNode json, OcsfClass kind, FieldSet fields) {
        if (kind.isFinding()) {
            fields.put("event.kind", "alert");
        }
        JsonNode about = json.has("finding_info") ? json.path("finding_info") : json.path("finding");
        new EcsCopy(about, fields).copy("title", "rule.name").copy("desc", "rule.description").copy("uid", "rule.id")
                .all("types", "rule.category").copy("analytic.name", "rule.name").copy("analytic.uid", "rule.id");
        new EcsCopy(json, fields).copy("malware.name", "threat.software.name");
        for (JsonNode malware : json.path("malware")) {
            fields.known("threat.software.name", JsonFields.text(malware, "name"));
        }
        attacks(json.path("attacks"), fields);
        attacks(about.path("attacks"), fields);
    }

    private static void attacks(JsonNode attacks, FieldSet fields) {
        int left = ATTACKS_MAX;
        for (JsonNode attack : attacks) {
            if (left-- == 0) {
                return;
            }
            Techniques.write(JsonFields.at(attack, "technique.uid"), fields);
            Techniques.write(JsonFields.at(attack, "sub_technique.uid"), fields);
            EcsCopy copy = new EcsCopy(attack, fields);
            copy.copy("technique.name", "threat.technique.name").all("tactic.uid", "threat.tactic.id");
            attack.path("tactics").forEach(tactic -> fields.add("threat.tactic.id", JsonFields.text(tactic, "uid")));
        }
    }

    /** Values of a known type go where ECS relates them; all keep their names. */
    static void writeObservables(JsonNode json, FieldSet fields) {
        int left = fields.limits().valuesMax();
        for (JsonNode observable : json.path("observables")) {
            if (left-- == 0) {
                return;
            }
            String value = JsonFields.text(observable, "value");
            fields.add(target(observable.path("type_id").asInt()),
                    observable.path("type_id").asInt() == 2 ? HostNames.address(value) : value);
            if (observable.path("type_id").asInt() == 8) {
                Hashes.write(value, "file.hash", fields);
            }
        }
    }

    private static String target(int type) {
        return switch (type) {
            case 1 -> "related.hosts";
            case 2 -> "related.ip";
            case 4, 21 -> "related.user";
            case 5 -> "email.address";
            case 6 -> "url.full";
            case 7 -> "file.name";
            case 8 -> "related.hash";
            case 13 -> "process.command_line";
            case 16 -> "user_agent.original";
            case 45 -> "file.path";
            default -> "ocsf.observables.value";
        };
    }
}
