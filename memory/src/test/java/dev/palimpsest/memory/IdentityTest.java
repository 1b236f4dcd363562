package dev.palimpsest.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            10.120.8.21 is our key server   | 10.120.8.21 is our KEY server.
            10.120.8.21 is our key server   | '  10.120.8.21   is our "key" server! '
            prefers, in short, Chinese      | Prefers in short Chinese
            １０.１２０.８.２１ is our server   | 10.120.8.21 is our server
            10.120.8.21 是关键服务器          | 10.120.8.21是关键服务器。
            喜欢按 ATT&CK 技术整理结果         | 喜欢按ATT&CK技术整理结果！
            café                            | café
            """)
    void shouldFindSentencesTheSame(String one, String other) {
        assertThat(Identity.text(other)).isEqualTo(Identity.text(one));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            10.1.2.3 is ours                | 10.12.3 is ours
            10.1.2.3 is ours                | 10.1.23 is ours
            10.1.2.3 is ours                | 10 1 2 3 is ours
            fe80::1 is ours                 | fe80:1 is ours
            patch CVE-2024-1234             | patch CVE-20241-234
            patch CVE-2024-1234             | patch CVE-2024 1234
            block ports > 1024              | block ports < 1024
            block ports > 1024              | block ports 1024
            uses C++ loaders                | uses C# loaders
            uses C++ loaders                | uses C loaders
            WIN10$ is a machine             | WIN10 is a machine
            allow *.example.com             | allow example.com
            scored 5%                       | scored 5
            may restart                     | must never restart
            10.1.2.3 是服务器                 | 10.1.2.4 是服务器
            C:\\a\\b                        | C:\\ab
            """)
    void shouldKeepSentencesApart(String one, String other) {
        assertThat(Identity.text(other)).isNotEqualTo(Identity.text(one));
    }

    @Property
    void shouldBeTheSameWhenNormalisedTwice(@ForAll String text) {
        String once = Identity.normalised(text);

        assertThat(Identity.normalised(once)).isEqualTo(once);
    }

    @Test
    void shouldNotKeepTheTextOfASentence() {
        assertThat(Identity.text("a secret").key()).matches("[0-9a-f]{64}");
    }

    @Test
    void shouldNameMemoriesTheSameForEver() {
        MemoryId id = MemoryId.of(Sample.TENANT, Sample.ALICE, Kind.PROFILE, Identity.slot("language"));

        assertThat(id).hasToString("88780b98-b303-8fc5-aca5-dd3084c14b13");
    }

    @Property
    void shouldMakeVersion8Uuids(@ForAll String key) {
        UUID id = MemoryId.of(Sample.TENANT, Sample.ALICE, Kind.PROFILE, Identity.slot(key)).value();

        assertThat(id.version()).isEqualTo(8);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void shouldNameAnotherMemoryWhenAnyOfTheFourDiffers() {
        MemoryId id = MemoryId.of(Sample.TENANT, Sample.ALICE, Kind.PROFILE, Identity.slot("a"));

        assertThat(id).isNotEqualTo(
                MemoryId.of(new TenantId("acme2"), Sample.ALICE, Kind.PROFILE, Identity.slot("a")));
        assertThat(id).isNotEqualTo(
                MemoryId.of(Sample.TENANT, Sample.SERVER, Kind.PROFILE, Identity.slot("a")));
        assertThat(id).isNotEqualTo(
                MemoryId.of(Sample.TENANT, Sample.ALICE, Kind.SEMANTIC, Identity.slot("a")));
        assertThat(id).isNotEqualTo(
                MemoryId.of(Sample.TENANT, Sample.ALICE, Kind.PROFILE, Identity.story("a")));
        assertThat(id).isNotEqualTo(
                MemoryId.of(Sample.TENANT, Sample.ALICE, Kind.PROFILE, Identity.slot("b")));
    }

    @Test
    void shouldReadWhatItWrites() {
        MemoryRef ref = new MemoryRef(MemoryId.of(Sample.TENANT, Sample.ALICE, Kind.PROFILE, Identity.slot("a")), 7);

        assertThat(MemoryRef.parse(ref.toString())).isEqualTo(ref);
    }
}
