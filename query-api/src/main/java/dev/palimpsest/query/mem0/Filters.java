package dev.palimpsest.query.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.query.recall.FilterRequest;
import dev.palimpsest.query.recall.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which memories a request means, in the language that {@link Where} reads. */
final class Filters {

    private static final Set<String> KNOWN = Set.of("AND", "OR", "NOT", "user_id", "agent_id", "app_id", "run_id",
            "userId", "agentId", "appId", "runId", "created_at", "updated_at", "timestamp", "expiration_date", "text",
            "categories", "metadata", "keywords_search", "memory_ids", "keywords");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Filters() {}

    /**
     * What all parts of a request demand together.
     *
     * @param open whether members that are no fields are labels, as older and self-hosted mem0 have it
     * @throws Refusal where nobody is named, or a part is not known
     */
    static JsonNode of(Body body, boolean open) {
        ArrayNode all = NODES.arrayNode();
        JsonNode filters = body.get("filters");
        if (filters != null) {
            if (!filters.isObject()) {
                throw Refusal.badRequest("filters is an object, such as {\"user_id\": \"alice\"}");
            }
            all.add(open ? opened(filters) : filters);
        }
        if (open) {
            Owners.given(body::text).forEach((type, id) -> all.add(NODES.objectNode().put(Owners.idOf(type), id)));
        } else if (!Owners.given(body::text).isEmpty()) {
            throw Refusal.badRequest("ids go into filters here: {\"filters\": {\"user_id\": \"alice\"}}");
        }
        JsonNode categories = body.get("categories");
        if (categories != null) {
            all.add(NODES.objectNode().set("categories", categories));
        }
        ObjectNode metadata = body.object("metadata");
        if (metadata != null && !metadata.isEmpty()) {
            all.add(NODES.objectNode().set("metadata", metadata));
        }
        add(all, body, "keywords", "keywords", "icontains");
        add(all, body, "start_date", "created_at", "gte");
        add(all, body, "end_date", "created_at", "lte");
        JsonNode where = NODES.objectNode().set("AND", all);
        requireOwner(where);
        return where;
    }

    /** Refuses what says of nobody whose memories it means. */
    static void requireOwner(JsonNode where) {
        if (where.path("AND").isEmpty() || !Where.namesAnOwner(Where.parse(where))) {
            throw Refusal.badRequest("filters must name whose memories: one at least of user_id, agent_id, app_id, "
                    + "run_id (\"*\" for any)");
        }
    }

    /** The request for a page or a search. */
    static FilterRequest request(JsonNode where, boolean showExpired) {
        return FilterRequest.where(where, showExpired ? List.of("current", "expired") : List.of("current"));
    }

    private static void add(ArrayNode all, Body body, String part, String field, String operator) {
        JsonNode value = body.get(part);
        if (value != null) {
            all.add(NODES.objectNode().set(field, NODES.objectNode().set(operator, value)));
        }
    }

    /** With members that are no fields moved among the labels. */
    private static JsonNode opened(JsonNode filters) {
        ArrayNode all = NODES.arrayNode();
        for (Map.Entry<String, JsonNode> member : filters.properties()) {
            String name = member.getKey();
            JsonNode value = member.getValue();
            boolean joins = Set.of("AND", "OR", "NOT").contains(name);
            if (joins && value.isArray()) {
                List<JsonNode> parts = new ArrayList<>();
                value.forEach(part -> parts.add(part.isObject() ? opened(part) : part));
                all.add(NODES.objectNode().set(name, NODES.arrayNode().addAll(parts)));
            } else if (joins && value.isObject()) {
                all.add(NODES.objectNode().set(name, opened(value)));
            } else if (KNOWN.contains(name)) {
                all.add(NODES.objectNode().set(name, value));
            } else {
                all.add(NODES.objectNode().set("metadata", NODES.objectNode().set(name, value)));
            }
        }
        return all.isEmpty() ? NODES.objectNode() : NODES.objectNode().set("AND", all);
    }
}
