package dev.palimpsest.query.erasure;

import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.Micros;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.schemas.avro.ErasureStage;
import dev.palimpsest.schemas.avro.ErasureStep;
import dev.palimpsest.trust.seal.KeyVault;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Takes orders to forget somebody. Safe for several threads. */
public final class Erasures {

    /** Longest reason. */
    public static final int REASON_LENGTH_MAX = 1_000;

    /** Words that come while keys are destroyed may have made another key; more than so many times nobody is that busy. */
    private static final int ROUNDS_MAX = 5;

    private final Consumer<ErasureStep> orders;
    private final KeyVault vault;
    private final InstantSource clock;

    /** @param orders makes an order durable before it returns, see {@link dev.palimpsest.schemas.ErasureOrders} */
    public Erasures(Consumer<ErasureStep> orders, KeyVault vault, InstantSource clock) {
        this.orders = orders;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * Orders that a person is forgotten. When it returns the order is durable in every partition and the keys are destroyed;
     * all else follows, whenever the processor and the index are there.
     *
     * @param reason kept with the certificate, readable for good
     * @return the id of the erasure, and of its certificate
     * @throws Refusal where nothing of this person was ever sealed
     */
    public String order(Caller caller, Subject person, String reason) {
        if (reason.length() > REASON_LENGTH_MAX) {
            throw Refusal.badRequest("a reason has at most " + REASON_LENGTH_MAX + " characters");
        }
        if (vault.keysOf(caller.tenant(), person).isEmpty()) {
            throw Refusal.notFound("nothing was ever kept as " + person + "'s own");
        }
        if (vault.forgotten(caller.tenant(), person).isEmpty()) {
            String _ = vault.keyFor(caller.tenant(), person); // its mark tells for good that this person was forgotten
        }
        String id = order(caller, person, reason, vault.keysOf(caller.tenant(), person));
        for (int round = 1; round < ROUNDS_MAX && !live(caller, person).isEmpty(); round++) {
            String _ = order(caller, person, reason, live(caller, person));
        }
        return id;
    }

    private List<String> live(Caller caller, Subject person) {
        return vault.keysOf(caller.tenant(), person).stream().filter(key -> vault.find(key).isPresent()).toList();
    }

    private String order(Caller caller, Subject person, String reason, List<String> keys) {
        String id = UUID.randomUUID().toString();
        Instant at = Micros.of(clock.instant());
        orders.accept(
                ErasureStep.newBuilder().setId(id).setTenant(caller.tenant().value()).setSubject(person.toString())
                        .setKeys(keys).setStage(ErasureStage.REQUESTED).setPartition(0).setPartitions(1)
                        .setActor(caller.name()).setReason(reason).setAt(at).build());
        keys.forEach(key -> vault.destroy(key, at));
        return id;
    }
}
