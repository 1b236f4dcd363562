package dev.palimpsest.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonFaultTest {

    record Part(boolean yes, Instant at) {}

    record Body(String text, List<Part> parts, Duration time, Map<String, String> labels, int count) {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"txt\":1}                      | there is no txt; there is count, labels, parts, text, time",
            "{\"parts\":[{},{\"no\":1}]}      | there is no parts[1].no; there is at, yes",
            "{\"text\":[]}                    | text is not a text",
            "{\"parts\":{}}                   | parts is not a list",
            "{\"parts\":[{\"yes\":\"maybe\"}]}| parts[0].yes is not true or false",
            "{\"parts\":[{\"at\":\"soon\"}]}  | parts[0].at is not an instant such as 2026-01-31T12:00:00Z",
            "{\"time\":\"long\"}              | time is not a duration such as P30D",
            "{\"count\":\"many\"}             | count is not a whole number",
            "{\"labels\":3}                   | labels is not an object",
            "3                                | the body is not an object",
            "{\"text\":                       | 'the body is not whole JSON: line 1, column 9'",
            "{text:1}                         | 'the body is not whole JSON: line 1, column 2'"})
    void shouldSayWhatBelongsWhereInTheSendersTerms(String json, String said) {
        JsonProcessingException fault = assertThrows(JsonProcessingException.class,
                () -> Door.JSON.readValue(json, Body.class));

        assertThat(JsonFault.of(fault)).isEqualTo(said);
    }
}
