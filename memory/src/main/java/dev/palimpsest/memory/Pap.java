package dev.palimpsest.memory;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Permissible Actions Protocol, from the most open to the most restricted (MISP's taxonomy; white is clear). */
public enum Pap {
    CLEAR, GREEN, AMBER, RED;

    /** The mark of that name, in any case. */
    public static Optional<Pap> named(String name) {
        String wanted = name.equalsIgnoreCase("white") ? "CLEAR" : name.toUpperCase(Locale.ROOT);
        return Stream.of(values()).filter(mark -> mark.name().equals(wanted)).findFirst();
    }
}
