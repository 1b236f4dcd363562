package dev.palimpsest.access;

import dev.palimpsest.memory.TenantId;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whose tokens are believed, and what they say.
 *
 * @param issuer      {@code iss} of every token
 * @param audience    one of {@code aud}
 * @param keys        where the issuer's keys (JWKS) are
 * @param nameClaim   who it is
 * @param tenantClaim whose customer; null where all are of one tenant
 * @param tenant      that one
 * @param rolesClaim  list of, or text with, roles; words that are none of ours count for nothing, and none means reader
 * @param tlpClaim    the strictest mark they are cleared for; where a token has none, amber
 * @param own         whether they see of people's memories only their own ({@code user:} and their name)
 */
public record OidcConfig(String issuer, String audience, URI keys, String nameClaim, @Nullable String tenantClaim,
        TenantId tenant, String rolesClaim, String tlpClaim, boolean own) {

    /**
     * From settings by name: {@code oidc.issuer}, {@code oidc.audience}, {@code oidc.jwks}, {@code oidc.name-claim}
     * ({@code sub}), {@code oidc.tenant-claim} or {@code oidc.tenant} ({@code default}), {@code oidc.roles-claim} ({@code roles}),
     * {@code oidc.tlp-claim} ({@code tlp}), {@code oidc.own} ({@code true}). Empty where there is no issuer.
     *
     * @throws IllegalArgumentException naming what is missing
     */
    public static Optional<OidcConfig> from(Function<String, Optional<String>> setting) {
        return setting.apply("oidc.issuer").map(issuer -> new OidcConfig(issuer, required(setting, "oidc.audience"),
                secure(URI.create(required(setting, "oidc.jwks"))), setting.apply("oidc.name-claim").orElse("sub"),
                setting.apply("oidc.tenant-claim").orElse(null),
                new TenantId(setting.apply("oidc.tenant").orElse("default")),
                setting.apply("oidc.roles-claim").orElse("roles"), setting.apply("oidc.tlp-claim").orElse("tlp"),
                Boolean.parseBoolean(setting.apply("oidc.own").orElse("true"))));
    }

    /** Who is between us and the keys could be anybody. */
    private static URI secure(URI keys) {
        boolean local = Set.of("127.0.0.1", "localhost", "[::1]").contains(String.valueOf(keys.getHost()));
        if (!"https".equals(keys.getScheme()) && !local) {
            throw new IllegalArgumentException("oidc.jwks is an address with https; got: " + keys);
        }
        return keys;
    }

    private static String required(Function<String, Optional<String>> setting, String name) {
        return setting.apply(name)
                .orElseThrow(() -> new IllegalArgumentException("oidc.issuer is set, and " + name + " is missing"));
    }
}
