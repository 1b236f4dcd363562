package dev.palimpsest.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A record that repeats with variations. */
record Repeat(JsonNode rule, Placeholders placeholders) {

    private static final int PRIME = 7919;
    private static final int JITTER = 37;
    private static final Pattern OWN = Pattern
            .compile("(\")?\\{\\{(T(?: utc| eve)?|i(?:\\+(\\d+))?|[A-Z_]+)(#?)}}(\")?");

    List<String> lines() {
        String template = rule.path("template").toString();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < rule.path("count").asInt(); i++) {
            int index = i;
            Instant at = at(i);
            String line = OWN.matcher(template).replaceAll(match -> Matcher.quoteReplacement(
                    value(match.group(2), match.group(3), index, at).map(value -> match.group(4).isEmpty()
                            ? quote(match.group(1)) + value + quote(match.group(5))
                            : value).orElse(match.group())));
            lines.add(placeholders.fill(line));
        }
        return lines;
    }

    private Optional<String> value(String name, String plus, int i, Instant at) {
        if (name.equals("T") || name.startsWith("T ")) {
            return Optional.of(Placeholders.format(at, name.substring(1).strip()));
        }
        if (name.startsWith("i")) {
            return Optional.of(Long.toString(i + (plus == null ? 0 : Long.parseLong(plus))));
        }
        JsonNode vary = rule.path("vary").path(name);
        if (vary.isArray()) {
            return Optional.of(vary.get(i % vary.size()).asText());
        }
        return vary.isTextual() ? Optional.of(fromRange(vary.asText(), i)) : Optional.empty();
    }

    private static String fromRange(String range, int i) {
        int dots = range.indexOf("..");
        long from = Long.parseLong(range.substring(0, dots));
        long to = Long.parseLong(range.substring(dots + 2));
        return Long.toString(from + (long) i * PRIME % (to - from + 1));
    }

    /** {@code first}, less {@code every} for each record before, less a little that differs. */
    private Instant at(int i) {
        Duration first = duration(rule.path("first").asText().replaceFirst("^T-", ""));
        Duration back = duration(rule.path("every").asText()).multipliedBy(i);
        long jitter = duration(rule.path("jitter").asText("00:00:00")).toSeconds();
        long shift = jitter == 0 ? 0 : (long) i * JITTER % jitter;
        return placeholders.now().minus(first).plus(back).plusSeconds(shift);
    }

    private static Duration duration(String text) {
        String[] parts = text.split(":", 3);
        return Duration.ofHours(Long.parseLong(parts[0])).plusMinutes(Long.parseLong(parts[1]))
                .plusSeconds(Long.parseLong(parts[2]));
    }

    private static String quote(String quote) {
        return quote == null ? "" : quote;
    }
}
