package dev.palimpsest.processor.extract.warninglist;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.processor.extract.typed.Prefix;
import dev.palimpsest.processor.extract.typed.Subjects;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The ways MISP's lists match. */
final class Matchers {

    private Matchers() {}

    /**
     * A matcher of the type.
     *
     * @throws IllegalArgumentException where the type is not known or an expression cannot be read in linear time
     */
    static Matcher of(String type, List<String> values) {
        return switch (type) {
            case "string" -> exact(values);
            case "hostname" -> hostname(values);
            case "substring" -> substring(values);
            case "cidr" -> cidr(values);
            case "regex" -> regex(values);
            default -> throw new IllegalArgumentException("no such type of warning list: " + type);
        };
    }

    private static Matcher exact(List<String> values) {
        Set<String> names = lower(values);
        return subject -> names.contains(subject.name().toLowerCase(Locale.ROOT));
    }

    /** The name itself or any name below it; of a URL its host. */
    private static Matcher hostname(List<String> values) {
        Set<String> names = new HashSet<>();
        lower(values).forEach(name -> names.add(name.startsWith(".") ? name.substring(1) : name));
        return subject -> {
            String host = subject.type().equals("url")
                    ? Subjects.hostOfUrl(subject.name()).orElse("")
                    : subject.name();
            for (int dot = -1; dot < host.length(); dot = next(host, dot)) {
                if (names.contains(host.substring(dot + 1))) {
                    return true;
                }
            }
            return false;
        };
    }

    private static int next(String host, int after) {
        int dot = host.indexOf('.', after + 1);
        return dot < 0 ? host.length() : dot;
    }

    private static Matcher substring(List<String> values) {
        Set<String> parts = lower(values);
        return subject -> parts.stream().anyMatch(subject.name().toLowerCase(Locale.ROOT)::contains);
    }

    private static Matcher cidr(List<String> values) {
        Set<Prefix> blocks = new HashSet<>();
        Set<Integer> lengths = new TreeSet<>();
        values.stream().flatMap(value -> Prefix.parse(value.strip()).stream()).forEach(block -> {
            blocks.add(block);
            lengths.add(block.length());
        });
        return subject -> {
            Optional<Prefix> asked = subject.type().equals("ip") || subject.type().equals("cidr")
                    ? Prefix.parse(subject.name())
                    : Optional.empty();
            return asked.filter(one -> lengths.stream().filter(length -> length <= one.length())
                    .anyMatch(length -> blocks.contains(one.around(length)))).isPresent();
        };
    }

    /** Lists write expressions between slashes. */
    private static Matcher regex(List<String> values) {
        List<Pattern> patterns = values.stream().map(Matchers::compiled).toList();
        return subject -> patterns.stream().anyMatch(pattern -> pattern.matcher(subject.name()).find());
    }

    private static Pattern compiled(String value) {
        int end = value.lastIndexOf('/');
        boolean slashed = value.startsWith("/") && end > 0;
        String expression = slashed ? value.substring(1, end) : value;
        int flags = slashed && value.indexOf('i', end) > 0 ? Pattern.CASE_INSENSITIVE : 0;
        try {
            return Pattern.compile(expression, flags);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("an expression that cannot be matched in linear time", e);
        }
    }

    private static Set<String> lower(List<String> values) {
        Set<String> lower = new HashSet<>();
        values.forEach(value -> lower.add(value.strip().toLowerCase(Locale.ROOT)));
        lower.remove("");
        return lower;
    }
}
