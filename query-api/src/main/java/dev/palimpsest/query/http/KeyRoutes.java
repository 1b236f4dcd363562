package dev.palimpsest.query.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.palimpsest.access.ApiKeys;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.KeyLine;
import dev.palimpsest.access.Operation;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.access.Right;
import dev.palimpsest.access.Role;
import dev.palimpsest.access.Sight;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.query.keys.Keyring;
import dev.palimpsest.query.settings.Settings;
import dev.palimpsest.query.settings.Settings.Sort;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** API keys over HTTP, and the acts of administration. */
final class KeyRoutes {

    private static final Duration GRACE_USUAL = Duration.ofHours(24);
    private static final Duration GRACE_MAX = Duration.ofDays(30);

    private final Keyring keys;
    private final Settings settings;

    KeyRoutes(Keyring keys, Settings settings) {
        this.keys = keys;
        this.settings = settings;
    }

    void addTo(RoutesConfig routes) {
        routes.addEndpoint(Operation.get("/api/v1/keys", "List keys").answers(KeysResult.class)
                .by(Right.ADMIN, this::list));
        routes.addEndpoint(Operation.post("/api/v1/keys", "Make a key; it is shown this once").takes(KeyRequest.class)
                .answers(201, KeyJson.class).by(Right.ADMIN, this::create));
        routes.addEndpoint(Operation.post("/api/v1/keys/{id}/rotate", "A new key in place of one")
                .takes(new Operation.Content(Operation.JSON, RotateRequest.class, true)).answers(201, KeyJson.class)
                .by(Right.ADMIN, this::rotate));
        routes.addEndpoint(Operation.delete("/api/v1/keys/{id}", "End a key").answers(KeyJson.class)
                .by(Right.ADMIN, this::revoke));
        routes.addEndpoint(Operation.get("/api/v1/acts", "What administrators did").answers(ActsResult.class)
                .by(Right.AUDIT, this::acts));
    }

    /** What a key shall be; what is left out is the least. */
    record KeyRequest(@Nullable String name, @Nullable List<String> roles, @Nullable String tlp, @Nullable String pap,
            @JsonProperty("for") @Nullable List<String> persons, @Nullable Instant expires) {}

    /** How long the old key stays good. */
    record RotateRequest(@Nullable Duration grace) {}

    /** A key as it is listed; {@code key} itself only where it was just made. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record KeyJson(String id, String name, List<String> roles, String tlp, String pap,
            @JsonProperty("for") List<String> persons, @Nullable Instant expires, boolean good, @Nullable String key) {}

    /** All keys of a tenant. */
    record KeysResult(List<KeyJson> keys) {}

    /** All acts of administration. */
    record ActsResult(List<ActJson> acts) {}

    /** An act of administration. */
    record ActJson(String id, Instant at, String actor, String sort, Object value) {}

    private void list(Context ctx) throws IOException {
        Door.json(ctx, new KeysResult(
                keys.list(Door.caller(ctx).tenant()).stream().map(line -> shown(line, null)).toList()));
    }

    private void create(Context ctx) throws IOException {
        Caller admin = Door.caller(ctx);
        KeyRequest wanted = WriteRoutes.body(ctx, KeyRequest.class);
        Caller caller = new Caller(admin.tenant(), Optional.ofNullable(wanted.name())
                .orElseThrow(() -> Refusal.badRequest("name is missing: who uses the key")), roles(wanted),
                sight(wanted));
        ApiKeys.Made made = keys.create(admin, caller, wanted.expires());
        Door.json(ctx.status(201), shown(made.line(), made.key()));
    }

    private void rotate(Context ctx) throws IOException {
        Duration grace = ctx.body().isBlank()
                ? GRACE_USUAL
                : Optional.ofNullable(WriteRoutes.body(ctx, RotateRequest.class).grace()).orElse(GRACE_USUAL);
        if (grace.isNegative() || grace.compareTo(GRACE_MAX) > 0) {
            throw Refusal.badRequest("grace lies between PT0S and " + GRACE_MAX + ", such as PT24H; got: " + grace);
        }
        ApiKeys.Made made = keys.rotate(Door.caller(ctx), ctx.pathParam("id"), grace);
        Door.json(ctx.status(201), shown(made.line(), made.key()));
    }

    private void revoke(Context ctx) throws IOException {
        Door.json(ctx, shown(keys.revoke(Door.caller(ctx), ctx.pathParam("id")), null));
    }

    private void acts(Context ctx) {
        Caller caller = Door.caller(ctx);
        Door.json(ctx, new ActsResult(settings.all(caller.tenant(), Sort.ACT).stream()
                .map(act -> new ActJson(act.id(), act.at(), act.actor(), act.value().path("act").asText(), act.value()))
                .toList()));
    }

    private static Set<Role> roles(KeyRequest wanted) {
        List<String> words = wanted.roles() == null ? List.of() : wanted.roles();
        return words.isEmpty()
                ? Set.of(Role.READER)
                : words.stream().map(Role::parse).collect(Collectors.toUnmodifiableSet());
    }

    private static Sight sight(KeyRequest wanted) {
        Sight sight = Sight.USUAL;
        sight = wanted.tlp() == null ? sight : sight.with("tlp=" + wanted.tlp());
        sight = wanted.pap() == null ? sight : sight.with("pap=" + wanted.pap());
        List<String> persons = wanted.persons() == null ? List.of() : wanted.persons();
        return new Sight(sight.tlp(), sight.pap(),
                persons.stream().map(Subject::parse).collect(Collectors.toUnmodifiableSet()));
    }

    private KeyJson shown(KeyLine line, @Nullable String key) {
        Caller caller = line.caller();
        Map<String, String> sight = java.util.Arrays.stream(caller.sight().text().split(" ", -1))
                .map(part -> part.split("=", 2)).collect(Collectors.toMap(part -> part[0], part -> part[1]));
        return new KeyJson(line.id(), caller.name(), caller.roles().stream().sorted().map(Role::word).toList(),
                sight.getOrDefault("tlp", ""), sight.getOrDefault("pap", ""),
                caller.sight().persons().stream().sorted().map(Subject::toString).toList(), line.expires(),
                keys.isGood(line), key);
    }
}
