package dev.palimpsest.trust.seal;

import dev.palimpsest.memory.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a key's id: {@code PERSON.GENERATION}, and {@code PERSON-KIND-BEGIN-TENANT.GENERATION} of what is kept for a time.
 *
 * @param person     32 hexadecimal digits, the same in all keys of a person
 * @param term       of what is kept for a time; null otherwise
 * @param generation from 1 on
 */
record KeyName(String person, @Nullable Term term, int generation) {

    private static final Pattern FORM = Pattern.compile(
            "([0-9a-f]{32})(?:-([a-z]{1,20})-([0-9]{1,12})-([a-z0-9][a-z0-9-]{0,62}))?\\.([1-9][0-9]{0,8})");

    /**
     * What is sealed in one stretch of time.
     *
     * @param begin of the stretch, in seconds since the epoch
     */
    record Term(String kind, long begin, TenantId tenant) {

        /** How much of the time that something is kept a stretch takes. */
        private static final int PARTS = 10;

        /** The stretch of an instant. */
        static Term of(TenantId tenant, String kind, Instant at, long longestSeconds) {
            long length = Math.max(1, longestSeconds / PARTS);
            return new Term(kind, Math.max(0, at.getEpochSecond()) / length * length, tenant);
        }

        /** Whether what was sealed first in it is that old. */
        boolean isOver(Instant now, long longestSeconds) {
            return begin + longestSeconds <= now.getEpochSecond();
        }
    }

    /** Empty where it is no id of a key. */
    static Optional<KeyName> parse(String keyId) {
        Matcher parts = FORM.matcher(keyId);
        return parts.matches()
                ? Optional.of(new KeyName(parts.group(1),
                        parts.group(2) == null
                                ? null
                                : new Term(parts.group(2), Long.parseLong(parts.group(3)),
                                        new TenantId(parts.group(4))),
                        Integer.parseInt(parts.group(5))))
                : Optional.empty();
    }

    /** The person's first key for what is of a kind and of an instant. */
    static KeyName of(String person, ForgettingPolicy rules, TenantId tenant, String kind, Instant at) {
        return new KeyName(person, rules.longest(tenant, kind)
                .map(longest -> Term.of(tenant, kind, at, longest.toSeconds())).orElse(null), 1);
    }

    /** The same person's for what of another kind is made of words under this key; this one where it is of that kind. */
    KeyName beside(ForgettingPolicy rules, TenantId tenant, String kind, Instant at) {
        return term != null && term.kind.equals(kind) ? this : of(person, rules, tenant, kind, at);
    }

    /** All but the generation. */
    String line() {
        return term == null ? person : person + "-" + term.kind + "-" + term.begin + "-" + term.tenant;
    }

    @Override
    public String toString() {
        return line() + "." + generation;
    }
}
