package dev.palimpsest.trust.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.observation.Payload.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForgettingPolicyTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");

    @Test
    void shouldLetTheFirstRuleThatFitsDecide() {
        ForgettingPolicy policy = policy("keep acme episodic 90 # what was said", "keep acme * 365",
                "keep * receipts PT12H");

        assertThat(policy.longest(ACME, "episodic")).contains(Duration.ofDays(90));
        assertThat(policy.longest(ACME, "receipts")).contains(Duration.ofDays(365));
        assertThat(policy.longest(OTHER, "receipts")).contains(Duration.ofHours(12));
        assertThat(policy.longest(OTHER, "episodic")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"account,account:bob", "host,host:ws12", "tenant,tenant:acme"})
    void shouldSayWhoseAnEventIs(String type, String owner) {
        ForgettingPolicy policy = policy("seal acme siem-* " + type);

        assertThat(policy.owner(ACME, "siem-west/vpn", event("CORP\\bob", "ws12.corp.example")))
                .contains(Subject.parse(owner));
        assertThat(policy.owner(ACME, "honeypot", event("bob", "ws12"))).isEmpty();
        assertThat(policy.owner(OTHER, "siem-west", event("bob", "ws12"))).isEmpty();
    }

    @Test
    void shouldTakeAnEventThatNamesNobodyForTheTenants() {
        assertThat(policy("seal * * account").owner(ACME, "siem", new Event("json", new TreeMap<>(), "")))
                .contains(Subject.parse("tenant:acme"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"keep acme episodic | a rule reads",
            "hold acme episodic 3 | begins with keep or seal",
            "keep acme words 3 | a kind is one of", "keep acme episodic 0 | a second at least",
            "keep acme episodic soon | a second at least", "seal acme * user | account's, host's or tenant's"})
    void shouldNameTheLineThatIsWrong(String line, String problem) {
        assertThatIllegalArgumentException().isThrownBy(() -> policy("# fine", line))
                .withMessageStartingWith("policy:2: ").withMessageContaining(problem);
    }

    private static ForgettingPolicy policy(String... lines) {
        return ForgettingPolicy.parse("policy", List.of(lines));
    }

    private static Event event(String account, String host) {
        return new Event("json", new TreeMap<>(Map.of("user.name", List.of(account), "host.name", List.of(host))), "");
    }
}
