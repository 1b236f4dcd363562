package dev.palimpsest.index.embed;

/** Vectors of length 1. */
final class Unit {

    private Unit() {}

    /** Scales the vector in place to length 1; a vector of zeros stays. */
    static float[] scaled(float[] vector) {
        double square = 0;
        for (float component : vector) {
            square += (double) component * component;
        }
        double length = Math.sqrt(square);
        if (length > 0) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) (vector[i] / length);
            }
        }
        return vector;
    }
}
