package dev.palimpsest.local.stack;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The directory the build lays out: {@code lib/} for this JVM, {@code node/}, {@code opensearch/} and {@code registry/} for
 * the children.
 *
 * @param home its root
 */
record Distribution(Path home) {

    /** The system property that names the root. */
    static final String PROPERTY = "palimpsest.home";

    /** The system property that names the directory of caches that fit this distribution. */
    private static final String AOT_PROPERTY = "palimpsest.aot";

    /** @throws StackException if the property is missing or does not name a distribution */
    static Distribution fromProperty() {
        String home = System.getProperty(PROPERTY, "");
        if (home.isEmpty() || !Files.isDirectory(Path.of(home, "opensearch", "lib"))) {
            throw new StackException(
                    "no distribution in '" + home + "': run ./palimpsest, or mvn package and pass -D" + PROPERTY);
        }
        return new Distribution(Path.of(home));
    }

    Path searchHome() {
        return home.resolve("opensearch");
    }

    Path searchConfig() {
        return home.resolve("node").resolve("config");
    }

    String searchClassPath() {
        return join(jars("node"), jars("opensearch/lib"));
    }

    /** What the services and the broker run on; the launcher's own comes first, so that its ahead-of-time cache fits. */
    String serviceClassPath() {
        return join(jars("lib"), jars("node"));
    }

    /** Quarkus's transformed classes come first: they shadow the ones in the libraries. */
    String registryClassPath() {
        return join(jars("node"), List.of(home.resolve("registry/quarkus/transformed-bytecode.jar")),
                List.of(home.resolve("registry/quarkus/generated-bytecode.jar")), jars("registry/app"),
                jars("registry/lib/boot"),
                jars("registry/lib/main"));
    }

    /**
     * Returns where a child's ahead-of-time cache is, or nothing when the launcher named no directory for them. Only the
     * launcher may name it, after making sure that the caches fit the jars: the JVM runs outdated classes from one that
     * does not.
     */
    Optional<Path> aotCache(String name) {
        String directory = System.getProperty(AOT_PROPERTY, "");
        return directory.isEmpty() ? Optional.empty() : Optional.of(Path.of(directory, name + ".aot"));
    }

    private List<Path> jars(String directory) {
        try (Stream<Path> files = Files.list(home.resolve(directory))) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new StackException(
                    "the distribution in " + home + " is incomplete (" + directory + "): run mvn package", e);
        }
    }

    @SafeVarargs
    private static String join(List<Path>... parts) {
        List<Path> all = new ArrayList<>();
        for (List<Path> part : parts) {
            all.addAll(part);
        }
        return all.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
