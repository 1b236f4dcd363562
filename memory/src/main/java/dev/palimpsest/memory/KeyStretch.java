package dev.palimpsest.memory;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The stretch of time that a key seals, as the ids of keys of what is kept for a time name it.
 *
 * @param line  whose and of what kind, the same in all its stretches
 * @param begin of the stretch
 */
public record KeyStretch(String line, Instant begin) {

    private static final Pattern FORM = Pattern.compile("([0-9a-f]{32}-[a-z]{1,20})-([0-9]{1,12})-(.+)\\.[0-9]+");

    /** Empty where the key is of no stretch of time, or the id is none. */
    public static Optional<KeyStretch> of(String keyId) {
        Matcher parts = FORM.matcher(keyId);
        return parts.matches()
                ? Optional.of(new KeyStretch(parts.group(1) + "-" + parts.group(3),
                        Instant.ofEpochSecond(Long.parseLong(parts.group(2)))))
                : Optional.empty();
    }

    /** Whether one key seals a later stretch of what another seals an earlier one of. */
    public static boolean isLater(String keyId, String than) {
        Optional<KeyStretch> before = of(than);
        return before.isPresent() && of(keyId).filter(one -> one.line.equals(before.get().line)
                && one.begin.isAfter(before.get().begin)).isPresent();
    }
}
