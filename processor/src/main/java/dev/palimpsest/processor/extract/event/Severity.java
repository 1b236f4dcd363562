package dev.palimpsest.processor.extract.event;

import java.util.Locale;

/** How bad it is if it is true; how likely it is true is the confidence. */
enum Severity {
    LOW, MEDIUM, HIGH, CRITICAL;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
