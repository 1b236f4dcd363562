package dev.palimpsest.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces what stands between double braces: times before now and the scenario's variables. */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("(\")?\\{\\{([^{}]+)}}(\")?");
    private static final Pattern TIME = Pattern.compile("T([-+])(\\d+):(\\d+):(\\d+)(?:\\.(\\d+))?( utc| eve)?");
    private static final DateTimeFormatter ISO = formatter("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
    private static final DateTimeFormatter UTC = formatter("yyyy-MM-dd HH:mm:ss.SSS");
    private static final DateTimeFormatter EVE = formatter("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'+0000'");

    private final Instant now;
    private final Map<String, String> variables;

    Placeholders(Instant now, Map<String, String> variables) {
        this.now = now;
        this.variables = Map.copyOf(variables);
    }

    String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    Instant now() {
        return now;
    }

    /** Twice, because a variable's value may hold a placeholder. */
    String fill(String text) {
        return once(once(text));
    }

    private String once(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match)));
    }

    private String value(MatchResult match) {
        String name = match.group(2);
        String open = match.group(1) == null ? "" : match.group(1);
        String close = match.group(3) == null ? "" : match.group(3);
        if (name.endsWith("#")) {
            String number = variables.get(name.substring(0, name.length() - 1));
            return number == null ? match.group() : number;
        }
        Matcher time = TIME.matcher(name);
        if (time.matches()) {
            return open + at(time) + close;
        }
        String value = variables.get(name);
        return value == null ? match.group() : open + value + close;
    }

    private String at(Matcher time) {
        String fraction = time.group(5) == null ? "0" : time.group(5);
        Duration distance = Duration.ofHours(Long.parseLong(time.group(2)))
                .plusMinutes(Long.parseLong(time.group(3))).plusSeconds(Long.parseLong(time.group(4)))
                .plusNanos((long) (Double.parseDouble("0." + fraction) * 1e9));
        Instant at = time.group(1).equals("-") ? now.minus(distance) : now.plus(distance);
        return format(at, time.group(6) == null ? "" : time.group(6).strip());
    }

    static String format(Instant at, String form) {
        return switch (form) {
            case "utc" -> UTC.format(at);
            case "eve" -> EVE.format(at);
            default -> ISO.format(at);
        };
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
