package dev.palimpsest.ingest.decode.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.ingest.decode.Decoding;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"2026-04-30T10:11:12Z|2026-04-30T10:11:12Z",
            "2026-04-30T10:11:12.345678Z|2026-04-30T10:11:12.345678Z",
            "2026-04-30T10:11:12.1234567Z|2026-04-30T10:11:12.123456700Z",
            "2026-04-30T10:11:12.345678+0000|2026-04-30T10:11:12.345678Z",
            "2026-04-30T12:11:12+02:00|2026-04-30T10:11:12Z",
            "2026-04-30 10:11:12|2026-04-30T10:11:12Z", "2026-04-30 10:11:12.345|2026-04-30T10:11:12.345Z",
            "2026-04-30 10:11:12,345|2026-04-30T10:11:12.345Z", "2026-04-30 10:11:12 UTC|2026-04-30T10:11:12Z",
            "2026-04-30 10:11|2026-04-30T10:11:00Z", "2026-04-30|2026-04-30T00:00:00Z",
            "2026/04/30 10:11:12|2026-04-30T10:11:12Z",
            "1777543872|2026-04-30T10:11:12Z", "1777543872.345678|2026-04-30T10:11:12.345678Z",
            "1777543872345|2026-04-30T10:11:12.345Z", "1777543872345678|2026-04-30T10:11:12.345678Z",
            "1777543872345678901|2026-04-30T10:11:12.345678901Z", "629503200.0|1989-12-12T22:00:00Z",
            "Thu, 30 Apr 2026 10:11:12 GMT|2026-04-30T10:11:12Z", "30/Apr/2026:12:11:12 +0200|2026-04-30T10:11:12Z",
            "4/30/2026 10:11:12 AM|2026-04-30T10:11:12Z", "/Date(1777543872345)/|2026-04-30T10:11:12.345Z"})
    void shouldReadTheFormsOfATime(String text, String expected) {
        assertThat(Timestamps.parse(text)).contains(Instant.parse(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "yesterday", "2026-13-40T00:00:00Z", "99999999999999999999999999999999", "1e9",
            "/Date(x)/",
            "12", "2026-04-30T25:00:00Z"})
    void shouldReadNothingElseAsATime(String text) {
        assertThat(Timestamps.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "1601-01-01T00:00:00Z", "2026-05-03T00:00:00Z",
            "2062-01-01T00:00:00Z", "rubbish"})
    void shouldTakeTheTimeOfReceiptWhereTheStatedOneIsNotBelievable(String text) {
        EventTime time = EventTime.of(text, Decoding.ARRIVAL);

        assertThat(time).isEqualTo(new EventTime(Decoding.RECEIVED, "received"));
    }

    @Test
    void shouldSayWhereAZoneWasAssumed() {
        assertThat(EventTime.of("2026-04-30 10:11:12", Decoding.ARRIVAL).quality()).isEqualTo("zone-assumed");
        assertThat(EventTime.of("2026-04-30 10:11:12Z", Decoding.ARRIVAL).quality()).isNull();
    }
}
