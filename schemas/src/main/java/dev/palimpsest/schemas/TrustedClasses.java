package dev.palimpsest.schemas;

import dev.palimpsest.schemas.avro.Observation;
import org.apache.avro.util.ClassSecurityValidator;

/** Lets Avro make the classes of our own contracts, and no other that a schema may name. */
final class TrustedClasses {

    private static final String CONTRACTS = Observation.class.getPackageName();

    private TrustedClasses() {}

    /**
     * Avro loads no class that it was not told to trust, and its trust is one setting for the whole process: what is set
     * already stays trusted.
     */
    static void trustContracts() {
        ClassSecurityValidator.ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(before, type -> type.getPackageName().equals(CONTRACTS)));
    }
}
