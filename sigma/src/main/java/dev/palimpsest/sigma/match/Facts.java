package dev.palimpsest.sigma.match;

import dev.palimpsest.sigma.EventFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event while rules are asked about it: hundreds of them ask for the same few fields. For one thread. */
public final class Facts {

    /** Most values of one field. */
    public static final int VALUES_MAX = 64;
    /** What words are looked for in, all values together, in UTF-16 units. */
    public static final int WORDS_MAX = 65_536;

    /** The name that stands for the event's format among fields. */
    public static final String FORMAT = "palimpsest.format";

    private final EventFields event;
    private final Map<String, List<Value>> fields = new HashMap<>();
    private @Nullable List<Value> everything;

    public Facts(EventFields event) {
        this.event = event;
    }

    /** The values of the first of these fields that has any. */
    public List<Value> of(List<String> names) {
        for (String name : names) {
            List<Value> values = of(name);
            if (!values.isEmpty()) {
                return values;
            }
        }
        return List.of();
    }

    /** The values of a field. */
    public List<Value> of(String name) {
        List<Value> known = fields.get(name);
        if (known == null) {
            List<String> given = name.equals(FORMAT) ? List.of(event.format()) : event.values(name);
            known = values(given);
            fields.put(name, known);
        }
        return known;
    }

    private static List<Value> values(List<String> given) {
        return switch (given.size()) {
            case 0 -> List.of();
            case 1 -> List.of(new Value(given.getFirst()));
            default -> given.stream().limit(VALUES_MAX).map(Value::new).toList();
        };
    }

    /** The values of all fields, as far as {@link #WORDS_MAX} reaches. */
    List<Value> everything() {
        List<Value> known = everything;
        if (known == null) {
            known = collect();
            everything = known;
        }
        return known;
    }

    private List<Value> collect() {
        List<Value> all = new ArrayList<>();
        int left = WORDS_MAX;
        for (List<String> values : event.everything()) {
            for (String value : values) {
                if (left <= 0) {
                    return all;
                }
                all.add(new Value(value.length() <= left ? value : value.substring(0, left)));
                left -= value.length();
            }
        }
        return all;
    }
}
