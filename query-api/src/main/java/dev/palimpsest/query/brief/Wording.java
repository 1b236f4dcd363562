package dev.palimpsest.query.brief;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** The sentences of one language, kept as data in {@code en.properties} and {@code zh.properties} beside this class. */
final class Wording {

    private static final Map<Language, Wording> ALL = load();

    private final Properties templates;
    private final DateTimeFormatter minute;
    private final DateTimeFormatter day;

    private Wording(Properties templates) {
        this.templates = templates;
        this.minute = utc(templates.getProperty("time"));
        this.day = utc(templates.getProperty("day"));
    }

    static Wording in(Language language) {
        return Objects.requireNonNull(ALL.get(language));
    }

    /** The template with its names replaced by the values, each given as name and value in turn. One pass: values stay as they are. */
    String say(String key, Object... namesAndValues) {
        String template = Objects.requireNonNull(templates.getProperty(key), key);
        StringBuilder out = new StringBuilder(template.length() + 64);
        for (int i = 0; i < template.length();) {
            int end = template.charAt(i) == '{' ? template.indexOf('}', i) : -1;
            if (end < 0) {
                out.append(template.charAt(i++));
            } else {
                out.append(value(template.substring(i + 1, end), key, namesAndValues));
                i = end + 1;
            }
        }
        return out.toString();
    }

    private static Object value(String name, String key, Object... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i].equals(name)) {
                return namesAndValues[i + 1];
            }
        }
        throw new IllegalArgumentException("nothing was given for {" + name + "} of " + key);
    }

    /** The items in one phrase; those beyond the bound are counted. */
    String list(List<String> items, int max) {
        String shown = String.join(say("list.separator"), items.subList(0, Math.min(max, items.size())));
        return items.size() <= max ? shown : say("list.more", "items", shown, "count", items.size() - max);
    }

    String times(long count) {
        return count == 1 ? say("times.one") : say("times.many", "count", count);
    }

    /** Date and time in UTC to the minute, without a zone. */
    String time(Instant instant) {
        return minute.format(instant);
    }

    /** Date in UTC. */
    String day(Instant instant) {
        return day.format(instant);
    }

    /** From the first to the last instant, saying no more than needed. */
    String period(Instant first, Instant last) {
        String from = time(first);
        String to = time(last);
        if (from.equals(to)) {
            return say("period.once", "first", from);
        }
        return day(first).equals(day(last))
                ? say("period.day", "first", from, "end", to.substring(to.lastIndexOf(' ') + 1))
                : say("period.days", "first", from, "last", to);
    }

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    private static Map<Language, Wording> load() {
        Map<Language, Wording> all = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            String resource = language.tag() + ".properties";
            try (InputStream in = Wording.class.getResourceAsStream(resource)) {
                Properties templates = new Properties();
                templates.load(new InputStreamReader(Objects.requireNonNull(in, resource), StandardCharsets.UTF_8));
                all.put(language, new Wording(templates));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + resource, e);
            }
        }
        return all;
    }
}
