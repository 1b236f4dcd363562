package dev.palimpsest.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionsTest {

    @ParameterizedTest
    @ValueSource(strings = {"0:3,1:1", "1:1,0:3", "{\"0\":3,\"1\":1}", "{ \"0\" : 3,\n \"1\" : 1 }"})
    void shouldReadAPlaceAsPeopleWriteItAndAsReceiptsHoldIt(String text) {
        assertThat(Positions.parse(text)).contains(Map.of(0, 3L, 1, 1L));
    }

    @Test
    void shouldWriteWhatItReads() {
        assertThat(Positions.text(Map.of(10, 7L, 1, 88L, 0, 120L))).isEqualTo("0:120,1:88,10:7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "2026-11-22T14:05:00Z", "0:3,", "0", "0:-1", "0=3, 1=1",
            "0:99999999999999999999"})
    void shouldTakeNothingElseForAPlace(String text) {
        assertThat(Positions.parse(text)).isEmpty();
    }
}
