package dev.palimpsest.trust.seal;

/**
 * What subjects' keys are wrapped by: a key in a file, or a key management service behind this port. Safe for several
 * threads.
 */
public interface MasterKey {

    /**
     * A secret as it may lie in a file: one line of printable ASCII that says by which master key it is wrapped.
     *
     * @param context bound to it: the same is needed to unwrap
     */
    String wrap(byte[] secret, String context);

    /**
     * The secret again.
     *
     * @throws IllegalArgumentException where it was wrapped by another key, for another context, or changed; in one line
     */
    byte[] unwrap(String wrapped, String context);
}
