package dev.palimpsest.query.audit;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A place of the log as people write it: {@code 0:120,1:88}, next offsets by partition. */
public final class Positions {

    private static final Pattern FORM = Pattern.compile("\\d{1,9}:\\d{1,18}(,\\d{1,9}:\\d{1,18})*");

    private Positions() {}

    /** In the order of the partitions. */
    public static String text(Map<Integer, Long> next) {
        return new TreeMap<>(next).entrySet().stream().map(each -> each.getKey() + ":" + each.getValue())
                .collect(Collectors.joining(","));
    }

    /** A place in this form, or as an object of JSON as receipts hold it. Empty where it is neither. */
    public static Optional<Map<Integer, Long>> parse(String text) {
        String plain = text.replaceAll("[{}\"\\s]", "");
        if (!FORM.matcher(plain).matches()) {
            return Optional.empty();
        }
        Map<Integer, Long> next = new TreeMap<>();
        for (String part : plain.split(",", -1)) {
            String[] place = part.split(":", -1);
            next.put(Integer.valueOf(place[0]), Long.valueOf(place[1]));
        }
        return Optional.of(next);
    }
}
