package dev.palimpsest.node;

import java.lang.reflect.InvocationTargetException;

/**
 * Runs the schema registry, a Quarkus application, from its unpacked archive. Its classes are on the class path as plain
 * jars and not behind Quarkus's own class loader, because only the JVM's application loader can take classes from an
 * ahead-of-time cache.
 */
public final class RegistryMain {

    private static final String APPLICATION = "io.quarkus.runner.GeneratedMain";

    private RegistryMain() {}

    /**
     * Runs until the parent lets go.
     *
     * @param args passed on to the registry, which takes its settings from system properties
     */
    public static void main(String[] args) {
        // Quarkus's own shutdown hook closes the storage.
        Leash.holdTo(System.in);
        try {
            Class.forName(APPLICATION).getMethod("main", String[].class).invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            Fatal.halt(e.getTargetException());
        } catch (ReflectiveOperationException e) {
            Fatal.halt(e);
        }
    }
}
