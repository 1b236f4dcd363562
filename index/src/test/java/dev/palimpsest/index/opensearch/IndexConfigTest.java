package dev.palimpsest.index.opensearch;

import dev.palimpsest.peers.Peer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexConfigTest {

    @Test
    void shouldPinItsDefaults() {
        URI uri = URI.create("http://127.0.0.1:9200");
        assertThat(IndexConfig.at(uri)).isEqualTo(new IndexConfig(Peer.at(uri), "palimpsest-memories", 1, 0,
                Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(15),
                new IndexConfig.Bulk(500, 5_000_000)));
        assertThat(IndexConfig.at(uri).index()).isEqualTo("palimpsest-memories-v3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:9200", "/tmp", "ftp://host", "http:///x"})
    void shouldRefuseAnAddressThatIsNone(String uri) {
        assertThatIllegalArgumentException().isThrownBy(() -> IndexConfig.at(URI.create(uri)));
    }
}
