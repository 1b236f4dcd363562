package dev.palimpsest.observables;

import static dev.palimpsest.observables.Texts.derived;
import static dev.palimpsest.observables.Texts.found;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ObservablesTest {

    @Test
    void shouldFindEveryTypeInOrderOfAppearance() {
        String text = """
                From 10.120.8.21 (00-1A-2b-3c-4d-5e) to 2001:DB8::0:1 and 198.51.100.0/24, mail Bob@Evil.Example,
                GET https://CDN.Evil.Example/Gate.php?id=1 exploiting cve-2021-44228 (T1190), seen at c2.evil.example,
                md5 D41D8CD98F00B204E9800998ECF8427E sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709""";

        assertThat(found(text)).containsExactly("IPV4 10.120.8.21", "MAC 00:1a:2b:3c:4d:5e", "IPV6 2001:db8::1",
                "CIDR 198.51.100.0/24", "EMAIL Bob@evil.example", "URL https://cdn.evil.example/Gate.php?id=1",
                "CVE CVE-2021-44228", "ATTACK_TECHNIQUE T1190", "DOMAIN c2.evil.example",
                "MD5 d41d8cd98f00b204e9800998ecf8427e", "SHA1 da39a3ee5e6b4b0d3255bfef95601890afd80709");
    }

    @Test
    void shouldFindIndicatorsGluedToChineseText() {
        assertThat(found("10.1.2.3的告警")).containsExactly("IPV4 10.1.2.3");
        assertThat(found("主机10.120.8.21访问了http://evil.example/a.php的页面，域名evil.example，技术（T1021.002）。"))
                .containsExactly("IPV4 10.120.8.21", "URL http://evil.example/a.php", "DOMAIN evil.example",
                        "ATTACK_TECHNIQUE T1021.002");
    }

    @Test
    void shouldKeepSpanAndRawTextOfTheSource() {
        String text = "see hxxp[:]//evil[.]example/x now";

        Observable url = Observables.find(text).getFirst();

        assertThat(url.raw()).isEqualTo("hxxp[:]//evil[.]example/x");
        assertThat(text.substring(url.start(), url.end())).isEqualTo(url.raw());
        assertThat(url.value()).isEqualTo("http://evil.example/x");
    }

    @Test
    void shouldCountUnitsAndCodePoints() {
        String text = "\ud83d\ude00 10.0.0.1 \ud83d\ude00 10.0.0.2";

        Span second = Observables.find(text).getLast().span();

        assertThat(second.start()).isEqualTo(15);
        assertThat(second.codePointStart()).isEqualTo(13);
        assertThat(second.codePointEnd() - second.codePointStart()).isEqualTo(8);
        assertThat(text.codePointCount(0, second.end())).isEqualTo(second.codePointEnd());
    }

    @Test
    void shouldDeriveHostsInsteadOfReportingThemTwice() {
        String text = "https://user:pw@evil.example:8443/x http://10.0.0.1/y http://[2001:db8::1]:80/ a@mail.example ::ffff:192.0.2.1";

        assertThat(found(text)).containsExactly("URL https://user:pw@evil.example:8443/x", "URL http://10.0.0.1/y",
                "URL http://[2001:db8::1]:80/", "EMAIL a@mail.example", "IPV6 ::ffff:192.0.2.1");
        assertThat(derived(text)).containsExactly("DOMAIN evil.example", "IPV4 10.0.0.1", "IPV6 2001:db8::1",
                "DOMAIN mail.example", "IPV4 192.0.2.1");
    }

    @Test
    void shouldReadMarkupAndEscapes() {
        assertThat(found("<a href=\"http://evil.example/x?a=1&amp;b=2\">evil.example</a>"))
                .containsExactly("URL http://evil.example/x?a=1&b=2", "DOMAIN evil.example");
        assertThat(found("[a](http://evil.example/a_(b)) **evil.example** `10.0.0.1` _evil.test_")).containsExactly(
                "URL http://evil.example/a_(b)", "DOMAIN evil.example", "IPV4 10.0.0.1", "DOMAIN evil.test");
        assertThat(found(
                "{\"m\":\"x\\nevil.example\",\"u\":\"http:\\/\\/evil.test\\/a\",\"p\":\"C:\\\\Temp\\\\new.com\"}"))
                .containsExactly("DOMAIN evil.example", "URL http://evil.test/a", "FILE_PATH C:\\Temp\\new.com");
    }

    @Test
    void shouldSeeThroughInvisibleAndWideCharacters() {
        assertThat(found("e\u200bvil.ex\u00adample and ｅｖｉｌ．ｔｅｓｔ")).containsExactly("DOMAIN evil.example",
                "DOMAIN evil.test");
    }

    @Test
    void shouldReportUnicodeNamesAsPunycode() {
        assertThat(found("münchen.de and \u0430pple.com")).containsExactly("DOMAIN xn--mnchen-3ya.de",
                "DOMAIN xn--pple-43d.com");
        assertThat(found("http://テスト.example.com/")).containsExactly("URL http://xn--zckzah.example.com/");
        assertThat(found("テスト.example.com")).as("where the name begins cannot be told").isEmpty();
    }

    @Test
    void shouldEndUrlsWhereTheProseGoesOn() {
        assertThat(found(
                "(see http://evil.example/a). \"http://evil.example/b\", http://evil.example/c,http://evil.example/d!"))
                .containsExactly("URL http://evil.example/a", "URL http://evil.example/b", "URL http://evil.example/c",
                        "URL http://evil.example/d");
        assertThat(found("[url]http://evil.example/z[/url] http://evil.example/?a[]=1&b=(2)"))
                .containsExactly("URL http://evil.example/z", "URL http://evil.example/?a[]=1&b=(2)");
    }

    @Test
    void shouldFindUrlsOfManySchemes() {
        assertThat(found("${jndi:ldap://127.0.0.1:1389/a} sftp://evil.example/x foo://evil.example http://dc01/share"))
                .containsExactly("URL ldap://127.0.0.1:1389/a", "URL sftp://evil.example/x", "DOMAIN evil.example",
                        "URL http://dc01/share");
    }

    @Test
    void shouldLetTheDomainWinOverAHashInItsName() {
        assertThat(found("576747640bbc9e8922cb0c45c7357ccee4ccd36a.online")).singleElement().asString()
                .startsWith("DOMAIN");
    }
}
