package dev.palimpsest.query.mem0;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.ApiKeys;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.KeyLine;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.access.Right;
import dev.palimpsest.access.Role;
import dev.palimpsest.access.Sight;
import dev.palimpsest.memory.Pap;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.query.keys.Keyring;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The members of a project are whom its keys are made out to. A member is called by the key's name, which is an address where whoever
 * made it gave one.
 */
final class Members {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String NOWHERE = "@palimpsest.invalid";
    private static final Map<String, Role> ROLES = Map.of("READER", Role.READER, "OWNER", Role.ADMIN);

    private final Keyring keys;
    private final Organizations organizations;

    Members(Keyring keys, Organizations organizations) {
        this.keys = keys;
        this.organizations = organizations;
    }

    /** An organization's own members are those of its first project. */
    void addTo(RoutesConfig routes) {
        for (String place : List.of("{org}/projects/{project}/members", "{org}/members")) {
            routes.get(Projects.BASE + place, this::list, Right.READ);
            routes.post(Projects.BASE + place, this::add, Right.ADMIN);
            routes.put(Projects.BASE + place, this::change, Right.ADMIN);
            routes.delete(Projects.BASE + place, this::remove, Right.ADMIN);
        }
    }

    private void list(Context ctx) throws IOException {
        Caller caller = in(ctx);
        ArrayNode members = NODES.arrayNode();
        if (caller.may(Right.ADMIN)) {
            byName(keys.list(caller.tenant()).stream().filter(keys::isGood)).forEach((name, lines) -> members
                    .add(shown(name, lines.stream().anyMatch(this::isOwner))));
        } else {
            members.add(shown(caller.name(), false));
        }
        Door.json(ctx, NODES.objectNode().set("members", members));
    }

    private synchronized void add(Context ctx) throws IOException {
        Caller admin = standing(ctx);
        Body body = Body.of(ctx);
        String name = name(body.text("email"));
        Role role = role(body);
        if (byName(keys.list(admin.tenant()).stream().filter(keys::isGood)).containsKey(name)) {
            throw Refusal.conflict(name + " is a member already: PUT changes the role");
        }
        Sight sight = role == Role.ADMIN ? admin.sight() : usual(admin.sight());
        ApiKeys.Made made = keys.create(admin, new Caller(admin.tenant(), name, Set.of(role), sight), admin.until());
        // The one time that the key is shown.
        Door.json(ctx.status(201), shown(name, role == Role.ADMIN).put("message", "Member added successfully")
                .put("api_key", made.key()));
    }

    private synchronized void change(Context ctx) throws IOException {
        Caller admin = standing(ctx);
        Body body = Body.of(ctx);
        Role role = role(body);
        keys.change(admin, require(admin, body.text("email"), role == Role.ADMIN), Set.of(role));
        Door.json(ctx, Map.of("message", "Member role updated successfully"));
    }

    private synchronized void remove(Context ctx) throws IOException {
        Caller admin = standing(ctx);
        List<String> taken = require(admin, ctx.queryParam("email"), false).stream().map(KeyLine::id).toList();
        keys.revokeAll(admin, line -> taken.contains(line.id()));
        Door.json(ctx, Map.of("message", "Member removed successfully"));
    }

    /** The keys of a member, of whom the project is not bereft of its last owner. */
    private List<KeyLine> require(Caller admin, @Nullable String email, boolean staysOwner) throws IOException {
        Map<String, List<KeyLine>> all = byName(keys.list(admin.tenant()).stream());
        String name = all.containsKey(String.valueOf(email)) ? String.valueOf(email) : name(email);
        List<KeyLine> lines = all.get(name);
        if (lines == null) {
            throw Refusal.notFound("no member " + email);
        }
        List<KeyLine> owned = lines.stream().filter(this::isOwner).toList();
        boolean others = all.entrySet().stream().filter(member -> !member.getKey().equals(name))
                .flatMap(member -> member.getValue().stream())
                .anyMatch(other -> isOwner(other) && owned.stream().noneMatch(line -> outlives(line, other)));
        if (!staysOwner && !others && !owned.isEmpty()) {
            throw Refusal.conflict(name + " is the project's last owner: make another first");
        }
        return lines;
    }

    private static boolean outlives(KeyLine line, KeyLine other) {
        Instant end = line.expires();
        return other.expires() != null && (end == null || end.isAfter(other.expires()));
    }

    private static Map<String, List<KeyLine>> byName(Stream<KeyLine> lines) {
        return lines.collect(Collectors.groupingBy(line -> line.caller().name(), LinkedHashMap::new,
                Collectors.toList()));
    }

    private Caller in(Context ctx) {
        return organizations.in(Door.caller(ctx), ctx.pathParam("org"), project(ctx));
    }

    private Caller standing(Context ctx) {
        return organizations.standing(Door.caller(ctx), ctx.pathParam("org"), project(ctx));
    }

    private String project(Context ctx) {
        return ctx.pathParamMap().getOrDefault("project",
                Organizations.project(organizations.of(Door.caller(ctx).tenant())));
    }

    private boolean isOwner(KeyLine line) {
        return line.caller().may(Right.ADMIN) && keys.isGood(line);
    }

    /** A reader sees what a key sees of which nothing else is said, and no more than who lets them in. */
    private static Sight usual(Sight own) {
        Tlp tlp = own.tlp().compareTo(Sight.USUAL.tlp()) < 0 ? own.tlp() : Sight.USUAL.tlp();
        Pap pap = own.pap().compareTo(Sight.USUAL.pap()) < 0 ? own.pap() : Sight.USUAL.pap();
        return new Sight(tlp, pap, own.persons());
    }

    private static ObjectNode shown(String name, boolean owner) {
        return NODES.objectNode().put("email", name.contains("@") ? name : name + NOWHERE).put("username", name)
                .put("role", owner ? "OWNER" : "READER");
    }

    private static String name(@Nullable String email) {
        if (email == null || email.isBlank()) {
            throw Refusal.badRequest("email is missing: who the member is");
        }
        String name = email.strip();
        return name.endsWith(NOWHERE) ? name.substring(0, name.length() - NOWHERE.length()) : name;
    }

    private static Role role(Body body) {
        Role role = ROLES.get(String.valueOf(body.text("role")));
        if (role == null) {
            throw Refusal.badRequest("role is READER or OWNER");
        }
        return role;
    }
}
