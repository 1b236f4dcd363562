package dev.palimpsest.memory;

import java.util.regex.Pattern;

/**
 * An isolated customer. It comes from a credential or from configuration, never from a payload.
 *
 * @param value 1 to 63 characters of {@code a-z 0-9 -}, beginning with a letter or digit; safe in topic names
 */
public record TenantId(String value) implements Comparable<TenantId> {

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public TenantId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("tenant must be 1 to 63 of a-z, 0-9 and -: " + value);
        }
    }

    @Override
    public int compareTo(TenantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
