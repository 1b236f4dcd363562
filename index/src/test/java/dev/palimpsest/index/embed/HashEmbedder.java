package dev.palimpsest.index.embed;

import java.util.Random;

/** Vectors drawn at random from a text's hash: equal texts are near, all others far. Fast, and means nothing. */
public record HashEmbedder(int dimension) implements Embedder {

    /** Both languages of the index. */
    public static BilingualEmbedder bilingual() {
        return new BilingualEmbedder(new HashEmbedder(384), new HashEmbedder(512), "");
    }

    @Override
    public String model() {
        return "hash";
    }

    @Override
    public String fingerprint() {
        return "1";
    }

    @Override
    public float[] embed(String text) {
        Random random = new Random(text.hashCode());
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return Unit.scaled(vector);
    }
}
