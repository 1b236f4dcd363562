package dev.palimpsest.memory.observation;

import dev.palimpsest.memory.Canonical;
import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.TenantId;

/**
 * The name of an observation, derived from what it is and never drawn at random: a redelivery has the same id.
 *
 * @param value 32 lower-case hexadecimal digits
 */
public record ObservationId(String value) {

    public ObservationId {
        if (value.length() != 32) {
            throw new IllegalArgumentException("an observation id has 32 hexadecimal digits: " + value);
        }
    }

    /**
     * The id of an input.
     *
     * @param tenant   so that two tenants' equal inputs stay two
     * @param scope    what the key is unique in, such as a source's name or a topic
     * @param identity position, event id, idempotency key or content
     */
    public static ObservationId of(TenantId tenant, String scope, String identity) {
        Canonical bytes = new Canonical().text(tenant.value()).text(scope).text(identity);
        return new ObservationId(Hash.of(bytes.toBytes()).hex().substring(0, 32));
    }

    @Override
    public String toString() {
        return value;
    }
}
