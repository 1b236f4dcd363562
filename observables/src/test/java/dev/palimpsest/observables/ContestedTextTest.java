package dev.palimpsest.observables;

import static dev.palimpsest.observables.Texts.found;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContestedTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"1.2.3.4.5", "256.1.1.1", "018.12.15.14", "v1.2.3.4", "version 1.2.3.4",
            "FileVersion: 1.2.3.4",
            "\"Version\":\"4.0.0.0\"", "Chrome/120.0.0.0", "10.1.2", "x10.1.2.3", "10.1.2.3x"})
    void shouldNotTakeVersionsForAddresses(String text) {
        assertThat(found(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"System.IO", "ASP.NET", "java.net", "com.vendor.tools", "user.name", "event.id",
            "it was over.It began",
            "items.map(x)", "$n.id", "\"bound.host\":1", "example.nope", "a.b.c", "co.uk", ".com", "foo_bar.com"})
    void shouldNotTakeFilesFieldsAndCodeForDomains(String text) {
        assertThat(found(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"setup.py, FILE_NAME setup.py", "run install.sh now, FILE_NAME install.sh",
            "README.md, FILE_NAME README.md", "backup.2024.zip, FILE_NAME backup.2024.zip",
            "C:\\Windows\\command.com, FILE_PATH C:\\Windows\\command.com"})
    void shouldTakeFilesForFiles(String text, String expected) {
        assertThat(found(text)).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"setup[.]py | DOMAIN setup.py",
            "http://archive.zip/ | URL http://archive.zip/",
            "transfer.sh/abc | URL transfer.sh/abc", "www.bit.sh | DOMAIN www.bit.sh", "cia.com.py | DOMAIN cia.com.py",
            "EVIL.EXAMPLE | DOMAIN evil.example", "_ldap._tcp.dc01.corp.local. | DOMAIN _ldap._tcp.dc01.corp.local",
            "10.1.2.3:8080 | IPV4 10.1.2.3", "host/10.1.2.3 | IPV4 10.1.2.3", "10.0.0.0/8 | CIDR 10.0.0.0/8",
            "10.0.0.5/33 | IPV4 10.0.0.5", "1.2.3[.]4 | IPV4 1.2.3.4", "version 1[.]2.3.4 | IPV4 1.2.3.4",
            "//cdn.evil.example/x.js | URL cdn.evil.example/x.js",
            "\\\\fs.corp.local\\share | FILE_PATH \\\\fs.corp.local\\share"})
    void shouldTakeWhatIsMarkedOrUnmistakable(String text, String expected) {
        assertThat(found(text)).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a::b", "std::vector", "::", "12:34:56", "10:30:45.123", "1:2:3:4:5:6:7:8:9"})
    void shouldNotTakeTimesAndScopesForIpv6(String text) {
        assertThat(found(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"fe80::1%eth0, IPV6 fe80::1", "[2001:db8::1]:443, IPV6 2001:db8::1",
            "src:2001:db8::5. , IPV6 2001:db8::5",
            "2001:db8::/32, CIDR 2001:db8::/32", "2001:0DB8:0:0:1:0:0:1, IPV6 2001:db8::1:0:0:1", "::1, IPV6 ::1"})
    void shouldFindIpv6InItsNormalForm(String text, String expected) {
        assertThat(found(text)).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0xda39a3ee5e6b4b0d3255bfef95601890afd8070g", "d41d8cd98f00b204e9800998ecf8427e0",
            "d41d8cd98f00b204e9800998ecf8427", "CVE-2021-123", "CVE-1800-0001", "CVE-2021-12345678", "xCVE-2021-44228",
            "T9999",
            "T1156.0012", "at1059", "XT1059", "a@b@c", "user@host"})
    void shouldNotTakeNearMissesForIdentifiers(String text) {
        assertThat(found(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"attack.t1059, ATTACK_TECHNIQUE T1059",
            "0xd41d8cd98f00b204e9800998ecf8427e, MD5 d41d8cd98f00b204e9800998ecf8427e",
            "T1059/001, ATTACK_TECHNIQUE T1059.001",
            "T1028, ATTACK_TECHNIQUE T1028", "CVE\u20132021\u201344228, CVE CVE-2021-44228",
            "sha=d41d8cd98f00b204e9800998ecf8427e.exe, MD5 d41d8cd98f00b204e9800998ecf8427e",
            "x..y+z@evil.example., EMAIL x..y+z@evil.example"})
    void shouldTakeIdentifiersInTheirVariants(String text, String expected) {
        assertThat(found(text)).containsExactly(expected);
    }
}
