package dev.palimpsest.query.mem0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.access.Refusal;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTargetsTest {

    private static final WebhookTargets OUTWARD = new WebhookTargets(false);

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1/x", "http://localhost:9200/", "http://a.localhost/", "http://[::1]/",
            "http://10.1.2.3/", "http://172.16.0.1/", "http://192.168.1.1/", "http://169.254.169.254/latest",
            "http://100.64.0.1/", "http://0.0.0.0/", "http://[fd00::1]/", "http://[fe80::1]/",
            "http://[::ffff:10.0.0.1]/",
            "http://[64:ff9b::a00:1]/", "http://2130706433.1.1.1.1/", "file:///etc/passwd", "ftp://example.org/",
            "http://user:pass@example.org/", "nonsense", "http:///x", ""})
    void shouldRefuseWhatLiesInside(String url) {
        assertThatThrownBy(() -> OUTWARD.require(url)).isInstanceOf(Refusal.class);
    }

    @Test
    void shouldTakeWhatLiesOutside() {
        assertThat(OUTWARD.require("https://example.org:8443/hook?a=b")).hasHost("example.org");
        assertThat(new WebhookTargets(true).require("http://127.0.0.1:1/")).hasHost("127.0.0.1");
    }

    @Test
    void shouldLookAgainWhereANameLeadsWhenItDelivers() {
        assertThatThrownBy(() -> OUTWARD.resolve(URI.create("http://localhost/")))
                .isInstanceOf(UnknownHostException.class);
        assertThat(new Postman(OUTWARD).post("http://localhost:1/", "s", "d", Instant.EPOCH, "{}").isDelivered())
                .isFalse();
    }

    @Test
    void shouldSignTimeAndBody() {
        String signed = Postman.signature("key", Instant.ofEpochSecond(5), "{}");

        assertThat(signed).startsWith("t=5,v1=").isNotEqualTo(Postman.signature("key", Instant.ofEpochSecond(5), "{ }"))
                .isNotEqualTo(Postman.signature("other", Instant.ofEpochSecond(5), "{}"));
    }
}
