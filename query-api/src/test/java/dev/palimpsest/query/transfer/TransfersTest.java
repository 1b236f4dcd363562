package dev.palimpsest.query.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.TenantId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TransfersTest {

    private Instant now = Instant.parse("2026-06-01T08:00:00Z");
    private final Transfers transfers = new Transfers("export", () -> now);

    @Test
    void shouldBearOneOfATenantBesideThoseOfOthers() {
        Transfers.Slot own = transfers.open(tenant(0));

        assertThatThrownBy(() -> transfers.open(tenant(0))).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.status()).isEqualTo(429)).hasMessageContaining("of this tenant");
        transfers.open(tenant(1)).close();
        own.close();
        transfers.open(tenant(0)).close();
    }

    @Test
    void shouldBearSoManyInAll() {
        for (int i = 0; i < Transfers.MAX; i++) {
            transfers.open(tenant(i));
        }
        assertThatThrownBy(() -> transfers.open(tenant(Transfers.MAX))).isInstanceOf(Refusal.class)
                .hasMessageContaining("of other tenants");
    }

    @Test
    void shouldEndWhatGoesOnTooLong() throws IOException {
        try (Transfers.Slot slot = transfers.open(tenant(0));
                InputStream in = slot.timed(new ByteArrayInputStream(new byte[9]));
                OutputStream out = slot.timed(new ByteArrayOutputStream())) {
            now = now.plus(Transfers.LONGEST);
            assertThat(in.readNBytes(2)).hasSize(2);
            out.write(new byte[2]);
            now = now.plusSeconds(1);
            assertThatThrownBy(() -> in.readNBytes(2)).isInstanceOf(InterruptedIOException.class);
            assertThatThrownBy(() -> out.write(new byte[2])).isInstanceOf(InterruptedIOException.class)
                    .hasMessageContaining("60 minutes");
        }
    }

    private static TenantId tenant(int number) {
        return new TenantId("tenant-" + number);
    }
}
