package dev.palimpsest.ingest.decode.record;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Copies values of one JSON record to their ECS names, the first source of a name winning. For one thread. */
public final class EcsCopy {

    private final JsonNode json;
    private final FieldSet fields;

    public EcsCopy(JsonNode json, FieldSet fields) {
        this.json = json;
        this.fields = fields;
    }

    /** Copies the value at a path, where it says something and the name has none yet. */
    public EcsCopy copy(String path, String name) {
        fields.known(name, value(path));
        return this;
    }

    /** As {@link #copy}, for addresses: without zone and mapping prefix. */
    public EcsCopy address(String path, String name) {
        fields.put(name, HostNames.address(value(path)));
        return this;
    }

    /** As {@link #copy}, for ports: 0 means none. */
    public EcsCopy port(String path, String name) {
        String port = value(path);
        fields.known(name, "0".equals(port) ? null : port);
        return this;
    }

    /** Adds all values at a path, array or not. */
    public EcsCopy all(String path, String name) {
        JsonNode node = node(path);
        if (!node.isArray()) {
            return add(name, JsonFields.text(node));
        }
        int left = fields.limits().valuesMax();
        for (JsonNode element : node) {
            if (left-- == 0) {
                break;
            }
            add(name, JsonFields.text(element));
        }
        return this;
    }

    /** The text at a path of properties; null where there is none. */
    public @Nullable String value(String path) {
        return JsonFields.at(json, path);
    }

    /** The node at a path of properties; missing where there is none. */
    public JsonNode node(String path) {
        JsonNode here = json;
        for (String step : path.split("\\.", -1)) {
            here = here.path(step);
        }
        return here;
    }

    private EcsCopy add(String name, @Nullable String value) {
        if (!FieldSet.isNone(value)) {
            fields.add(name, value);
        }
        return this;
    }
}
