package dev.palimpsest.query.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.access.Sight;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.schemas.registry.InMemorySchemaRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReceiptsTest {

    private static Receipt receipt() {
        Instant now = Instant.parse("2026-11-23T05:00:00Z");
        return new Receipt(ReceiptId.at(now, new Random(1)), new TenantId("acme"), "ann", Sight.ALL, "search", "what",
                "{}", now,
                Map.of(), List.of());
    }

    private static MockProducer<String, byte[]> producer(boolean confirms) {
        return new MockProducer<>(confirms, null, new StringSerializer(), new ByteArraySerializer());
    }

    @Test
    void shouldPromiseAReceiptOnceTheBrokersConfirmIt() {
        MockProducer<String, byte[]> producer = producer(true);
        try (Receipts receipts = new Receipts(producer, new InMemorySchemaRegistry(), SealedReceipts.NONE)) {
            Receipts.Keeping keeping = receipts.keep(receipt());

            assertThat(keeping.kept().join()).isTrue();
            assertThat(keeping.id()).isEqualTo(receipt().id());
            assertThat(producer.history()).hasSize(1);
            assertThat(receipts.lost()).isZero();
        }
    }

    @Test
    void shouldPromiseNothingAndCountWhereTheBrokersDoNot() {
        MockProducer<String, byte[]> producer = producer(true);
        producer.sendException = new TimeoutException("no broker");
        try (Receipts receipts = new Receipts(producer, new InMemorySchemaRegistry(), SealedReceipts.NONE)) {
            assertThat(receipts.keep(receipt()).kept().join()).isFalse();
            assertThat(receipts.lost()).isEqualTo(1);
        }
    }

    @Test
    void shouldPromiseNothingOnceItIsClosed() {
        Receipts receipts = new Receipts(producer(true), new InMemorySchemaRegistry(), SealedReceipts.NONE);
        receipts.close();

        assertThat(receipts.keep(receipt()).kept().join()).isFalse();
        assertThat(receipts.lost()).isEqualTo(1);
    }
}
