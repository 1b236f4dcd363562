package dev.palimpsest.ingest.decode.misp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.ingest.decode.indicator.AdmiraltyMark;
import dev.palimpsest.ingest.decode.indicator.Confidence;
import dev.palimpsest.ingest.decode.indicator.PapMark;
import dev.palimpsest.ingest.decode.indicator.TlpMark;
import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.ingest.decode.record.JsonFields;
import dev.palimpsest.memory.Tlp;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what tags and galaxies say of an event or an attribute. */
final class MispContext {

    private static final Set<String> MALWARE = Set.of("malpedia", "mitre-malware", "mitre-enterprise-attack-malware",
            "tool",
            "mitre-tool", "mitre-enterprise-attack-tool", "rat", "ransomware", "banker", "botnet", "backdoor",
            "stealer",
            "exploit-kit", "cryptominers", "android", "stalkerware");
    private static final Set<String> ACTORS = Set.of("threat-actor", "mitre-intrusion-set",
            "mitre-enterprise-attack-intrusion-set", "microsoft-activity-group", "360net");
    private static final Pattern GALAXY_TAG = Pattern.compile("misp-galaxy:(?<type>[a-z0-9-]+)=\"(?<value>[^\"]+)\"");
    private static final Pattern WITH_ID = Pattern.compile("(?<name>.+?) - (?<id>[TSG]\\d{4}(?:\\.\\d{3})?)");

    private MispContext() {}

    /** Adds the tags and galaxies of an event, object or attribute to the fields. */
    static void write(JsonNode tagged, FieldSet fields) {
        tagged.path("Tag").forEach(tag -> tag(JsonFields.text(tag, "name"), fields));
        for (JsonNode galaxy : tagged.path("Galaxy")) {
            String type = JsonFields.text(galaxy, "type");
            for (JsonNode cluster : galaxy.path("GalaxyCluster")) {
                String value = JsonFields.text(cluster, "value");
                if (type != null && value != null) {
                    cluster(type, value, fields);
                }
            }
        }
    }

    private static void tag(@Nullable String name, FieldSet fields) {
        if (name == null) {
            return;
        }
        Matcher galaxy = GALAXY_TAG.matcher(name);
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("tlp:")) {
            Tlp before = fields.first("tlp").flatMap(TlpMark::parse).orElse(Tlp.CLEAR);
            TlpMark.parse(lower).ifPresent(tlp -> fields.replace("tlp", TlpMark.text(before.strictest(tlp))));
        } else if (lower.startsWith("pap:")) {
            PapMark.strictest(fields.first("pap"), PapMark.parse(lower)).ifPresent(pap -> fields.replace("pap", pap));
        } else if (lower.startsWith("admiralty-scale:")) {
            AdmiraltyMark.reliability(lower).ifPresent(grade -> fields.put("reliability", grade));
            AdmiraltyMark.credibility(lower).ifPresent(grade -> fields.put("credibility", grade));
        } else if (galaxy.matches()) {
            cluster(String.valueOf(galaxy.group("type")), String.valueOf(galaxy.group("value")), fields);
        } else if (lower.startsWith("misp:confidence-level=")) {
            fields.replace("confidence", Confidence.of(lower.substring(lower.indexOf('=') + 1).replace("\"", "")));
        } else {
            fields.add("labels", name);
        }
    }

    private static void cluster(String type, String value, FieldSet fields) {
        Matcher withId = WITH_ID.matcher(value);
        boolean numbered = withId.matches();
        String name = numbered ? withId.group("name") : value;
        if (MALWARE.contains(type)) {
            fields.add("malware", name);
        } else if (ACTORS.contains(type)) {
            fields.add("actor", name);
        } else if (type.contains("attack-pattern") && numbered) {
            fields.add("techniques", withId.group("id"));
        } else {
            fields.add("labels", type + ":" + name);
        }
    }
}
