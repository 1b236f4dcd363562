package dev.palimpsest.index.embed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Two models, each for the texts it understands; a text of both scripts gets two vectors. Their spaces have nothing to do
 * with each other: rank within each and fuse the ranks.
 */
public final class BilingualEmbedder implements AutoCloseable {

    /** Texts whose vectors are kept, for each model: 8,192 take some 18 MB. */
    public static final int CACHED_TEXTS_MAX = 8_192;

    /** The two languages of the index. */
    public enum Language {
        ENGLISH, CHINESE
    }

    private final Map<Language, Embedder> models = new EnumMap<>(Language.class);
    private final String englishQueryPrefix;

    /**
     * @param englishQueryPrefix put before English questions, as some models want it; empty for none
     */
    public BilingualEmbedder(Embedder english, Embedder chinese, String englishQueryPrefix) {
        models.put(Language.ENGLISH, english);
        models.put(Language.CHINESE, chinese);
        this.englishQueryPrefix = englishQueryPrefix;
    }

    /**
     * The two models on the class path, loaded side by side and cached.
     *
     * @throws EmbedderUnavailable where one does not load
     */
    public static BilingualEmbedder bundled() {
        CompletableFuture<Embedder> chinese = CompletableFuture.supplyAsync(() -> load(BundledModel.CHINESE));
        Embedder english = load(BundledModel.ENGLISH);
        try {
            return new BilingualEmbedder(english, chinese.join(), BundledModel.ENGLISH_QUERY_PREFIX);
        } catch (CompletionException e) {
            english.close();
            throw e.getCause() instanceof EmbedderUnavailable unavailable ? unavailable : e;
        }
    }

    /** The model of a language. */
    public Embedder model(Language language) {
        Embedder model = models.get(language);
        if (model == null) {
            throw new IllegalStateException("both languages have a model");
        }
        return model;
    }

    /**
     * The vectors of what is to be found, in the order of the texts. A blank text has none.
     *
     * @throws EmbedderUnavailable where a model does not answer
     */
    public List<Map<Language, float[]>> passages(List<String> texts) {
        List<Map<Language, float[]>> vectors = new ArrayList<>();
        texts.forEach(_ -> vectors.add(new EnumMap<>(Language.class)));
        for (Language language : Language.values()) {
            List<Integer> places = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                if (languages(texts.get(i)).contains(language)) {
                    places.add(i);
                }
            }
            List<float[]> made = model(language).embedAll(places.stream().map(texts::get).toList());
            for (int i = 0; i < places.size(); i++) {
                vectors.get(places.get(i)).put(language, made.get(i));
            }
        }
        return vectors;
    }

    /**
     * The vectors of a question. A blank one has none.
     *
     * @throws EmbedderUnavailable where a model does not answer
     */
    public Map<Language, float[]> query(String text) {
        Map<Language, float[]> vectors = new EnumMap<>(Language.class);
        for (Language language : languages(text)) {
            String prefix = language == Language.ENGLISH ? englishQueryPrefix : "";
            vectors.put(language, model(language).embed(prefix + text));
        }
        return vectors;
    }

    @Override
    public void close() {
        models.values().forEach(Embedder::close);
    }

    private static Collection<Language> languages(String text) {
        if (text.isBlank()) {
            return List.of();
        }
        return switch (Script.of(text)) {
            case LATIN -> List.of(Language.ENGLISH);
            case CJK -> List.of(Language.CHINESE);
            case MIXED -> List.of(Language.values());
        };
    }

    private static Embedder load(BundledModel model) {
        return CachedEmbedder.wrap(OnnxEmbedder.load(model), CACHED_TEXTS_MAX);
    }
}
