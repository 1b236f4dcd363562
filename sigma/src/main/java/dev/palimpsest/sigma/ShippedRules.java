package dev.palimpsest.sigma;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The rules written for this project. */
public final class ShippedRules {

    private static final String FOLDER = "/dev/palimpsest/sigma/rules/";
    private static final List<Rule> ALL = load();

    private ShippedRules() {}

    /** All of them, in the order of their files' names. */
    public static List<Rule> all() {
        return ALL;
    }

    /** Names of their files within the folder of rules. */
    public static List<String> files() {
        return resource("list.txt").lines().toList();
    }

    private static List<Rule> load() {
        return files().stream().map(name -> RuleFile.read(name, resource(name))).flatMap(file -> {
            if (!file.refusals().isEmpty()) {
                throw new IllegalStateException("a shipped rule is refused: " + file.refusals().getFirst());
            }
            return file.rules().stream();
        }).toList();
    }

    private static String resource(String name) {
        try (InputStream in = ShippedRules.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
