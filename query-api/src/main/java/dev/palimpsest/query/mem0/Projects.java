package dev.palimpsest.query.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.ApiKeys;
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
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An organization's projects, and how each wants memories made. */
final class Projects {

    static final String BASE = "/api/v1/orgs/organizations/";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> PARTS = Set.of("name", "description", "custom_instructions",
            "agent_custom_instructions", "custom_categories", "multilingual", "decay", "memory_depth",
            "usecase_setting");
    private static final Set<String> BESIDE = Set.of("org_id", "project_id", "org_name", "project_name", "source",
            "version", "inclusion_prompt", "exclusion_prompt", "enable_graph", "retrieval_criteria");
    private static final int NAME_LENGTH_MAX = 200;
    private static final List<String> PLACES = List.of("/v1/*", "/v2/*", "/v3/*", "/memories", "/memories/*",
            "/entities", "/entities/*", "/search", "/reset");

    private final Settings settings;
    private final Organizations organizations;
    private final ProjectLife life;

    Projects(Settings settings, Organizations organizations, ProjectLife life) {
        this.settings = settings;
        this.organizations = organizations;
        this.life = life;
    }

    void addTo(RoutesConfig routes) {
        PLACES.forEach(path -> routes.before(path, ctx -> requireOwn(ctx, ctx.queryParam("project_id"))));
        routes.get("/v1/ping", this::ping, Right.ANY);
        routes.get(BASE, ctx -> Door.json(ctx, NODES.arrayNode().add(organization(Door.caller(ctx)))), Right.READ);
        routes.get(BASE + "{org}", ctx -> Door.json(ctx, organization(organized(ctx))), Right.READ);
        routes.post(BASE, this::found, Right.ADMIN);
        routes.delete(BASE + "{org}", this::endAll, Right.ADMIN);
        routes.get(BASE + "{org}/projects", this::list, Right.READ);
        routes.post(BASE + "{org}/projects", this::create, Right.ADMIN);
        routes.get(BASE + "{org}/projects/{project}", ctx -> Door.json(ctx, shown(in(ctx).tenant())), Right.READ);
        routes.patch(BASE + "{org}/projects/{project}", this::update, Right.ADMIN);
        routes.delete(BASE + "{org}/projects/{project}", this::delete, Right.ADMIN);
    }

    /** What the project says of how memories are made. */
    List<String> instructions(TenantId tenant) {
        return Stream.of("custom_instructions", "agent_custom_instructions")
                .map(name -> organizations.parts(tenant).path(name).asText("")).filter(text -> !text.isBlank())
                .toList();
    }

    /** The project's categories. */
    Catalogue catalogue(TenantId tenant) {
        return Catalogue.of(organizations.parts(tenant).get("custom_categories"));
    }

    /** A project that a path names must be the caller's own; of any other nothing is said. */
    static void requireOwn(Caller caller, String project) {
        if (!project.equals(Organizations.project(caller.tenant()))) {
            throw Refusal.notFound("no project " + project);
        }
    }

    /**
     * A project that a request names beside what it asks is the one that its key opens: the key decides, and who thinks of another is
     * told before anything lands in this one. Names of another form are left over from another service.
     */
    static void requireOwn(Context ctx, @Nullable String project) {
        String own = ctx.pathParamMap().getOrDefault("project", Organizations.project(Door.caller(ctx).tenant()));
        if (project != null && project.startsWith("proj-") && !project.equals(own)) {
            throw Refusal.clearance("this request is about the project " + own + ", not " + project
                    + ", of which only its own keys know");
        }
    }

    /** The address says nothing about anybody: clients hand it on to whoever counts their users. */
    private static String email(Caller caller) {
        return Hash.of(caller.tenant() + "/" + caller.name()).hex().substring(0, 16) + "@palimpsest.invalid";
    }

    private void ping(Context ctx) {
        Caller caller = Door.caller(ctx);
        Door.json(ctx, Map.of("status", "ok", "message", "ok", "org_id",
                Organizations.id(organizations.of(caller.tenant())), "project_id",
                Organizations.project(caller.tenant()), "user_email", email(caller)));
    }

    private ObjectNode organization(Caller caller) {
        TenantId organization = organizations.of(caller.tenant());
        return NODES.objectNode().put("id", Organizations.id(organization))
                .put("org_id", Organizations.id(organization)).put("name", organization.value());
    }

    private Caller organized(Context ctx) {
        organizations.requireOwn(Door.caller(ctx), ctx.pathParam("org"));
        return Door.caller(ctx);
    }

    private Caller in(Context ctx) {
        return organizations.in(Door.caller(ctx), ctx.pathParam("org"), ctx.pathParam("project"));
    }

    private void found(Context ctx) throws IOException {
        ApiKeys.Made made = life.found(Door.caller(ctx),
                Objects.requireNonNullElse(Body.of(ctx).text("name"), ""));
        TenantId organization = made.line().caller().tenant();
        Door.json(ctx.status(201), Map.of("message", "Organization created successfully", "org_id",
                Organizations.id(organization), "project_id", Organizations.project(organization), "api_key",
                made.key()));
    }

    private void endAll(Context ctx) throws IOException {
        life.endAll(Door.caller(ctx), ctx.pathParam("org"));
        Door.json(ctx, Map.of("message", "Organization deleted successfully"));
    }

    private void list(Context ctx) {
        ArrayNode list = NODES.arrayNode();
        organizations.projects(organized(ctx)).forEach(project -> list.add(shown(project)));
        Door.json(ctx, list);
    }

    private ObjectNode shown(TenantId tenant) {
        String id = Organizations.project(tenant);
        ObjectNode project = NODES.objectNode().put("id", id).put("project_id", id)
                .put("org_id", Organizations.id(organizations.of(tenant))).put("name", organizations.name(tenant))
                .putNull("description").putNull("custom_instructions").putNull("agent_custom_instructions");
        project.set("custom_categories", NODES.arrayNode());
        project.put("decay", false).put("multilingual", true).putNull("memory_depth").putNull("usecase_setting")
                .put("version", "v3");
        project.put("updated_at", settings.get(tenant, Sort.PROJECT, Organizations.SETTINGS).map(Entry::at)
                .map(MemoryShape::time).orElse(null));
        organizations.parts(tenant).properties().forEach(part -> project.set(part.getKey(), part.getValue()));
        return project;
    }

    private void create(Context ctx) throws IOException {
        ObjectNode parts = parts(Body.of(ctx));
        if (!parts.has("name")) {
            throw Refusal.badRequest("name is missing: what the project is called");
        }
        ApiKeys.Made made = life.make(organized(ctx), parts);
        Door.json(ctx.status(201), Map.of("message", "Project created successfully", "project_id",
                Organizations.project(made.line().caller().tenant()), "api_key", made.key()));
    }

    private void update(Context ctx) {
        Caller caller = organizations.standing(Door.caller(ctx), ctx.pathParam("org"), ctx.pathParam("project"));
        ObjectNode parts = parts(Body.of(ctx));
        if (parts.isEmpty()) {
            throw Refusal.badRequest("nothing to change: give one of "
                    + String.join(", ", PARTS.stream().sorted().toList()));
        }
        organizations.set(caller, parts);
        Door.json(ctx, Map.of("message", "Updated custom project successfully"));
    }

    private void delete(Context ctx) throws IOException {
        Caller caller = in(ctx);
        if (organizations.of(caller.tenant()).equals(caller.tenant())) {
            throw Refusal.conflict("an organization's first project stands as long as the organization does. To take"
                    + " back all that is remembered in it: DELETE /v1/memories/?user_id=*&agent_id=*&app_id=*&run_id=*");
        }
        life.end(Door.caller(ctx), caller);
        Door.json(ctx, Map.of("message", "Project deleted successfully"));
    }

    /** What a request sets of a project. */
    private static ObjectNode parts(Body body) {
        ObjectNode parts = NODES.objectNode();
        for (Map.Entry<String, JsonNode> part : body.json().properties()) {
            if (PARTS.contains(part.getKey())) {
                parts.set(part.getKey(), part.getKey().equals("custom_categories")
                        ? Catalogue.of(part.getValue()).json()
                        : part.getValue());
            } else if (!BESIDE.contains(part.getKey())) {
                throw Refusal.badRequest("a project has no " + part.getKey() + "; it has "
                        + String.join(", ", PARTS.stream().sorted().toList()));
            }
        }
        String name = body.has("name") ? body.text("name") : "";
        if (name == null || (body.has("name") && name.isBlank()) || name.length() > NAME_LENGTH_MAX) {
            throw Refusal.badRequest("name has 1 to " + NAME_LENGTH_MAX + " characters");
        }
        return parts;
    }
}
