package dev.palimpsest.memory;

/**
 * Which extractor made a claim.
 *
 * @param name    such as {@code statements}
 * @param version raised whenever the same input may give another claim
 */
public record Extractor(String name, int version) {
    @Override
    public String toString() {
        return name + "/" + version;
    }
}
