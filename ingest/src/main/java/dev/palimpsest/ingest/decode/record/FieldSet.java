package dev.palimpsest.ingest.decode.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one record while it is being decoded. Keeps to the limits: what exceeds them is left out here and stays in the
 * raw text. Put what matters first. For one thread.
 */
public final class FieldSet {

    private static final int NAME_CHARS_MAX = 256;

    private final DecodeLimits limits;
    private final TreeMap<String, List<String>> fields = new TreeMap<>();

    public FieldSet(DecodeLimits limits) {
        this.limits = limits;
    }

    public DecodeLimits limits() {
        return limits;
    }

    /** Sets the field unless it has a value already; null and blank values are none. */
    public FieldSet put(String name, @Nullable String value) {
        if (value != null && !value.isBlank() && !fields.containsKey(name)) {
            add(name, value);
        }
        return this;
    }

    /** As {@link #put}, and the dashes and placeholders by which sensors say "none" are none too. */
    public FieldSet known(String name, @Nullable String value) {
        return isNone(value) ? this : put(name, value);
    }

    /** Appends a value, unless it is blank or there already. */
    public FieldSet add(String name, @Nullable String value) {
        if (value == null || value.isBlank() || name.length() > NAME_CHARS_MAX) {
            return this;
        }
        List<String> values = fields.get(name);
        if (values == null) {
            if (fields.size() >= limits.fieldsMax()) {
                return this;
            }
            values = new ArrayList<>(1);
            fields.put(name, values);
        }
        String kept = cut(value);
        if (values.size() < limits.valuesMax() && !values.contains(kept)) {
            values.add(kept);
        }
        return this;
    }

    /** Takes over the fields that have no value here. */
    public FieldSet putAbsent(Map<String, List<String>> others) {
        others.forEach((name, values) -> {
            if (!fields.containsKey(name)) {
                values.forEach(value -> add(name, value));
            }
        });
        return this;
    }

    /** Replaces all values of the field; null removes it. */
    public FieldSet replace(String name, @Nullable String value) {
        fields.remove(name);
        return put(name, value);
    }

    public Optional<String> first(String name) {
        List<String> values = fields.get(name);
        return values == null ? Optional.empty() : Optional.of(values.getFirst());
    }

    public List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }

    /** The fields as they stand; a view. */
    public SortedMap<String, List<String>> toMap() {
        return fields;
    }

    /** Whether a sensor means "nothing" by this value. */
    public static boolean isNone(@Nullable String value) {
        return value == null || value.isBlank() || value.equals("-") || value.equals("(empty)")
                || value.equalsIgnoreCase("n/a") || value.equalsIgnoreCase("null");
    }

    private String cut(String value) {
        if (value.length() <= limits.valueCharsMax()) {
            return value;
        }
        int end = limits.valueCharsMax();
        return value.substring(0, Character.isHighSurrogate(value.charAt(end - 1)) ? end - 1 : end);
    }
}
