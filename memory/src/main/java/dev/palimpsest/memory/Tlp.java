package dev.palimpsest.memory;

/** Traffic Light Protocol 2.0, from the most open to the most restricted (FIRST, 2022). */
public enum Tlp {
    CLEAR, GREEN, AMBER, AMBER_STRICT, RED;

    /** The stricter of the two, which is what a merge must keep. */
    public Tlp strictest(Tlp other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
