package dev.palimpsest.index.embed;

import java.util.List;

/**
 * A model that turns text into a vector of length 1, so that the cosine of two texts is the dot product of their vectors.
 * Safe for several threads.
 */
public interface Embedder extends AutoCloseable {

    /** The model's name, such as {@code bge-small-en-v1.5-q}. */
    String model();

    /**
     * The SHA-256 of the model's weights in lower-case hexadecimal digits, or another word that changes whenever the same
     * text may give another vector. Vectors of different fingerprints must not be compared.
     */
    String fingerprint();

    /** Components of every vector, at least 1. */
    int dimension();

    /**
     * The text's vector, a new array each time. Text over the model's length is cut at its end.
     *
     * @param text not blank
     * @throws EmbedderUnavailable where the model does not answer
     */
    float[] embed(String text);

    /**
     * The vectors of all texts, in their order.
     *
     * @throws EmbedderUnavailable where the model does not answer
     */
    default List<float[]> embedAll(List<String> texts) {
        return texts.stream().map(this::embed).toList();
    }

    /** Frees the model. Calls under way end first or fail; none may follow. */
    @Override
    default void close() {}
}
