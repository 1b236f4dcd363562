package dev.palimpsest.query.mem0;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.ApiKeys;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.query.keys.Keyring;
import dev.palimpsest.query.settings.Settings;
import dev.palimpsest.query.settings.Settings.Sort;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * How projects and organizations are made and how they end. What breaks off while a project is made leaves nothing that anybody sees;
 * while one ends, it stands in the list, takes nothing new, and is ended by being asked for again. Safe for several threads.
 */
final class ProjectLife {

    static final int PROJECTS_MAX = 50;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SUFFIX_BYTES = 6;
    private static final int STEM_LENGTH = 50;

    private final Settings settings;
    private final Keyring keys;
    private final Organizations organizations;
    private final Consumer<Caller> takeBack;

    /** @param takeBack takes back all that is remembered in somebody's tenant, on their word */
    ProjectLife(Settings settings, Keyring keys, Organizations organizations, Consumer<Caller> takeBack) {
        this.settings = settings;
        this.keys = keys;
        this.organizations = organizations;
        this.takeBack = takeBack;
    }

    /**
     * Makes a project, and the first key to it, which may do there what its maker may do here.
     *
     * @param parts what is set of it, its name among it
     */
    synchronized ApiKeys.Made make(Caller admin, ObjectNode parts) throws IOException {
        TenantId organization = admin.tenant();
        TenantId own = organizations.of(organization);
        if (!own.equals(organization)) {
            throw Refusal.clearance("projects are made with a key of the organization's first project, "
                    + Organizations.project(own));
        }
        organizations.requireStanding(organization);
        String name = parts.path("name").asText();
        List<TenantId> there = organizations.projects(admin);
        if (there.size() >= PROJECTS_MAX) {
            throw Refusal.conflict("an organization has at most " + PROJECTS_MAX + " projects");
        }
        there.stream().filter(tenant -> organizations.name(tenant).equals(name)).findFirst().ifPresent(taken -> {
            throw Refusal.conflict("there is a project of that name already: " + Organizations.project(taken));
        });
        TenantId project = unused(organization.value());
        record(admin, organization, "project-create", project);
        Caller first = new Caller(project, keys.nameOf(admin), admin.roles(), admin.sight(), admin.until());
        organizations.set(first, parts);
        ApiKeys.Made made = keys.create(first, first, admin.until());
        settings.put(organization, Sort.TENANCY, project.value(), NODES.objectNode(), admin.name());
        return made;
    }

    /**
     * Ends a project: all keys but the asker's, then all that is remembered in it, which is taken back and stays in the log, then what
     * was set of it, and at last the keys that are left.
     *
     * @param admin the asker as one of that project
     */
    void end(Caller asker, Caller admin) throws IOException {
        TenantId project = admin.tenant();
        TenantId organization = organizations.of(project);
        admin.requireWhole("a project's end takes everything that is remembered in it");
        mark(admin, organization);
        record(admin, organization, "project-delete", project);
        boolean isOwn = asker.tenant().equals(project);
        keys.revokeAll(admin, line -> !isOwn || !line.caller().name().equals(asker.name()));
        takeBack.accept(admin);
        for (Sort sort : Sort.values()) {
            if (sort != Sort.ACT && sort != Sort.TENANCY) {
                settings.all(project, sort)
                        .forEach(entry -> settings.remove(project, sort, entry.id(), admin.name()));
            }
        }
        keys.revokeAll(admin, _ -> true);
        settings.remove(organization, Sort.TENANCY, project.value(), admin.name());
    }

    /**
     * Makes an organization: a tenant of its own, and the first key to it.
     *
     * @param name whose letters and digits begin the tenant's name
     */
    ApiKeys.Made found(Caller operator, String name) throws IOException {
        requireOperator(operator);
        String stem = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ").strip().replace(' ', '-');
        if (stem.isEmpty() || stem.length() > STEM_LENGTH) {
            throw Refusal.badRequest("name has 1 to " + STEM_LENGTH + " letters a to z and digits");
        }
        Caller first = Caller.admin(unused(stem), keys.nameOf(operator)).until(operator.until());
        return keys.create(first, first, first.until());
    }

    /** Ends an organization with all its projects, as {@link #end} does each; its own keys first, so that nobody makes more. */
    void endAll(Caller operator, String id) throws IOException {
        requireOperator(operator);
        TenantId organization = new TenantId(id.replaceFirst("^org-", ""));
        if (organization.equals(Caller.OPERATOR) || !organizations.of(organization).equals(organization)
                || !wasThere(organization)) {
            throw Refusal.notFound("no organization " + id);
        }
        Caller admin = Caller.admin(organization, operator.name());
        mark(admin, organization);
        keys.revokeAll(admin, _ -> true);
        for (TenantId project : organizations.made(organization)) {
            end(operator, Caller.admin(project, operator.name()));
        }
        end(operator, admin);
    }

    /** From now on nothing is made in it. */
    private synchronized void mark(Caller admin, TenantId organization) {
        settings.put(organization, Sort.TENANCY, admin.tenant().value(),
                NODES.objectNode().put(Organizations.ENDING, true), admin.name());
    }

    private boolean wasThere(TenantId tenant) throws IOException {
        return !keys.list(tenant).isEmpty() || !settings.all(tenant, Sort.ACT).isEmpty();
    }

    private static void requireOperator(Caller caller) {
        if (!caller.tenant().equals(Caller.OPERATOR)) {
            throw Refusal.clearance("organizations are made and ended by who runs this service, with a key of the"
                    + " tenant " + Caller.OPERATOR);
        }
    }

    /** Random, so that it is no tenant that is there, by whatever way, or ever was: the log remembers those that ended. */
    private static TenantId unused(String stem) {
        byte[] suffix = new byte[SUFFIX_BYTES];
        RANDOM.nextBytes(suffix);
        return new TenantId(stem.substring(0, Math.min(STEM_LENGTH, stem.length())) + "-"
                + HexFormat.of().formatHex(suffix));
    }

    private void record(Caller admin, TenantId organization, String act, TenantId project) {
        settings.put(organization, Sort.ACT, UUID.randomUUID().toString(),
                NODES.objectNode().put("act", act).put("project", Organizations.project(project)), admin.name());
    }
}
