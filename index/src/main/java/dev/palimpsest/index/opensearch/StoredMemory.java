package dev.palimpsest.index.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Protection;
import dev.palimpsest.memory.Span;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.Support;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads documents of the index back into memories. */
final class StoredMemory {

    private StoredMemory() {}

    /**
     * The memory of a document that {@link MemoryDocument} made.
     *
     * @throws RuntimeException where something else wrote the document
     */
    static Memory read(JsonNode in) {
        return new Memory(MemoryId.parse(text(in, "id")), new TenantId(text(in, "tenant")),
                Subject.parse(text(in, "subject")), Kind.valueOf(text(in, "kind")),
                new Identity(Identity.Form.valueOf(text(in, "identity_form")), text(in, "identity_key")),
                in.path("version").longValue(), Status.valueOf(text(in, "status")), content(in),
                new ValidTime(time(in, "valid_from"), in.has("valid_to") ? time(in, "valid_to") : null),
                new Occurrences(time(in, "first_observed"), time(in, "last_observed"),
                        in.path("occurrences").longValue()),
                in.path("confidence").doubleValue(), TrustTier.valueOf(text(in, "trust")),
                Tlp.valueOf(text(in, "marking")), support(in), list(in.path("evidence"), StoredMemory::evidence),
                list(in.path("derived_from"), value -> MemoryRef.parse(value.textValue())), time(in, "created_at"),
                time(in, "updated_at"), Protection.valueOf(in.path("protection").asText(Protection.NONE.name())));
    }

    private static Content content(JsonNode in) {
        JsonNode sealed = in.path("sealed");
        if (sealed.has("ciphertext")) {
            return new Content.Sealed(text(sealed, "key_id"), text(sealed, "nonce"), text(sealed, "ciphertext"));
        }
        TreeMap<String, List<String>> attributes = new TreeMap<>();
        in.path("attributes").properties()
                .forEach(entry -> attributes.put(entry.getKey(), list(entry.getValue(), JsonNode::textValue)));
        return new Content.Plain(text(in, "text"), attributes,
                list(in.path("entities"), value -> Subject.parse(value.textValue())),
                list(in.path("categories"), JsonNode::textValue), sealed.path("key_id").textValue());
    }

    private static Support support(JsonNode in) {
        return new Support(list(in.path("sources"), JsonNode::textValue),
                list(in.path("contradicted_by"), value -> MemoryId.parse(value.textValue())),
                list(in.path("fallen"), value -> MemoryId.parse(value.textValue())),
                list(in.path("doubted"), value -> MemoryId.parse(value.textValue())));
    }

    private static Evidence evidence(JsonNode in) {
        JsonNode span = in.path("span");
        return new Evidence(text(in, "observation"), text(in, "source"), text(in, "topic"),
                in.path("partition").intValue(),
                in.path("offset").longValue(), span.isMissingNode()
                        ? null
                        : new Span(text(span, "field"), span.path("start").intValue(), span.path("end").intValue()),
                new Extractor(text(in, "extractor"), in.path("extractor_version").intValue()));
    }

    private static String text(JsonNode in, String name) {
        String value = in.path(name).textValue();
        if (value == null) {
            throw new IllegalStateException("a document of the index has no " + name);
        }
        return value;
    }

    private static Instant time(JsonNode in, String name) {
        return Instant.parse(text(in, name));
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> read) {
        List<T> values = new ArrayList<>(array.size());
        array.forEach(value -> values.add(read.apply(value)));
        return values;
    }
}
