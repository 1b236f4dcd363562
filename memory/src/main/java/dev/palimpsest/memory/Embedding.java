package dev.palimpsest.memory;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A text's vector by one model. It stands in the claim, so that a decision that needs it never asks a model again.
 *
 * @param model  which model, with the fingerprint of its weights; vectors of two models must not be compared
 * @param vector of length 1
 */
public record Embedding(String model, List<Float> vector) {

    public Embedding {
        vector = List.copyOf(vector);
    }

    /** The vector of a model. */
    public static Embedding of(String model, float[] vector) {
        List<Float> values = new ArrayList<>(vector.length);
        for (float value : vector) {
            values.add(value);
        }
        return new Embedding(model, values);
    }

    /** The cosine, -1 to 1; -1 too where the models or their dimensions differ. */
    public double cosine(Embedding other) {
        if (!model.equals(other.model) || vector.size() != other.vector.size()) {
            return -1;
        }
        double sum = 0;
        for (int i = 0; i < vector.size(); i++) {
            sum += (double) vector.get(i) * other.vector.get(i);
        }
        return sum;
    }

    /** As text that {@link #parse} reads: the model, a space, and Base64 of big-endian floats. */
    public String toText() {
        ByteBuffer bytes = ByteBuffer.allocate(vector.size() * Float.BYTES);
        vector.forEach(bytes::putFloat);
        return model + " " + Base64.getEncoder().encodeToString(bytes.array());
    }

    /**
     * Reads what {@link #toText} wrote.
     *
     * @throws IllegalArgumentException where something else wrote it
     */
    public static Embedding parse(String text) {
        int space = text.lastIndexOf(' ');
        if (space < 0) {
            throw new IllegalArgumentException("an embedding reads MODEL BASE64");
        }
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text.substring(space + 1)));
        List<Float> vector = new ArrayList<>(bytes.remaining() / Float.BYTES);
        while (bytes.remaining() >= Float.BYTES) {
            vector.add(bytes.getFloat());
        }
        return new Embedding(text.substring(0, space), vector);
    }
}
