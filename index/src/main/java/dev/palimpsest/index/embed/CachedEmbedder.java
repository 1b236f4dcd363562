package dev.palimpsest.index.embed;

import dev.palimpsest.memory.Hash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Remembers the vectors of the texts used last, so that what did not change is not embedded again. Texts are held as
 * hashes only.
 */
public final class CachedEmbedder implements Embedder {

    private final Embedder inner;
    private final Map<Hash, float[]> recent;

    private CachedEmbedder(Embedder inner, int textsMax) {
        this.inner = inner;
        this.recent = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Hash, float[]> eldest) {
                return size() > textsMax;
            }
        };
    }

    /**
     * The embedder with a cache before it.
     *
     * @param textsMax most vectors kept; each takes its dimension times 4 bytes and some 200 more
     */
    public static CachedEmbedder wrap(Embedder inner, int textsMax) {
        return new CachedEmbedder(inner, textsMax);
    }

    @Override
    public String model() {
        return inner.model();
    }

    @Override
    public String fingerprint() {
        return inner.fingerprint();
    }

    @Override
    public int dimension() {
        return inner.dimension();
    }

    @Override
    public float[] embed(String text) {
        return embedAll(List.of(text)).getFirst();
    }

    /** Two threads that miss the same text at once both embed it: cheaper than waiting for one another. */
    @Override
    public List<float[]> embedAll(List<String> texts) {
        List<Hash> keys = texts.stream().map(Hash::of).toList();
        Map<Hash, float[]> vectors = new LinkedHashMap<>();
        Map<Hash, String> missing = new LinkedHashMap<>();
        synchronized (recent) {
            for (int i = 0; i < texts.size(); i++) {
                float[] known = recent.get(keys.get(i));
                if (known == null) {
                    missing.put(keys.get(i), texts.get(i));
                } else {
                    vectors.put(keys.get(i), known);
                }
            }
        }
        if (!missing.isEmpty()) {
            List<float[]> made = inner.embedAll(List.copyOf(missing.values()));
            List<Hash> makers = new ArrayList<>(missing.keySet());
            synchronized (recent) {
                for (int i = 0; i < makers.size(); i++) {
                    vectors.put(makers.get(i), made.get(i));
                    recent.put(makers.get(i), made.get(i));
                }
            }
        }
        return keys.stream().map(key -> Objects.requireNonNull(vectors.get(key)).clone()).toList();
    }

    @Override
    public void close() {
        inner.close();
    }
}
