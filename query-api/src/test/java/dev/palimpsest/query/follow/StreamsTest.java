package dev.palimpsest.query.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.TenantId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamsTest {

    private final Streams streams = new Streams();

    @Test
    void shouldBearSoManyOfATenantAndNoMore() {
        List<Streams.Slot> open = new ArrayList<>();
        for (int i = 0; i < Streams.OF_TENANT_MAX; i++) {
            open.add(streams.open(Happened.ACME));
        }
        assertThatThrownBy(() -> streams.open(Happened.ACME)).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.status()).isEqualTo(429));
        streams.open(Happened.OTHER).close();
        open.getFirst().close();
        streams.open(Happened.ACME).close();
    }

    @Test
    void shouldBearSoManyInAll() {
        for (int i = 0; i < Streams.MAX; i++) {
            streams.open(new TenantId("tenant-" + i));
        }
        assertThatThrownBy(() -> streams.open(Happened.ACME)).isInstanceOf(Refusal.class)
                .hasMessageContaining("as many streams");
    }

    @Test
    void shouldBeginNoneOnceItStops() {
        streams.close();
        assertThat(streams.isStopping()).isTrue();
        assertThatThrownBy(() -> streams.open(Happened.ACME)).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.status()).isEqualTo(503));
    }
}
