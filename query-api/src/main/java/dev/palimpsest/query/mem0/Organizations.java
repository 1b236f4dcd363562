package dev.palimpsest.query.mem0;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.access.Right;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.query.settings.Settings;
import dev.palimpsest.query.settings.Settings.Entry;
import dev.palimpsest.query.settings.Settings.Sort;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Organizations and their projects. A project is a tenant: its memory meets no other's, and its own keys alone open it. An
 * organization's first project is its own tenant; the others are made by its administrators, who administer them as well. Names of
 * tenants say nothing of whose they are: that stands in the organization's settings, once. Safe for several threads.
 */
final class Organizations {

    /** What is set of a project lies under this, in its own tenant. */
    static final String SETTINGS = "default";

    /** Most characters of it, as JSON. */
    static final int SETTINGS_LENGTH_MAX = 65_536;

    static final String ENDING = "ending";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Settings settings;

    Organizations(Settings settings) {
        this.settings = settings;
    }

    static String id(TenantId organization) {
        return "org-" + organization;
    }

    static String project(TenantId project) {
        return "proj-" + project;
    }

    /** Whose project it is. */
    TenantId of(TenantId project) {
        return tenancy(project).map(Entry::tenant).orElse(project);
    }

    /** The projects that somebody may know of: all for who administers the organization, else their own. */
    List<TenantId> projects(Caller caller) {
        return caller.may(Right.ADMIN)
                ? Stream.concat(Stream.of(caller.tenant()), made(caller.tenant()).stream()).toList()
                : List.of(caller.tenant());
    }

    /** The projects that an organization made, by name. */
    List<TenantId> made(TenantId organization) {
        return settings.all(organization, Sort.TENANCY).stream().map(entry -> new TenantId(entry.id()))
                .filter(project -> !project.equals(organization)).sorted(Comparator.comparing(this::name)).toList();
    }

    /**
     * The same caller as one of that project, to administer it.
     *
     * @throws Refusal where it is none of those that they may know of; of any other nothing is said
     */
    Caller in(Caller caller, String organization, String project) {
        requireOwn(caller, organization);
        return projects(caller).stream().filter(tenant -> project(tenant).equals(project)).findFirst()
                .map(tenant -> new Caller(tenant, caller.name(), caller.roles(), caller.sight(), caller.until()))
                .orElseThrow(() -> Refusal.notFound("no project " + project));
    }

    /** The same, of a project that is not about to end. */
    Caller standing(Caller caller, String organization, String project) {
        Caller admin = in(caller, organization, project);
        requireStanding(admin.tenant());
        return admin;
    }

    /** @throws Refusal where it is about to end, so that nothing is made in it any more */
    void requireStanding(TenantId project) {
        if (tenancy(project).filter(entry -> entry.value().path(ENDING).asBoolean()).isPresent()) {
            throw Refusal.conflict(project(project) + " is being ended");
        }
    }

    /** @throws Refusal where it is not the caller's organization */
    void requireOwn(Caller caller, String organization) {
        if (!organization.equals(id(of(caller.tenant())))) {
            throw Refusal.notFound("no organization " + organization);
        }
    }

    /** What a project is called. */
    String name(TenantId project) {
        return Optional.of(parts(project).path("name").asText("")).filter(name -> !name.isBlank()).orElse(SETTINGS);
    }

    /** What is set of a project; not to be changed. */
    ObjectNode parts(TenantId project) {
        return settings.get(project, Sort.PROJECT, SETTINGS).map(Entry::value).orElseGet(NODES::objectNode);
    }

    /** Sets these parts of the caller's project; the others stay. */
    synchronized void set(Caller admin, ObjectNode parts) {
        ObjectNode all = parts(admin.tenant()).deepCopy();
        all.setAll(parts);
        if (all.toString().length() > SETTINGS_LENGTH_MAX) {
            throw Refusal.tooLarge("what is set of a project has at most " + SETTINGS_LENGTH_MAX
                    + " characters as JSON");
        }
        settings.put(admin.tenant(), Sort.PROJECT, SETTINGS, all, admin.name());
    }

    private Optional<Entry> tenancy(TenantId project) {
        return settings.all(Sort.TENANCY).stream().filter(entry -> entry.id().equals(project.value())).findFirst();
    }
}
