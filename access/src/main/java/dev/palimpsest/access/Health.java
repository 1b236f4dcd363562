package dev.palimpsest.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether a service can do its work.
 *
 * @param checks  by name of what is needed, what is wrong with it now; empty where nothing is
 * @param watches by name of what is watched, what somebody must look at though the work goes on; empty where nothing is
 */
public record Health(Map<String, Supplier<Optional<String>>> checks, Map<String, Supplier<Optional<String>>> watches) {

    public Health {
        checks = Map.copyOf(checks);
        watches = Map.copyOf(watches);
    }

    /** Without anything watched. */
    public Health(Map<String, Supplier<Optional<String>>> checks) {
        this(checks, Map.of());
    }

    /** What is wrong, by name; empty when ready. */
    public Map<String, String> problems() {
        return told(checks);
    }

    /** What somebody must look at, by name. */
    public Map<String, String> alarms() {
        return told(watches);
    }

    private static Map<String, String> told(Map<String, Supplier<Optional<String>>> asked) {
        Map<String, String> told = new LinkedHashMap<>();
        asked.forEach((name, check) -> check.get().ifPresent(what -> told.put(name, what)));
        return told;
    }
}
