package dev.palimpsest.schemas.registry;

import org.apache.avro.Schema;

/** Where schemas have numbers. Safe for several threads. */
public interface SchemaRegistry {

    /**
     * The number of a schema under a subject, registering it where it is new.
     *
     * @throws RegistryException where the registry cannot be reached or refuses the schema as incompatible
     */
    int register(String subject, Schema schema);

    /**
     * The schema with this number.
     *
     * @throws IllegalArgumentException where the registry knows none
     * @throws RegistryException        where the registry cannot be reached or gives no usable answer
     */
    Schema byId(int id);
}
