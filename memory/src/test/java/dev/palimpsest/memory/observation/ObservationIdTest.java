package dev.palimpsest.memory.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Sample;
import dev.palimpsest.memory.TenantId;
import org.junit.jupiter.api.Test;

class ObservationIdTest {

    @Test
    void shouldBeTheSameForTheSameInput() {
        assertThat(ObservationId.of(Sample.TENANT, "feed", "42"))
                .isEqualTo(ObservationId.of(Sample.TENANT, "feed", "42"));
    }

    @Test
    void shouldDifferWhereverTheInputsDiffer() {
        ObservationId id = ObservationId.of(Sample.TENANT, "feed", "42");

        assertThat(id).isNotEqualTo(ObservationId.of(new TenantId("other"), "feed", "42"));
        assertThat(id).isNotEqualTo(ObservationId.of(Sample.TENANT, "feed2", "42"));
        assertThat(ObservationId.of(Sample.TENANT, "a\nb", "c"))
                .isNotEqualTo(ObservationId.of(Sample.TENANT, "a", "b\nc"));
    }
}
