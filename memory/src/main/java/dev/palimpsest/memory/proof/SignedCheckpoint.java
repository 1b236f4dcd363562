package dev.palimpsest.memory.proof;

import dev.palimpsest.memory.Hash;
import java.util.List;
import java.util.Optional;

/**
 * A checkpoint with what is needed to believe it and to go on from it.
 *
 * @param signature over the checkpoint's bytes, in hexadecimal digits
 * @param keys      up to the one that signed
 * @param subtrees  the frontier of the tree, see {@link Frontier#subtrees}; empty where it was not kept
 */
public record SignedCheckpoint(Checkpoint body, String signature, KeySuccession keys, List<Hash> subtrees) {

    public SignedCheckpoint {
        subtrees = List.copyOf(subtrees);
    }

    /** What is wrong with it by itself, in a line; the keys are taken to be in order. */
    public Optional<String> problem() {
        int key = keys.indexOf(body.keyId());
        if (key < 0) {
            return Optional.of("its key " + body.keyId() + " is nobody's");
        }
        if (!Ed25519.isSigned(body.bytes(), keys.statements().get(key).publicKey(), signature)) {
            return Optional.of("its signature is not that of key " + body.keyId());
        }
        boolean counts = body.count() > 0 && Long.bitCount(body.count()) == subtrees.size();
        boolean fits = subtrees.isEmpty()
                || (counts && Frontier.of(body.count(), subtrees).root().equals(body.root()));
        return fits ? Optional.empty() : Optional.of("its frontier does not give its root");
    }
}
