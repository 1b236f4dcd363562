package dev.palimpsest.processor.extract.event;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/** The words rules are written in. Text is compared in lower case; an absent field fits nothing. */
final class Match {

    private Match() {}

    static Condition sysmon(String... codes) {
        return code(codes).and(SensorEvent::isSysmon);
    }

    static Condition code(String... codes) {
        Set<String> wanted = Set.of(codes);
        return event -> wanted.contains(event.lower("event.code"));
    }

    /** A process was started: Sysmon 1, Security 4688, or the like of another sensor. */
    static Condition started() {
        return sysmon("1").or(code("4688")).or(event -> event.first("event.code").isEmpty()
                && event.has("event.category", "process") && !event.lower("process.name").isEmpty());
    }

    static Condition is(String field, String... values) {
        Set<String> wanted = Set.of(values);
        return event -> wanted.contains(event.lower(field));
    }

    static Condition startsWith(String field, String... prefixes) {
        return event -> Arrays.stream(prefixes).anyMatch(event.lower(field)::startsWith);
    }

    static Condition endsWith(String field, String... suffixes) {
        return event -> Arrays.stream(suffixes).anyMatch(event.lower(field)::endsWith);
    }

    static Condition contains(String field, String... parts) {
        return event -> Arrays.stream(parts).anyMatch(event.lower(field)::contains);
    }

    static Condition fits(String field, Pattern pattern) {
        return event -> pattern.matcher(event.lower(field)).find();
    }

    static Condition command(String... parts) {
        return contains("process.command_line", parts);
    }

    /** Whether the bits are set in a field that holds a hexadecimal or decimal mask. */
    static Condition anyBit(String field, long bits) {
        return event -> (mask(event.lower(field)) & bits) != 0;
    }

    static Condition all(Condition... parts) {
        return event -> Arrays.stream(parts).allMatch(part -> part.holds(event));
    }

    static Condition not(Condition part) {
        return event -> !part.holds(event);
    }

    private static long mask(String text) {
        try {
            return text.isEmpty() || text.length() > 18 ? 0 : Long.decode(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
