package dev.palimpsest.query.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.access.Right;
import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.query.settings.Settings;
import dev.palimpsest.query.settings.Settings.Entry;
import dev.palimpsest.query.settings.Settings.Sort;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A tenant's one organisation and project, and how it wants memories made. */
final class Projects {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String ID = "default";
    private static final Set<String> PARTS = Set.of("name", "description", "custom_instructions",
            "agent_custom_instructions", "custom_categories", "multilingual", "decay", "memory_depth",
            "usecase_setting");
    private static final Set<String> BESIDE = Set.of("org_id", "project_id", "org_name", "project_name", "source",
            "version", "inclusion_prompt", "exclusion_prompt", "enable_graph", "retrieval_criteria");
    private static final String BASE = "/api/v1/orgs/organizations/";

    private final Settings settings;

    Projects(Settings settings) {
        this.settings = settings;
    }

    static String organisation(TenantId tenant) {
        return "org-" + tenant;
    }

    static String project(TenantId tenant) {
        return "proj-" + tenant;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/v1/ping", Projects::ping, Right.ANY);
        routes.get(BASE, ctx -> Door.json(ctx, NODES.arrayNode().add(organisationOf(Door.caller(ctx)))), Right.READ);
        routes.get(BASE + "{org}", ctx -> Door.json(ctx, organisationOf(organised(ctx))), Right.READ);
        routes.get(BASE + "{org}/projects", ctx -> Door.json(ctx, NODES.arrayNode().add(shown(organised(ctx)))),
                Right.READ);
        routes.post(BASE + "{org}/projects", Projects::refuse, Right.ADMIN);
        routes.get(BASE + "{org}/projects/{project}", ctx -> Door.json(ctx, shown(projected(ctx))), Right.READ);
        routes.patch(BASE + "{org}/projects/{project}", this::update, Right.ADMIN);
        routes.delete(BASE + "{org}/projects/{project}", Projects::refuse, Right.ADMIN);
        routes.get(BASE + "{org}/projects/{project}/members", ctx -> {
            ObjectNode answer = NODES.objectNode();
            answer.set("members", NODES.arrayNode().add(NODES.objectNode().put("email", email(projected(ctx)))
                    .put("username", Door.caller(ctx).name()).put("role", "OWNER")));
            Door.json(ctx, answer);
        }, Right.READ);
        routes.post(BASE + "{org}/projects/{project}/members", Projects::refuse, Right.ADMIN);
        routes.put(BASE + "{org}/projects/{project}/members", Projects::refuse, Right.ADMIN);
        routes.delete(BASE + "{org}/projects/{project}/members", Projects::refuse, Right.ADMIN);
    }

    /** What the project says of how memories are made. */
    List<String> instructions(TenantId tenant) {
        return Stream.of("custom_instructions", "agent_custom_instructions")
                .map(name -> of(tenant).path(name).asText("")).filter(text -> !text.isBlank()).toList();
    }

    /** The project's categories. */
    Catalogue catalogue(TenantId tenant) {
        return Catalogue.of(of(tenant).get("custom_categories"));
    }

    /** A project that a path names must be the caller's own; of any other nothing is said. */
    static void requireOwn(Caller caller, String project) {
        if (!project.equals(project(caller.tenant()))) {
            throw Refusal.notFound("no project " + project);
        }
    }

    private ObjectNode of(TenantId tenant) {
        return settings.get(tenant, Sort.PROJECT, ID).map(Entry::value).orElseGet(NODES::objectNode);
    }

    /** The address says nothing about anybody: clients hand it on to whoever counts their users. */
    private static String email(Caller caller) {
        return Hash.of(caller.tenant() + "/" + caller.name()).hex().substring(0, 16) + "@palimpsest.invalid";
    }

    private static void ping(Context ctx) {
        Caller caller = Door.caller(ctx);
        Door.json(ctx, Map.of("status", "ok", "message", "ok", "org_id", organisation(caller.tenant()), "project_id",
                project(caller.tenant()), "user_email", email(caller)));
    }

    private static ObjectNode organisationOf(Caller caller) {
        return NODES.objectNode().put("id", organisation(caller.tenant())).put("org_id",
                organisation(caller.tenant())).put("name", caller.tenant().value());
    }

    private static Caller organised(Context ctx) {
        Caller caller = Door.caller(ctx);
        if (!ctx.pathParam("org").equals(organisation(caller.tenant()))) {
            throw Refusal.notFound("no organization " + ctx.pathParam("org"));
        }
        return caller;
    }

    private static Caller projected(Context ctx) {
        Caller caller = organised(ctx);
        requireOwn(caller, ctx.pathParam("project"));
        return caller;
    }

    private ObjectNode shown(Caller caller) {
        ObjectNode known = of(caller.tenant());
        Optional<Entry> entry = settings.get(caller.tenant(), Sort.PROJECT, ID);
        ObjectNode project = NODES.objectNode().put("id", project(caller.tenant()))
                .put("project_id", project(caller.tenant())).put("org_id", organisation(caller.tenant()))
                .put("name", ID).putNull("description").putNull("custom_instructions")
                .putNull("agent_custom_instructions");
        project.set("custom_categories", NODES.arrayNode());
        project.put("decay", false).put("multilingual", true).putNull("memory_depth").putNull("usecase_setting")
                .put("version", "v3");
        project.put("updated_at", entry.map(known2 -> MemoryShape.time(known2.at())).orElse(null));
        known.properties().forEach(part -> project.set(part.getKey(), part.getValue()));
        return project;
    }

    private void update(Context ctx) {
        Caller caller = projected(ctx);
        Body body = Body.of(ctx);
        ObjectNode project = of(caller.tenant()).deepCopy();
        boolean any = false;
        for (Map.Entry<String, JsonNode> part : body.json().properties()) {
            if (PARTS.contains(part.getKey())) {
                any = true;
                project.set(part.getKey(), part.getKey().equals("custom_categories")
                        ? Catalogue.of(part.getValue()).json()
                        : part.getValue());
            } else if (!BESIDE.contains(part.getKey())) {
                throw Refusal.badRequest("a project has no " + part.getKey() + "; it has "
                        + String.join(", ", PARTS.stream().sorted().toList()));
            }
        }
        if (!any) {
            throw Refusal.badRequest("nothing to change: give one of "
                    + String.join(", ", PARTS.stream().sorted().toList()));
        }
        settings.put(caller.tenant(), Sort.PROJECT, ID, project, caller.name());
        Door.json(ctx, Map.of("message", "Updated custom project successfully"));
    }

    private static void refuse(Context ctx) {
        Door.caller(ctx);
        throw Refusal.conflict("a credential has one project and its keys are its members: who runs this service makes"
                + " another tenant and its keys");
    }
}
