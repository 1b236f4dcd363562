package dev.palimpsest.trust.seal;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The keys in a directory for who reads what is kept, or works it out again and throws it away: they open and seal, and none is made
 * or destroyed. Nothing in the directory changes, which need not be there. Words stay under the key they have where the live stream
 * would have made another one. Safe for several threads, beside processes that change the directory.
 */
public final class BorrowedKeys implements KeyVault {

    private final KeyFiles files;
    private final PolicyFile policy;

    private BorrowedKeys(Path directory) {
        this.files = new KeyFiles(directory, () -> MasterKeyFile.in(directory.resolve(KeyDirectory.MASTER)));
        this.policy = new PolicyFile(directory.resolve(KeyDirectory.POLICY), InstantSource.system());
    }

    /**
     * Those in this directory, under the master key in it.
     *
     * @throws IllegalArgumentException where its policy cannot be read, in one line
     */
    public static BorrowedKeys in(Path directory) {
        return new BorrowedKeys(directory);
    }

    @Override
    public Optional<String> beside(String keyId, TenantId tenant, String kind, Instant at) {
        KeyName own = KeyName.parse(keyId).orElse(null);
        if (own == null || Files.notExists(files.file(keyId))) {
            return Optional.empty();
        }
        String line = own.beside(policy(), tenant, kind, at).line();
        String other = line + "." + files.generation(line);
        return Optional.of(line.equals(own.line()) || Files.notExists(files.file(other)) ? keyId : other);
    }

    @Override
    public Optional<SubjectKey> find(String keyId) {
        return files.find(keyId);
    }

    @Override
    public ForgettingPolicy policy() {
        return policy.policy();
    }

    @Override
    public Optional<String> problem() {
        return Optional.ofNullable(policy.problem());
    }

    /** @throws IllegalStateException always: only who has the vault itself knows whose a key is */
    @Override
    public String keyFor(TenantId tenant, Subject person) {
        throw borrowed();
    }

    /** @throws IllegalStateException always, as above */
    @Override
    public String keyFor(TenantId tenant, Subject person, String kind, Instant at) {
        throw borrowed();
    }

    /** @throws IllegalStateException always, as above */
    @Override
    public List<String> keysOf(TenantId tenant, Subject person) {
        throw borrowed();
    }

    /** @throws IllegalStateException always, as above */
    @Override
    public Optional<Instant> forgotten(TenantId tenant, Subject person) {
        throw borrowed();
    }

    /** None: who may destroy no key has none to destroy. */
    @Override
    public List<Due> due(Instant now) {
        return List.of();
    }

    /** @throws IllegalStateException always */
    @Override
    public void destroy(String keyId, Instant at) {
        throw borrowed();
    }

    private static IllegalStateException borrowed() {
        return new IllegalStateException("the keys are only borrowed here");
    }
}
