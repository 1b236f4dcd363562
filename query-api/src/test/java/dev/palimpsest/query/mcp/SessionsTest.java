package dev.palimpsest.query.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.TenantId;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");

    private final Sessions sessions = new Sessions(() -> NOW);
    private int made;

    @Test
    void shouldLeaveOtherTenantsTheirSessionsWhereOneHasAllItMay() {
        for (int i = 0; i < Sessions.TENANT_MAX; i++) {
            add("acme", "key-" + i);
        }

        assertThatThrownBy(() -> add("acme", "one-more")).isInstanceOf(Refusal.class)
                .hasMessageContaining("of this tenant");
        add("globex", "key");

        assertThat(sessions.size()).isEqualTo(Sessions.TENANT_MAX + 1);
    }

    @Test
    void shouldMakeRoomForACredentialAmongItsOwnWhereItsTenantIsFull() {
        for (int i = 0; i < Sessions.TENANT_MAX; i++) {
            add("acme", "key-" + i / Sessions.EACH_MAX);
        }
        add("acme", "key-0");

        assertThat(sessions.size()).isEqualTo(Sessions.TENANT_MAX);
    }

    private void add(String tenant, String name) {
        sessions.add(new Session(new McpStreamableServerSession("session-" + made++,
                ClientCapabilities.builder().build(), Implementation.builder("test", "1").build(),
                Duration.ofSeconds(1), Map.of(),
                Map.of()), Caller.admin(new TenantId(tenant), name), NOW));
    }
}
