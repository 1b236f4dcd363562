package dev.palimpsest.ingest.decode.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Tlp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndicatorTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {"203.0.113.77|ipv4|203.0.113.77|-",
            "203[.]0[.]113[.]77|ipv4|203.0.113.77|-",
            "203.0.113.77:8443|ipv4|203.0.113.77|8443", "203.0.113.77/32|ipv4|203.0.113.77|-",
            "203.0.113.0/24|cidr|203.0.113.0/24|-",
            "2001:DB8::1|ipv6|2001:db8::1|-", "[2001:db8::1]:443|ipv6|2001:db8::1|443", "::1|ipv6|::1|-",
            "Evil.Example.COM|domain|evil.example.com|-", "evil[.]example|domain|evil.example|-",
            "evil.example:8080|domain|evil.example|8080",
            "_dmarc.evil.example|domain|_dmarc.evil.example|-", "münchen.example|domain|münchen.example|-",
            "hxxps://evil[.]example/a?b=C|url|https://evil.example/a?b=C|-",
            "evil.example/a/b.php|url|http://evil.example/a/b.php|-",
            "203.0.113.77:81/x|url|http://203.0.113.77:81/x|-", "wss://evil.example/ws|url|wss://evil.example/ws|-",
            "Phish@Evil.Example|email|phish@evil.example|-",
            "d41d8cd98f00b204e9800998ecf8427e|md5|d41d8cd98f00b204e9800998ecf8427e|-",
            "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709|sha1|da39a3ee5e6b4b0d3255bfef95601890afd80709|-",
            "cve-2026-12345|cve|CVE-2026-12345|-",
            "updater.exe|filename|updater.exe|-"})
    void shouldTellWhatAValueIs(String text, String type, String value, String port) {
        assertThat(IndicatorValue.of(text)).contains(new IndicatorValue(type, value, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "word", "two words", "999.1.1.1", "1.2.3", "/path/only", "http://", "a@b", "12:34",
            "evil..example", "-x.example-",
            "C:\\Windows\\a.exe"})
    void shouldTellNothingOfWhatHasNoForm(String text) {
        assertThat(IndicatorValue.of(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"TLP:CLEAR,CLEAR", "tlp:white,CLEAR", "green,GREEN", "TLP:AMBER,AMBER", "tlp:amber+strict,AMBER_STRICT",
            "red,RED"})
    void shouldReadTrafficLights(String text, Tlp expected) {
        assertThat(TlpMark.parse(text)).contains(expected);
        assertThat(TlpMark.parse(TlpMark.text(expected))).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"75,75", "75%,75", "0.5,50", "1.0,100", "high,85", "Medium,50", "101,-",
            "maybe,-", "-,-"})
    void shouldReadConfidence(String text, String expected) {
        assertThat(Confidence.of(text)).isEqualTo(expected);
    }
}
