package dev.palimpsest.query.mem0;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.ApiKeys;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.KeyLine;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.access.Right;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.query.keys.Keyring;
import dev.palimpsest.query.settings.Settings;
import dev.palimpsest.query.settings.Settings.Entry;
import dev.palimpsest.query.settings.Settings.Sort;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Organizations and their projects. A project is a tenant: its memory meets no other's, and its own keys alone open it. An
 * organization's first project is its own tenant; the others are made by its administrators, who administer them as well. Names of
 * tenants say nothing of whose they are: that stands in the organization's settings, once. Safe for several threads.
 */
final class Organizations {

    static final int PROJECTS_MAX = 100;

    /** What a project's settings lie under, in its own tenant. */
    static final String SETTINGS = "default";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SUFFIX_BYTES = 6;
    private static final int STEM_LENGTH = 50;

    private final Settings settings;
    private final Keyring keys;
    private final Consumer<Caller> takeBack;

    /** @param takeBack takes back all that is remembered in somebody's tenant, on their word */
    Organizations(Settings settings, Keyring keys, Consumer<Caller> takeBack) {
        this.settings = settings;
        this.keys = keys;
        this.takeBack = takeBack;
    }

    static String id(TenantId organization) {
        return "org-" + organization;
    }

    static String project(TenantId project) {
        return "proj-" + project;
    }

    /** Whose project it is. */
    TenantId of(TenantId project) {
        return settings.all(Sort.TENANCY).stream().filter(entry -> entry.id().equals(project.value()))
                .map(Entry::tenant).findFirst().orElse(project);
    }

    /** The projects that somebody may know of: all for who administers the organization, else their own. */
    List<TenantId> projects(Caller caller) {
        return caller.may(Right.ADMIN)
                ? Stream.concat(Stream.of(caller.tenant()), made(caller.tenant()).stream()).toList()
                : List.of(caller.tenant());
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

    /** @throws Refusal where it is not the caller's organization */
    void requireOwn(Caller caller, String organization) {
        if (!organization.equals(id(of(caller.tenant())))) {
            throw Refusal.notFound("no organization " + organization);
        }
    }

    /**
     * Makes a project, and the first key to it, which may do there what its maker may do here.
     *
     * @param parts what is set of it, its name among it
     */
    synchronized ApiKeys.Made make(Caller admin, ObjectNode parts) throws IOException {
        TenantId organization = admin.tenant();
        if (!of(organization).equals(organization)) {
            throw Refusal.clearance("projects are made with a key of the organization's first project, "
                    + project(of(organization)));
        }
        String name = parts.path("name").asText();
        List<TenantId> there = projects(admin);
        if (there.size() >= PROJECTS_MAX) {
            throw Refusal.conflict("an organization has at most " + PROJECTS_MAX + " projects");
        }
        there.stream().filter(tenant -> name(tenant).equals(name)).findFirst().ifPresent(taken -> {
            throw Refusal.conflict("there is a project of that name already: " + project(taken));
        });
        TenantId project = unused(organization);
        record(admin, organization, "project-create", project);
        settings.put(organization, Sort.TENANCY, project.value(), NODES.objectNode(), admin.name());
        settings.put(project, Sort.PROJECT, SETTINGS, parts, admin.name());
        Caller first = new Caller(project, admin.name(), admin.roles(), admin.sight(), admin.until());
        return keys.create(first, first, admin.until());
    }

    /**
     * Ends a project: its keys first, then all that is remembered in it, which is taken back and stays in the log; at last what was set
     * of it. What is interrupted is done again from the beginning.
     *
     * @param admin of that project
     */
    void end(Caller admin) throws IOException {
        TenantId project = admin.tenant();
        admin.requireWhole("a project's end takes everything that is remembered in it");
        record(admin, of(project), "project-delete", project);
        for (KeyLine line : keys.list(project)) {
            keys.revoke(admin, line.id());
        }
        takeBack.accept(admin);
        for (Sort sort : List.of(Sort.WEBHOOK, Sort.PROFILE_SETTINGS, Sort.PROJECT)) {
            settings.all(project, sort).forEach(entry -> settings.remove(project, sort, entry.id(), admin.name()));
        }
        settings.remove(of(project), Sort.TENANCY, project.value(), admin.name());
    }

    /**
     * Makes an organization: a tenant of its own, and the first key to it.
     *
     * @param name whose letters and digits are the tenant's name
     */
    synchronized ApiKeys.Made found(Caller operator, String name) throws IOException {
        requireOperator(operator);
        String stem = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ").strip().replace(' ', '-');
        if (stem.isEmpty() || stem.length() > STEM_LENGTH) {
            throw Refusal.badRequest("name has 1 to " + STEM_LENGTH + " letters a to z and digits");
        }
        TenantId organization = new TenantId(stem);
        if (organization.equals(Caller.OPERATOR) || wasThere(organization)) {
            throw Refusal.conflict("there is or was an organization of that name: " + id(organization));
        }
        Caller first = Caller.admin(organization, operator.name()).until(operator.until());
        return keys.create(first, first, first.until());
    }

    /** Ends an organization with all its projects, as {@link #end} does each. */
    void endAll(Caller operator, String id) throws IOException {
        requireOperator(operator);
        TenantId organization = new TenantId(id.replaceFirst("^org-", ""));
        if (organization.equals(Caller.OPERATOR) || !of(organization).equals(organization)
                || !wasThere(organization)) {
            throw Refusal.notFound("no organization " + id);
        }
        for (TenantId project : made(organization)) {
            end(Caller.admin(project, operator.name()));
        }
        end(Caller.admin(organization, operator.name()));
    }

    /** The log remembers those that ended, so nobody comes after them under their name. */
    private boolean wasThere(TenantId tenant) throws IOException {
        return !keys.list(tenant).isEmpty() || !settings.all(tenant, Sort.ACT).isEmpty()
                || !of(tenant).equals(tenant);
    }

    private static void requireOperator(Caller caller) {
        if (!caller.tenant().equals(Caller.OPERATOR)) {
            throw Refusal.clearance("organizations are made and ended by who runs this service, with a key of the"
                    + " tenant " + Caller.OPERATOR);
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

    private List<TenantId> made(TenantId organization) {
        return settings.all(organization, Sort.TENANCY).stream().map(entry -> new TenantId(entry.id())).toList()
                .reversed();
    }

    /** Random, so that it is no tenant that was ever there: the log remembers those that ended. */
    private TenantId unused(TenantId organization) throws IOException {
        String stem = organization.value();
        byte[] suffix = new byte[SUFFIX_BYTES];
        RANDOM.nextBytes(suffix);
        TenantId tenant = new TenantId(stem.substring(0, Math.min(STEM_LENGTH, stem.length())) + "-"
                + HexFormat.of().formatHex(suffix));
        if (!keys.list(tenant).isEmpty()) {
            throw new IllegalStateException("a random name is taken: " + tenant);
        }
        return tenant;
    }

    private void record(Caller admin, TenantId organization, String act, TenantId project) {
        settings.put(organization, Sort.ACT, UUID.randomUUID().toString(),
                NODES.objectNode().put("act", act).put("project", project(project)), admin.name());
    }
}
