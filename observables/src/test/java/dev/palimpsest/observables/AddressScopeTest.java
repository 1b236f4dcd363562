package dev.palimpsest.observables;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressScopeTest {

    @ParameterizedTest
    @CsvSource({"10.120.8.21, PRIVATE", "172.16.0.1, PRIVATE", "172.32.0.1, GLOBAL", "192.168.255.255, PRIVATE",
            "127.0.0.1, LOOPBACK",
            "169.254.1.1, LINK_LOCAL", "224.0.0.251, MULTICAST", "192.0.2.1, DOCUMENTATION",
            "198.51.100.7, DOCUMENTATION",
            "203.0.113.9, DOCUMENTATION", "100.64.0.1, SHARED", "100.128.0.1, GLOBAL", "198.19.0.1, BENCHMARKING",
            "0.0.0.0, UNSPECIFIED",
            "255.255.255.255, RESERVED", "8.8.8.8, GLOBAL", "::1, LOOPBACK", "::, UNSPECIFIED", "fe80::1, LINK_LOCAL",
            "fd00::1, PRIVATE",
            "ff02::1, MULTICAST", "2001:db8::1, DOCUMENTATION", "2606:4700::1, GLOBAL", "::ffff:10.0.0.1, PRIVATE",
            "3fff::1, DOCUMENTATION"})
    void shouldKnowHowFarAnAddressReaches(String address, AddressScope scope) {
        assertThat(AddressScope.of(address)).contains(scope);
    }

    @Test
    void shouldNotGuessAtOtherText() {
        assertThat(AddressScope.of("evil.example")).isEmpty();
        assertThat(AddressScope.of("10.0.0")).isEmpty();
        assertThat(AddressScope.of("")).isEmpty();
    }

    @Test
    void shouldTellLocalAddressesFromOthers() {
        assertThat(AddressScope.PRIVATE.isLocal()).isTrue();
        assertThat(AddressScope.GLOBAL.isLocal()).isFalse();
    }
}
