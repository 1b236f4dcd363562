package dev.palimpsest.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;

class CanonicalPropertyTest {

    @Property
    void shouldGiveEqualBytesOnlyToEqualLists(
            @ForAll @Size(max = 3) List<@AlphaChars @StringLength(max = 3) String> one,
            @ForAll @Size(max = 3) List<@AlphaChars @StringLength(max = 3) String> other) {
        assertThat(HexOf.texts(one).equals(HexOf.texts(other))).isEqualTo(one.equals(other));
    }

    @Example
    void shouldTellTrickyNeighboursApart() {
        Map<String, String> seen = new HashMap<>();
        for (List<String> texts : List.of(List.of("ab", "c"), List.of("a", "bc"), List.of("abc"), List.of("", "abc"),
                List.of("abc", ""), List.<String>of(), List.of(""), List.of("\u0000"), List.of("\u0000\u0000"),
                List.of("é"), List.of("e\u0301"))) {
            assertThat(seen.put(HexOf.texts(texts), texts.toString())).isNull();
        }
    }

    @Example
    void shouldTellAbsentFromPresent() {
        assertThat(HexOf.of(new Canonical().optionalTime(null)))
                .isNotEqualTo(HexOf.of(new Canonical().optionalTime(Instant.EPOCH)));
        assertThat(HexOf.of(optional(null))).isNotEqualTo(HexOf.of(optional("")));
    }

    @Example
    void shouldTellTheZeroesApart() {
        assertThat(HexOf.of(new Canonical().fraction(0.0))).isNotEqualTo(HexOf.of(new Canonical().fraction(-0.0)));
    }

    @Example
    void shouldWriteTheDocumentedBytes() {
        assertThat(HexOf.of(new Canonical().text("é"))).isEqualTo("00000002c3a9");
        assertThat(HexOf.of(new Canonical().number(-1))).isEqualTo("ffffffffffffffff");
        assertThat(HexOf.of(new Canonical().time(Instant.ofEpochSecond(1, 2)))).isEqualTo("000000000000000100000002");
        assertThat(HexOf.of(new Canonical().list(List.of("a"), Canonical::text))).isEqualTo("000000010000000161");
    }

    private static Canonical optional(@Nullable String value) {
        return new Canonical().optional(value, Canonical::text);
    }

    private static final class HexOf {

        static String of(Canonical canonical) {
            return HexFormat.of().formatHex(canonical.toBytes());
        }

        static String texts(List<String> texts) {
            return of(new Canonical().list(texts, Canonical::text));
        }
    }
}
