package dev.palimpsest.query.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReceiptIdTest {

    private static final Instant AT = Instant.parse("2026-11-22T14:05:00.123Z");

    @Test
    void shouldTellWhenItWasMade() {
        ReceiptId id = ReceiptId.at(AT, new Random(1));

        assertThat(ReceiptId.parse(id.toString())).isEqualTo(id);
        assertThat(id.millis()).isEqualTo(AT.toEpochMilli());
        assertThat(id.value().version()).isEqualTo(7);
        assertThat(id.value().variant()).isEqualTo(2);
    }

    @Test
    void shouldDifferWithinAMillisecond() {
        Random random = new Random(1);

        assertThat(ReceiptId.at(AT, random)).isNotEqualTo(ReceiptId.at(AT, random));
    }

    @Test
    void shouldRefuseWhatIsNoReceiptsId() {
        assertThatThrownBy(() -> ReceiptId.parse("d9428888-122b-11e1-b85c-61cd3cbb3210"))
                .hasMessage("not the id of a receipt: d9428888-122b-11e1-b85c-61cd3cbb3210");
        assertThatThrownBy(() -> ReceiptId.parse("x")).hasMessage("not the id of a receipt: x");
    }
}
