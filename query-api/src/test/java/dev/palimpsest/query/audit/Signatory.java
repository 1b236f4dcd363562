package dev.palimpsest.query.audit;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.proof.Checkpoint;
import dev.palimpsest.memory.proof.Frontier;
import dev.palimpsest.memory.proof.KeyStatement;
import dev.palimpsest.memory.proof.KeySuccession;
import dev.palimpsest.memory.proof.SignedCheckpoint;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Signs checkpoints as anybody with a JDK could. */
final class Signatory {

    private KeyPair key = generate();
    private KeySuccession keys = KeySuccession.NONE;

    Signatory() {
        String own = hex(key);
        keys = keys.plus(statement(own, KeyStatement.keyId(own), key));
    }

    KeySuccession keys() {
        return keys;
    }

    void rotate() {
        KeyPair next = generate();
        keys = keys.plus(statement(hex(next), keys.statements().getLast().keyId(), key));
        key = next;
    }

    /** The checkpoints of a partition at these counts, the last of them by a key of its own. */
    List<SignedCheckpoint> checkpoints(int partition, List<LogRecord> records, List<Integer> counts) {
        List<SignedCheckpoint> checkpoints = new ArrayList<>();
        Frontier frontier = new Frontier();
        Hash previous = Hash.NONE;
        for (LogRecord record : records) {
            frontier.append(record.hash());
            if (counts.contains((int) frontier.size())) {
                Checkpoint body = new Checkpoint(partition, 2 * frontier.size() - 1, frontier.size(), record.hash(),
                        frontier.root(), previous, SharedLog.at((int) frontier.size()),
                        keys.statements().getLast().keyId());
                checkpoints.add(sign(body, frontier.subtrees()));
                previous = body.hash();
            }
        }
        return checkpoints;
    }

    SignedCheckpoint sign(Checkpoint body, List<Hash> subtrees) {
        return new SignedCheckpoint(body, sign(body.bytes(), key), keys, subtrees);
    }

    private static KeyStatement statement(String publicKey, String by, KeyPair signer) {
        return new KeyStatement(publicKey, SharedLog.at(0), by,
                sign(KeyStatement.bytes(publicKey, SharedLog.at(0), by), signer));
    }

    private static String sign(byte[] message, KeyPair signer) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(signer.getPrivate());
            ed25519.update(message);
            return HexFormat.of().formatHex(ed25519.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String hex(KeyPair pair) {
        return HexFormat.of().formatHex(pair.getPublic().getEncoded());
    }
}
