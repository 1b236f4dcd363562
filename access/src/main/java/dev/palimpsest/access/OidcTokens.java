package dev.palimpsest.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import java.net.MalformedURLException;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens of one OpenID Connect issuer: JSON Web Tokens signed by one of its public keys, for this audience, within their time but for a
 * skew of {@value #SKEW_SECONDS} s. Keys are cached for five minutes and fetched again, at most every 30 s, for a key id not seen
 * before. Symmetric signatures and unsigned tokens are refused. Safe for several threads.
 */
public final class OidcTokens implements Credentials {

    /** What the names of callers by token begin with, so that none is the name of a key. */
    public static final String NAMES = "oidc:";

    static final int SKEW_SECONDS = 60;

    private static final Logger LOGGER = LoggerFactory.getLogger(OidcTokens.class);
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384,
            JWSAlgorithm.RS512, JWSAlgorithm.PS256, JWSAlgorithm.PS384, JWSAlgorithm.PS512, JWSAlgorithm.ES256,
            JWSAlgorithm.ES384, JWSAlgorithm.ES512);
    private static final int TOKEN_CHARS_MAX = 16 * 1024;
    private static final int PATIENCE_MILLIS = 3_000;
    private static final int KEYS_BYTES_MAX = 256 * 1024;

    private final OidcConfig config;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /** @throws IllegalArgumentException where the keys' address is none */
    public OidcTokens(OidcConfig config) {
        this.config = config;
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT,
                new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys(config)));
        DefaultJWTClaimsVerifier<SecurityContext> claims = new DefaultJWTClaimsVerifier<>(config.audience(),
                new JWTClaimsSet.Builder().issuer(config.issuer()).build(), Set.of("exp", config.nameClaim()));
        claims.setMaxClockSkew(SKEW_SECONDS);
        processor.setJWTClaimsSetVerifier(claims);
    }

    private static JWKSource<SecurityContext> keys(OidcConfig config) {
        try {
            return JWKSourceBuilder
                    .create(config.keys().toURL(),
                            new DefaultResourceRetriever(PATIENCE_MILLIS, PATIENCE_MILLIS, KEYS_BYTES_MAX))
                    .retrying(true).build();
        } catch (MalformedURLException | IllegalArgumentException e) {
            throw new IllegalArgumentException("oidc.jwks is no address of keys: " + config.keys(), e);
        }
    }

    @Override
    public Optional<Caller> of(String secret) {
        if (secret.length() > TOKEN_CHARS_MAX || secret.chars().filter(sign -> sign == '.').count() != 2) {
            return Optional.empty();
        }
        try {
            return Optional.of(caller(processor.process(secret, null)));
        } catch (RemoteKeySourceException e) {
            LOGGER.atWarn().addKeyValue("keys", config.keys()).setCause(e).log("the issuer's keys cannot be fetched");
            throw Refusal.unavailable("the issuer of this token does not answer now");
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException e) {
            LOGGER.atDebug().addKeyValue("why", e.getMessage()).log("a token was refused");
            return Optional.empty();
        }
    }

    private Caller caller(JWTClaimsSet claims) throws ParseException {
        String name = claims.getStringClaim(config.nameClaim());
        String of = config.tenantClaim() == null ? null : claims.getStringClaim(config.tenantClaim());
        if (config.tenantClaim() != null && of == null) {
            throw new ParseException("no claim " + config.tenantClaim(), 0);
        }
        Set<Role> roles = words(claims.getClaim(config.rolesClaim())).flatMap(OidcTokens::role)
                .collect(Collectors.toUnmodifiableSet());
        String tlp = claims.getStringClaim(config.tlpClaim());
        Sight marked = tlp == null ? Sight.USUAL : Sight.USUAL.with("tlp=" + tlp).with("pap=" + pap(tlp));
        TenantId tenant = of == null ? config.tenant() : new TenantId(of);
        if (tenant.equals(Caller.OPERATOR)) {
            throw new ParseException("the operator has keys, no tokens", 0);
        }
        return new Caller(tenant, NAMES + name.replace('/', '_'),
                roles.isEmpty() ? Set.of(Role.READER) : roles,
                config.own() ? new Sight(marked.tlp(), marked.pap(), Set.of(new Subject("user", name))) : marked);
    }

    /** Issuers know one clearance; the other protocol has no strict amber. */
    private static String pap(String tlp) {
        return tlp.startsWith("amber") ? "amber" : tlp;
    }

    private static Stream<String> words(@Nullable Object claim) {
        return switch (claim) {
            case String text -> Arrays.stream(text.split("[ ,]+", -1));
            case Collection<?> list -> list.stream().map(String::valueOf);
            case null, default -> Stream.empty();
        };
    }

    private static Stream<Role> role(String word) {
        return Arrays.stream(Role.values()).filter(role -> role.word().equals(word));
    }
}
