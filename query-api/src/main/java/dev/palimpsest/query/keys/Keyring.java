package dev.palimpsest.query.keys;

import dev.palimpsest.access.ApiKeys;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.KeyLine;
import dev.palimpsest.access.OidcTokens;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.access.Right;
import dev.palimpsest.access.Role;
import dev.palimpsest.access.Sight;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.query.settings.Settings;
import dev.palimpsest.query.settings.Settings.Sort;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * API keys: made, changed, rotated and revoked. Each act is recorded in the log of settings before it is done. Nobody gives what they
 * have not: a key sees no further and lives no longer than the key that made it. Whoever acts has the right to administer; every
 * method touches the keys of their tenant alone, throws {@link Refusal} where it may not be and {@link IOException} where the file of
 * keys cannot be read or written. Safe for several threads.
 */
public final class Keyring {

    /** Most keys of a tenant, those that are still listed after they expired included. */
    public static final int KEYS_MAX = 1_000;

    private final ApiKeys keys;
    private final Settings settings;
    private final InstantSource clock;

    public Keyring(ApiKeys keys, Settings settings, InstantSource clock) {
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    /** The keys of a tenant, those that have expired too, in the order in which they were made. */
    public List<KeyLine> list(TenantId tenant) throws IOException {
        return keys.list(tenant);
    }

    /** Whether it lets anybody in now. */
    public boolean isGood(KeyLine line) {
        return line.isGood(clock.instant());
    }

    /**
     * Makes a key.
     *
     * @param wanted  whom it lets in, of the administrator's tenant
     * @param expires when it ends; null for never
     */
    public ApiKeys.Made create(Caller admin, Caller wanted, @Nullable Instant expires) throws IOException {
        requireWithin(admin, wanted.sight());
        if (expires != null && !expires.isAfter(clock.instant())) {
            throw Refusal.badRequest("expires is over already: " + expires);
        }
        admin.requireOutlives(expires);
        KeyLine.requireName(wanted.name());
        List<KeyLine> known = list(admin.tenant());
        requireOwnName(wanted, known);
        requireRoom(known);
        record(admin, "create", wanted.name(), wanted);
        return keys.create(wanted, expires);
    }

    /**
     * A new key in place of one, with the same rights.
     *
     * @param grace how long the old one stays good
     */
    public ApiKeys.Made rotate(Caller admin, String id, Duration grace) throws IOException {
        KeyLine old = known(admin, id);
        requireWithin(admin, old.caller().sight());
        admin.requireOutlives(old.expires());
        requireRoom(list(admin.tenant()));
        record(admin, "rotate", id, old.caller());
        return keys.rotate(admin.tenant(), id, grace).orElseThrow(() -> unknown(id));
    }

    /** From now on these keys may do that and nothing else; all of them or, where one is refused, none. */
    public void change(Caller admin, List<KeyLine> lines, Set<Role> roles) throws IOException {
        for (KeyLine line : lines) {
            requireWithin(admin, line.caller().sight());
            Caller changed = changed(line, roles);
            if (Arrays.stream(Right.values()).anyMatch(right -> changed.may(right) && !line.caller().may(right))) {
                admin.requireOutlives(line.expires());
            }
        }
        for (KeyLine line : lines) {
            record(admin, "change", line.id(), changed(line, roles));
            var _ = keys.change(admin.tenant(), line.id(), roles).orElseThrow(() -> unknown(line.id()));
        }
    }

    /** Ends a key. */
    public KeyLine revoke(Caller admin, String id) throws IOException {
        KeyLine old = known(admin, id);
        requireWithin(admin, old.caller().sight());
        record(admin, "revoke", id, old.caller());
        return keys.revoke(admin.tenant(), id).orElseThrow(() -> unknown(id));
    }

    /** Ends all of the tenant's keys that are such; none where one of them may not be. */
    public void revokeAll(Caller admin, Predicate<KeyLine> such) throws IOException {
        List<KeyLine> ending = list(admin.tenant()).stream().filter(such).toList();
        ending.forEach(line -> requireWithin(admin, line.caller().sight()));
        for (KeyLine line : ending) {
            record(admin, "revoke", line.id(), line.caller());
            var _ = keys.revoke(admin.tenant(), line.id()); // somebody else may have been faster
        }
    }

    /** What a key is called that somebody makes for themselves elsewhere: as they are, where a key can be. */
    public String nameOf(Caller caller) {
        return caller.name().startsWith(OidcTokens.NAMES) || caller.name().indexOf('/') >= 0 ? "owner" : caller.name();
    }

    private static Caller changed(KeyLine line, Set<Role> roles) {
        return new Caller(line.caller().tenant(), line.caller().name(), roles, line.caller().sight());
    }

    private static void requireRoom(List<KeyLine> known) {
        if (known.size() >= KEYS_MAX) {
            throw Refusal.conflict("there are " + KEYS_MAX + " keys already, those that expired lately included:"
                    + " revoke some");
        }
    }

    /** Names tell whose answers, events and words something is, so nobody takes another's. */
    private static void requireOwnName(Caller caller, List<KeyLine> known) {
        boolean taken = known.stream().map(KeyLine::caller)
                .anyMatch(other -> other.name().equals(caller.name()) && !other.sight().equals(caller.sight()));
        if (taken || caller.name().startsWith(OidcTokens.NAMES) || caller.name().indexOf('/') >= 0) {
            throw Refusal.conflict(taken
                    ? "a key of that name sees something else: choose another name"
                    : "a key's name has no / and does not begin with " + OidcTokens.NAMES);
        }
    }

    private static void requireWithin(Caller admin, Sight wanted) {
        Sight own = admin.sight();
        boolean persons = own.persons().isEmpty()
                || (!wanted.persons().isEmpty() && own.persons().containsAll(wanted.persons()));
        if (!own.isCleared(wanted.tlp(), wanted.pap()) || !persons) {
            throw Refusal.clearance("a key sees no further than the key that makes it: " + own.text());
        }
    }

    private void record(Caller admin, String act, String key, Caller of) {
        settings.put(admin.tenant(), Sort.ACT, UUID.randomUUID().toString(),
                Door.JSON.createObjectNode().put("act", "key-" + act).put("key", key).put("name", of.name())
                        .put("roles", of.roles().stream().sorted().map(Role::word).collect(Collectors.joining(",")))
                        .put("sight", of.sight().text()),
                admin.name());
    }

    private KeyLine known(Caller admin, String id) throws IOException {
        return list(admin.tenant()).stream().filter(line -> line.id().equals(id)).findFirst()
                .orElseThrow(() -> unknown(id));
    }

    private static Refusal unknown(String id) {
        return Refusal.notFound("no key " + id);
    }
}
