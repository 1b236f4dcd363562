package dev.palimpsest.trust.seal;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * The keys of data subjects, shared by all processes that write or read their words. A key's id names tenant, subject and
 * generation to who has the vault and tells nothing to anybody else. Safe for several threads and processes.
 */
public interface KeyVault {

    /** The id of the key that new words of this person are sealed under; made where there is none. */
    String keyFor(TenantId tenant, Subject person);

    /** The ids of all keys that this person ever had, the destroyed ones too, the first one first. */
    List<String> keysOf(TenantId tenant, Subject person);

    /**
     * A key; empty where it is destroyed or the id is none. Asks the vault each time.
     *
     * @throws IllegalStateException where the key was never in this vault: to take it for destroyed would lose what another
     *                               vault's key can open
     */
    Optional<SubjectKey> find(String keyId);

    /**
     * Destroys a key for good; nothing happens where that was done before. From its return on nobody's {@link #find} has
     * it, and no key is ever made under its id again.
     */
    void destroy(String keyId);
}
