package dev.palimpsest.processor.extract.conversation;

import com.google.re2j.Pattern;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Reads a grammar. One line each:
 *
 * <pre>
 * let NAME = PATTERN             a piece that later lines use as {NAME}
 * value SLOT CODE = PATTERN      one value of a slot; {SLOT} stands for any of them, captured under the slot's name
 * guard NAME = PATTERN           what the words around a statement must, or must not, be
 * MEANING STANCE = PATTERN       a statement; see {@link Meaning} and {@link Stance}
 * </pre>
 *
 * Patterns are RE2's, which takes time linear in the text whatever the pattern, so repetitions may be nested.
 */
final class GrammarFile {

    private static final Pattern PIECE = Pattern.compile("\\{([a-z][a-z0-9-]*)\\}");

    private final Map<String, String> pieces = new HashMap<>(Map.of("thing", "[\\x{E000}-\\x{E0FF}]", "threat",
            "[\\x{E100}-\\x{E1FF}]", "topic", "[\\x{E200}-\\x{E2FF}]"));
    private final Map<String, Map<String, Pattern>> values = new HashMap<>();
    private final Map<String, Pattern> guards = new HashMap<>();
    private final List<Rule> rules = new ArrayList<>();

    private GrammarFile() {}

    /**
     * Reads a grammar from the resources beside this class.
     *
     * @throws IllegalStateException where a line is malformed, a bug
     */
    static Grammar read(boolean chinese, String resource) {
        GrammarFile file = new GrammarFile();
        for (String line : lines(resource)) {
            file.read(line.substring(0, line.indexOf(" = ")).split(" "), line.substring(line.indexOf(" = ") + 3));
        }
        for (String hint : Stream.concat(Rule.SLOTS.stream(), Stream.of("trade")).toList()) {
            file.guards.put(hint, compile(file.pieces.getOrDefault(hint, "")));
        }
        return new Grammar(chinese, List.copyOf(file.rules), file.values, file.guards);
    }

    /** The lines of a resource without blank ones and comments. */
    static List<String> lines(String resource) {
        InputStream stream = Objects.requireNonNull(GrammarFile.class.getResourceAsStream(resource), resource);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(String[] head, String pattern) {
        switch (head[0]) {
            case "let" -> pieces.put(head[1], expand(pattern));
            case "value" -> value(head[1], head[2], pattern);
            case "guard" -> guards.put(head[1], compile(expand(pattern)));
            default -> rules.add(new Rule(Meaning.valueOf(constant(head[0])), Stance.valueOf(constant(head[1])),
                    compile(expand(pattern))));
        }
    }

    private void value(String slot, String code, String pattern) {
        values.computeIfAbsent(slot, _ -> new LinkedHashMap<>()).put(code, compile("^(?:" + pattern + ")$"));
        String others = pieces.getOrDefault(slot, "");
        String all = others.isEmpty()
                ? ""
                : others.substring("(?P<>".length() + slot.length(), others.length() - 1) + "|";
        pieces.put(slot, "(?P<" + slot + ">" + all + pattern + ")");
    }

    private String expand(String pattern) {
        com.google.re2j.Matcher matcher = PIECE.matcher(pattern);
        StringBuilder expanded = new StringBuilder();
        int from = 0;
        while (matcher.find()) {
            String piece = pieces.get(matcher.group(1));
            if (piece == null) {
                throw new IllegalStateException("unknown piece in grammar: " + matcher.group());
            }
            expanded.append(pattern, from, matcher.start()).append(piece);
            from = matcher.end();
        }
        return expanded.append(pattern.substring(from)).toString();
    }

    private static Pattern compile(String pattern) {
        return Pattern.compile(pattern);
    }

    private static String constant(String word) {
        return word.replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
