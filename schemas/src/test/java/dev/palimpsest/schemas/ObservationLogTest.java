package dev.palimpsest.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.ObservationId;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.schemas.registry.InMemorySchemaRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class ObservationLogTest {

    private static final TenantId ACME = new TenantId("acme");

    @Test
    void shouldFailAndNotThrowWhateverGoesWrong() {
        try (ObservationLog log = new ObservationLog(
                new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()),
                new InMemorySchemaRegistry(), _ -> {
                    throw new IllegalStateException("a bug");
                })) {
            CompletableFuture<ObservationLog.Written> written = log.write(indicator("feed"));

            assertThat(written).isCompletedExceptionally();
            assertThat(written.exceptionNow()).hasMessage("a bug");
        }
    }

    @Test
    void shouldKeepTheWordsOfASenderOnAValueInOrderWhateverTheirLabel() {
        assertThat(ObservationLog.key(indicator("feed/a"))).isEqualTo(ObservationLog.key(indicator("feed/b")))
                .isNotEqualTo(ObservationLog.key(indicator("other/a")));
    }

    private static Observation indicator(String source) {
        return new Observation(ObservationId.of(ACME, source, "1"), ACME, source, TrustTier.CURATED_FEED, Tlp.GREEN,
                Instant.EPOCH, Instant.EPOCH, new Payload.IntelligenceObject("list", "indicator",
                        new TreeMap<>(Map.of("indicator.value", List.of("c2.example"))), "c2.example"));
    }
}
