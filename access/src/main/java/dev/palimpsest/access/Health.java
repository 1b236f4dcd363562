package dev.palimpsest.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether a service can do its work.
 *
 * @param checks by name of what is needed, what is wrong with it now; empty where nothing is
 */
public record Health(Map<String, Supplier<Optional<String>>> checks) {

    public Health {
        checks = Map.copyOf(checks);
    }

    /** What is wrong, by name; empty when ready. */
    public Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        checks.forEach((name, check) -> check.get().ifPresent(problem -> problems.put(name, problem)));
        return problems;
    }
}
