package dev.palimpsest.ingest.decode.stix;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.ingest.decode.indicator.AdmiraltyMark;
import dev.palimpsest.ingest.decode.indicator.PapMark;
import dev.palimpsest.ingest.decode.indicator.TlpMark;
import dev.palimpsest.ingest.decode.record.JsonFields;
import dev.palimpsest.memory.Tlp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The objects of one bundle by id, and what they say of each other. */
final class StixObjects {

    private final Map<String, JsonNode> byId = new HashMap<>();
    private final Map<String, StixPattern> patterns = new HashMap<>();
    private final Map<String, List<JsonNode>> indicated = new HashMap<>();

    /** Indexes the objects of a bundle or of a TAXII envelope. */
    StixObjects(Iterable<JsonNode> objects) {
        for (JsonNode object : objects) {
            String id = JsonFields.text(object, "id");
            if (id != null) {
                byId.put(id, object);
            }
        }
        for (JsonNode object : objects) {
            String from = JsonFields.text(object, "source_ref");
            JsonNode target = byId.get(String.valueOf(JsonFields.text(object, "target_ref")));
            if (from != null && from.startsWith("indicator--") && target != null && !isRevoked(object)) {
                indicated.computeIfAbsent(from, id -> new ArrayList<>()).add(target);
            }
        }
    }

    /** What a pattern asks for, read once however often it is asked. */
    StixPattern pattern(String text) {
        return patterns.computeIfAbsent(text, StixPattern::of);
    }

    @Nullable
    JsonNode get(@Nullable String id) {
        return id == null ? null : byId.get(id);
    }

    /** What an indicator points at. */
    List<JsonNode> indicatedBy(String indicatorId) {
        return indicated.getOrDefault(indicatorId, List.of());
    }

    /** The strictest of an object's markings. */
    Optional<Tlp> marking(JsonNode object) {
        Tlp strictest = null;
        for (JsonNode reference : object.path("object_marking_refs")) {
            Tlp mark = TlpMark.ofStixId(reference.asText()).or(() -> defined(reference.asText())).orElse(null);
            if (mark != null) {
                strictest = strictest == null ? mark : strictest.strictest(mark);
            }
        }
        return Optional.ofNullable(strictest);
    }

    private Optional<Tlp> defined(String id) {
        JsonNode definition = byId.get(id);
        return definition == null
                ? Optional.empty()
                : TlpMark.parse(JsonFields.at(definition, "definition.tlp"))
                        .or(() -> TlpMark.parse(JsonFields.text(definition, "name")));
    }

    /** The strictest permissible action among an object's markings. */
    Optional<String> pap(JsonNode object) {
        Optional<String> strictest = Optional.empty();
        for (JsonNode reference : object.path("object_marking_refs")) {
            JsonNode definition = byId.get(reference.asText());
            Optional<String> mark = definition == null
                    ? Optional.empty()
                    : PapMark.parse(JsonFields.text(definition, "name"))
                            .or(() -> PapMark.parse(JsonFields.at(definition, "definition.statement")));
            strictest = PapMark.strictest(strictest, mark);
        }
        return strictest;
    }

    /** Which parts of an object have markings of their own. They are named and not enforced; null where none has. */
    @Nullable
    String granular(JsonNode object) {
        List<String> parts = new ArrayList<>();
        for (JsonNode marking : object.path("granular_markings")) {
            marking.path("selectors").forEach(selector -> parts.add(selector.asText()));
        }
        return parts.isEmpty() ? null : String.join(" ", parts);
    }

    /** The name of the object behind an id; null where it has none. */
    @Nullable
    String nameOf(@Nullable String id) {
        JsonNode object = get(id);
        return object == null ? null : JsonFields.text(object, "name");
    }

    /** How reliable its author is, as OpenCTI writes it at the object or the author. */
    Optional<String> reliability(JsonNode object) {
        JsonNode author = get(JsonFields.text(object, "created_by_ref"));
        return AdmiraltyMark.reliability(JsonFields.text(object, "x_opencti_reliability"))
                .or(() -> author == null
                        ? Optional.empty()
                        : AdmiraltyMark.reliability(JsonFields.text(author, "x_opencti_reliability")));
    }

    static boolean isRevoked(JsonNode object) {
        return object.path("revoked").asBoolean() || object.path("x_mitre_deprecated").asBoolean();
    }

    /** The ATT&CK id among an object's references; null where it has none. */
    static @Nullable String attackId(JsonNode object) {
        for (JsonNode reference : object.path("external_references")) {
            String source = JsonFields.text(reference, "source_name");
            String id = JsonFields.text(reference, "external_id");
            if (id != null && source != null && source.startsWith("mitre")) {
                return id;
            }
        }
        return JsonFields.text(object, "x_mitre_id");
    }
}
