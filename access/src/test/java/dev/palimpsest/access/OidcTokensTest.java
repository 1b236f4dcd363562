package dev.palimpsest.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.palimpsest.memory.Pap;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OidcTokensTest {

    private static final AtomicInteger FETCHES = new AtomicInteger();
    private static RSAKey own = key("one");
    private static RSAKey strange = key("one");
    private static HttpServer issuer = issuer();

    private final OidcTokens tokens = new OidcTokens(config());

    @AfterAll
    static void stop() {
        issuer.stop(0);
    }

    @BeforeAll
    static void start() {
        issuer.start();
    }

    @Test
    void shouldTellWhoItIsAndWhatTheyMay() throws JOSEException {
        String token = signed(own, claims().claim("roles", List.of("curator", "vpn-user")).claim("tlp", "red").build());

        assertThat(tokens.of(token)).contains(new Caller(new TenantId("acme"), "oidc:alice", Set.of(Role.CURATOR),
                new Sight(Tlp.RED, Pap.RED, Set.of(Subject.parse("user:alice")))));
    }

    @Test
    void shouldGiveTheLeastToWhomTheIssuerGivesNoRole() throws JOSEException {
        Caller caller = tokens.of(signed(own, claims().build())).orElseThrow();

        assertThat(caller.roles()).containsExactly(Role.READER);
        assertThat(caller.sight().tlp()).isEqualTo(Tlp.AMBER);
    }

    @Test
    void shouldRefuseWhatTheIssuerDidNotSignForUsNow() throws JOSEException {
        Instant now = Instant.now();
        assertThat(tokens.of(signed(strange, claims().build()))).isEmpty();
        assertThat(tokens.of(signed(own, claims().issuer("https://other.example").build()))).isEmpty();
        assertThat(tokens.of(signed(own, claims().audience("elsewhere").build()))).isEmpty();
        assertThat(tokens.of(signed(own, claims().expirationTime(Date.from(now.minus(Duration.ofMinutes(2)))).build())))
                .isEmpty();
        assertThat(tokens.of(signed(own, claims().notBeforeTime(Date.from(now.plus(Duration.ofMinutes(2)))).build())))
                .isEmpty();
        assertThat(tokens.of(signed(own, claims().subject(null).build()))).isEmpty();
        assertThat(tokens.of(signed(own, claims().claim("customer", null).build()))).isEmpty();
        assertThat(tokens.of(new PlainJWT(claims().build()).serialize())).isEmpty();
        assertThat(tokens.of("a.b.c")).isEmpty();
        assertThat(tokens.of("plm_key")).isEmpty();
    }

    @Test
    void shouldBearASkewOfOneMinute() throws JOSEException {
        Date before = Date.from(Instant.now().minus(Duration.ofSeconds(30)));
        assertThat(tokens.of(signed(own, claims().expirationTime(before).build()))).isPresent();
    }

    /** The public key is no secret: who signs with it as if it were one must not be believed. */
    @Test
    void shouldRefuseSymmetricSignatures() throws JOSEException {
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(), claims().build());
        jwt.sign(new MACSigner(own.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
        assertThat(tokens.of(jwt.serialize())).isEmpty();
    }

    @Test
    void shouldFetchTheKeysOnceForManyTokens() throws JOSEException {
        OidcTokens fresh = new OidcTokens(config());
        int before = FETCHES.get();
        for (int i = 0; i < 20; i++) {
            fresh.of(signed(own, claims().build()));
        }
        assertThat(FETCHES.get() - before).isEqualTo(1);
    }

    private static OidcConfig config() {
        Map<String, String> settings = Map.of("oidc.issuer", "https://id.example", "oidc.audience", "palimpsest",
                "oidc.jwks", "http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys", "oidc.tenant-claim",
                "customer");
        return OidcConfig.from(name -> Optional.ofNullable(settings.get(name))).orElseThrow();
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder().issuer("https://id.example").audience("palimpsest").subject("alice")
                .claim("customer", "acme").expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(5))));
    }

    private static String signed(RSAKey key, JWTClaimsSet claims) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT).keyID(key.getKeyID()).build(),
                claims);
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpServer issuer() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/keys", exchange -> {
                FETCHES.incrementAndGet();
                byte[] body = new JWKSet(own.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
