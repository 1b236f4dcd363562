package dev.palimpsest.access;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.TenantId;
import java.time.Instant;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an API key: {@code sha256 tenant name roles=… tlp=… pap=… for=… expires=…} in one line, the key itself nowhere. A
 * line that names no roles is a reader's, one without marks is cleared for amber.
 *
 * @param expires when it is no longer good; null for never
 */
public record KeyLine(Hash hash, Caller caller, @Nullable Instant expires) {

    private static final Pattern NAME = Pattern.compile("[^\\s=]{1,100}");
    private static final int ID_LENGTH = 8;

    /** @throws IllegalArgumentException where the caller's name has spaces, an equals sign, or over 100 characters */
    public KeyLine {
        requireName(caller.name());
    }

    /**
     * Insists that a name can be a key's.
     *
     * @throws IllegalArgumentException where it has spaces, an equals sign, or over 100 characters
     */
    public static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a key's name has 1 to 100 characters, no spaces and no =; got: " + name);
        }
    }

    /** What the key is called where it is listed or revoked: the beginning of its hash. */
    public String id() {
        return hash.hex().substring(0, ID_LENGTH);
    }

    /** Whether it is good at that instant. */
    public boolean isGood(Instant at) {
        return expires == null || at.isBefore(expires);
    }

    /** The same, good until then at the latest. */
    public KeyLine until(Instant end) {
        return new KeyLine(hash, caller, expires == null || end.isBefore(expires) ? end : expires);
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException saying what is wrong with it, without the hash
     */
    public static KeyLine parse(String line) {
        List<String> parts = List.of(line.strip().split(" +", -1));
        if (parts.size() < 3) {
            throw new IllegalArgumentException("a key's line begins with hash, tenant and name");
        }
        Set<Role> roles = Set.of(Role.READER);
        Sight sight = Sight.USUAL;
        Instant expires = null;
        for (String part : parts.subList(3, parts.size())) {
            int equals = part.indexOf('=');
            String value = part.substring(equals + 1);
            switch (equals < 0 ? part : part.substring(0, equals)) {
                case "roles" -> roles = split(value).map(Role::parse).collect(Collectors.toUnmodifiableSet());
                case "tlp", "pap", "for" -> sight = sight.with(part);
                case "expires" -> expires = instant(value);
                default -> throw new IllegalArgumentException("a key's line has no part " + part);
            }
        }
        return new KeyLine(new Hash(parts.get(0)), new Caller(new TenantId(parts.get(1)), parts.get(2), roles, sight),
                expires);
    }

    /** The line. */
    public String text() {
        return hash + " " + caller.tenant() + " " + caller.name() + " roles="
                + caller.roles().stream().sorted().map(Role::word).collect(Collectors.joining(",")) + " "
                + caller.sight().text()
                + (expires == null ? "" : " expires=" + expires);
    }

    private static Stream<String> split(String value) {
        return Arrays.stream(value.split(",", -1));
    }

    private static Instant instant(String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expires is a time such as 2026-11-22T14:05:00Z; got: " + value, e);
        }
    }
}
