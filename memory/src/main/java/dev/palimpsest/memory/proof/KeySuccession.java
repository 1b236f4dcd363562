package dev.palimpsest.memory.proof;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys that have signed so far, each but the first introduced by the one before it. Who trusts the first can so trust
 * them all.
 */
public record KeySuccession(List<KeyStatement> statements) {

    /** No key at all. */
    public static final KeySuccession NONE = new KeySuccession(List.of());

    /** Most keys: every checkpoint carries them all. */
    public static final int KEYS_MAX = 64;

    public KeySuccession {
        statements = List.copyOf(statements);
    }

    /** What is wrong with it, in a line; empty where every key is introduced as it must be. */
    public Optional<String> problem() {
        if (statements.isEmpty() || statements.size() > KEYS_MAX) {
            return Optional.of("it names " + statements.size() + " keys");
        }
        KeyStatement before = statements.getFirst();
        for (KeyStatement statement : statements) {
            if (!statement.by().equals(before.keyId())
                    || !Ed25519.isSigned(statement.bytes(), before.publicKey(), statement.signature())) {
                return Optional.of("key " + statement.keyId() + " is not introduced by the key before it");
            }
            before = statement;
        }
        return Optional.empty();
    }

    /** The place of a key, from 0; -1 where it is none of these. */
    public int indexOf(String keyId) {
        for (int i = 0; i < statements.size(); i++) {
            if (statements.get(i).keyId().equals(keyId)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether it begins with all of the other's keys. */
    public boolean continues(KeySuccession earlier) {
        return statements.size() >= earlier.statements.size()
                && statements.subList(0, earlier.statements.size()).equals(earlier.statements);
    }

    /** With one more. */
    public KeySuccession plus(KeyStatement statement) {
        return new KeySuccession(Stream.concat(statements.stream(), Stream.of(statement)).toList());
    }
}
