package dev.palimpsest.trust.seal;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The keys of data subjects, shared by all processes that write or read their words. A key's id names tenant, subject and
 * generation to who has the vault and tells nothing to anybody else. Safe for several threads and processes.
 */
public interface KeyVault {

    /** The id of the key that new words of this person are sealed under; made where there is none. */
    String keyFor(TenantId tenant, Subject person);

    /**
     * The id of the key for what this person said at an instant, of a kind that {@link ForgettingPolicy} knows. Where the policy
     * keeps the kind for a time it is a key of that stretch of time; where that time is over it is due at once.
     */
    String keyFor(TenantId tenant, Subject person, String kind, Instant at);

    /**
     * The same person's key for what of another kind is made of words under a key; that key itself where the policy makes no
     * difference. Empty where the key is destroyed: who is forgotten gets no key by words that are still on their way.
     */
    Optional<String> beside(String keyId, TenantId tenant, String kind, Instant at);

    /** What is kept how long, and what else is sealed. */
    ForgettingPolicy policy();

    /** Why a policy that was set is not in force; empty where it is. */
    Optional<String> problem();

    /**
     * Keys of what was kept for its time.
     *
     * @param longest how long the policy keeps what is sealed under them
     */
    record Due(TenantId tenant, String kind, Duration longest, List<String> keys) {}

    /** The keys whose time is over, which are to be destroyed. Looks at all keys. */
    List<Due> due(Instant now);

    /** The ids of all keys that this person ever had, the destroyed ones too, the first one first. */
    List<String> keysOf(TenantId tenant, Subject person);

    /**
     * When this person was forgotten last; empty where never. What was kept for its time and went with it does not count.
     */
    Optional<Instant> forgotten(TenantId tenant, Subject person);

    /**
     * A key; empty where it is destroyed or the id is none. Asks the vault each time.
     *
     * @throws UnknownKey where the key was never in this vault: to take it for destroyed would lose what another vault's key can open
     */
    Optional<SubjectKey> find(String keyId);

    /**
     * Destroys a key for good; where that was done before, only its time may become later. From its return on nobody's {@link #find}
     * has it, and no key is ever made under its id again.
     *
     * @param at when that was ordered, however late it is done or done again
     */
    void destroy(String keyId, Instant at);
}
