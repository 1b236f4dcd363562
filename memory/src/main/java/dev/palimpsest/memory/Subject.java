package dev.palimpsest.memory;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a memory is about, and the unit of ordering: {@code user:alice}, {@code host:dc01}, {@code ip:10.120.8.21}.
 *
 * <p>People and assistants ({@code user agent app run}) keep their spelling. Everything technical is folded to lower
 * case, technique ids to upper case, so that one thing has one subject. An account seen in logs is {@code account:…},
 * never {@code user:…}: a log line must not be able to write about the people Palimpsest serves.
 *
 * @param type lower-case word of at most 32 characters
 * @param name 1 to {@link Limits#SUBJECT_NAME_LENGTH_MAX} characters, no control characters
 */
public record Subject(String type, String name) implements Comparable<Subject> {

    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Set<String> CASE_KEPT = Set.of("user", "agent", "app", "run", "url");

    public Subject {
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("subject type must be a lower-case word: " + type);
        }
        name = normalise(type, name);
        if (name.isEmpty() || name.length() > Limits.SUBJECT_NAME_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "subject name must have 1 to " + Limits.SUBJECT_NAME_LENGTH_MAX + " characters");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("subject name holds a control character");
        }
    }

    /**
     * Reads {@code type:name}.
     *
     * @throws IllegalArgumentException where there is no colon or a part is malformed
     */
    public static Subject parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("subject must read type:name, such as user:alice; got: " + text);
        }
        return new Subject(text.substring(0, colon), text.substring(colon + 1));
    }

    /** Whether this is a person or an assistant rather than a thing seen in data. */
    public boolean isActor() {
        return type.equals("user") || type.equals("agent") || type.equals("app") || type.equals("run");
    }

    private static String normalise(String type, String name) {
        String trimmed = name.strip();
        if (CASE_KEPT.contains(type)) {
            return trimmed;
        }
        return type.equals("technique") ? trimmed.toUpperCase(Locale.ROOT) : trimmed.toLowerCase(Locale.ROOT);
    }

    @Override
    public int compareTo(Subject other) {
        int byType = type.compareTo(other.type);
        return byType != 0 ? byType : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return type + ":" + name;
    }
}
