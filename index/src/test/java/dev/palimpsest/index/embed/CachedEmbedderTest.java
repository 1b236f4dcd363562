package dev.palimpsest.index.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CachedEmbedderTest {

    private final List<String> embedded = new ArrayList<>();
    private final CachedEmbedder cached = CachedEmbedder.wrap(new RecordingEmbedder(), 2);

    @Test
    void shouldEmbedATextOnce() {
        cached.embed("a");
        cached.embedAll(List.of("a", "b", "b"));
        assertThat(embedded).containsExactly("a", "b");
    }

    @Test
    void shouldForgetTheTextUsedLongestAgo() {
        cached.embedAll(List.of("a", "b"));
        cached.embed("a");
        cached.embed("c");
        cached.embedAll(List.of("a", "b"));
        assertThat(embedded).containsExactly("a", "b", "c", "b");
    }

    @Test
    void shouldGiveAllVectorsInOrderThoughMoreThanItKeeps() {
        List<float[]> vectors = cached.embedAll(List.of("c", "a", "b", "a"));
        assertThat(vectors.stream().map(vector -> (char) vector[0])).containsExactly('c', 'a', 'b', 'a');
    }

    @Test
    void shouldNotLetACallerChangeWhatItKeeps() {
        cached.embed("a")[0] = 0;
        assertThat(cached.embed("a")[0]).isEqualTo('a');
    }

    private final class RecordingEmbedder implements Embedder {
        @Override
        public String model() {
            return "recording";
        }

        @Override
        public String fingerprint() {
            return "1";
        }

        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public float[] embed(String text) {
            embedded.add(text);
            return new float[]{text.charAt(0)};
        }
    }
}
