package dev.palimpsest.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.access.RateLimit.Told;
import dev.palimpsest.memory.TenantId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final Caller ALICE = Caller.admin(new TenantId("acme"), "alice");
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void shouldAdmitWhatTenSecondsBringAtOnceAndThenWhatFlowsBack() {
        RateLimit limit = new RateLimit(60);
        for (int left = 9; left >= 0; left--) {
            assertThat(limit.take(ALICE, 0)).isEqualTo(new Told(true, left, 10 - left, 0));
        }
        assertThat(limit.take(ALICE, 0)).isEqualTo(new Told(false, 0, 10, 1));
        assertThat(limit.take(ALICE, SECOND)).isEqualTo(new Told(true, 0, 10, 0));
        assertThat(limit.take(ALICE, SECOND).admitted()).isFalse();
        assertThat(limit.take(ALICE, 100 * SECOND).remaining()).isEqualTo(9);
    }

    @Test
    void shouldNotMakeWhoIsRefusedWaitLongerForAsking() {
        RateLimit limit = new RateLimit(6);
        assertThat(limit.take(ALICE, 0).admitted()).isTrue();
        for (int i = 0; i < 1000; i++) {
            assertThat(limit.take(ALICE, SECOND).pause()).isEqualTo(9);
        }
        assertThat(limit.take(ALICE, 10 * SECOND).admitted()).isTrue();
    }

    @Test
    void shouldTellCallersAndTenantsApart() {
        RateLimit limit = new RateLimit(1);
        assertThat(limit.take(ALICE, 0).admitted()).isTrue();
        assertThat(limit.take(ALICE, 0).admitted()).isFalse();
        assertThat(limit.take(Caller.admin(new TenantId("acme"), "bob"), 0).admitted()).isTrue();
        assertThat(limit.take(Caller.admin(new TenantId("other"), "alice"), 0).admitted()).isTrue();
    }

    @Test
    void shouldHoldABoundedNumberOfBuckets() {
        RateLimit limit = new RateLimit(1);
        limit.take(ALICE, 0);
        for (int i = 0; i < RateLimit.CALLERS_MAX; i++) {
            limit.take(Caller.admin(new TenantId("acme"), "key-" + i), 0);
        }
        assertThat(limit.take(ALICE, 0).admitted()).isTrue();
        assertThat(limit.take(Caller.admin(new TenantId("acme"), "key-9999"), 0).admitted()).isFalse();
    }

    @Test
    void shouldTellEveryAnswerItsLimitAndRefuseWithTheTimeToWait() throws Exception {
        try (Door door = door("12")) {
            HttpResponse<String> first = get(door, "/asked");
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.headers().map()).containsEntry("ratelimit-policy",
                    List.of("\"default\";q=12;w=60"));
            assertThat(first.headers().firstValue("RateLimit")).contains("\"default\";r=1;t=5");
            assertThat(get(door, "/asked").statusCode()).isEqualTo(200);
            HttpResponse<String> refused = get(door, "/asked");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After").map(Integer::parseInt).orElseThrow()).isBetween(1,
                    5);
            assertThat(refused.headers().firstValue("RateLimit").orElseThrow()).startsWith("\"default\";r=0;t=");
            assertThat(refused.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/problem+json");
            assertThat(refused.body()).contains("\"status\":429", "more requests than this key may make");
        }
    }

    @Test
    void shouldNotCountDeliveriesAndHealth() throws Exception {
        try (Door door = door("6")) {
            for (int i = 0; i < 20; i++) {
                HttpResponse<String> delivered = get(door, "/delivered");
                assertThat(delivered.statusCode()).isEqualTo(200);
                assertThat(delivered.headers().firstValue("RateLimit")).isEmpty();
                assertThat(get(door, "/health/live").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void shouldLimitNothingWhereTheLimitIsZero() throws Exception {
        try (Door door = door("0")) {
            for (int i = 0; i < 50; i++) {
                HttpResponse<String> answer = get(door, "/asked");
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().firstValue("RateLimit-Policy")).isEmpty();
            }
        }
    }

    @Test
    void shouldRefuseALimitThatIsNone() {
        DoorConfig config = DoorConfig.local(0);
        assertThat(config.rateLimit()).isEqualTo(DoorConfig.RATE_USUAL);
        assertThatThrownBy(() -> config.limited(Optional.of("many"))).hasMessageContaining("rate-limit");
        assertThatThrownBy(() -> config.limited(Optional.of("-1"))).hasMessageContaining("rate-limit");
        assertThat(DoorConfig.from(name -> Optional.ofNullable(Map.of("rate-limit", "7").get(name)), 1).rateLimit())
                .isEqualTo(7);
    }

    private static Door door(String limit) {
        return Door.open(DoorConfig.local(0).limited(Optional.of(limit)), _ -> Optional.of(ALICE),
                new Health(Map.of()), routes -> {
                    routes.get("/asked", ctx -> ctx.result("1"), Right.READ);
                    routes.get("/delivered", ctx -> ctx.result("1"), Right.FEED);
                });
    }

    private static HttpResponse<String> get(Door door, String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + path))
                    .header("X-API-Key", "any").build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
