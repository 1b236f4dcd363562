package dev.palimpsest.sigma.read;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.palimpsest.sigma.match.ValueTest;
import dev.palimpsest.sigma.yaml.YamlException;
import dev.palimpsest.sigma.yaml.YamlReader;
import java.util.regex.Matcher;

/** Reads regular expressions, as far as they can be matched in time linear in the text. */
final class Expressions {

    private static final int LENGTH_MAX = 512;
    /** Repetitions are written out when an expression is compiled: this many at most, nested ones multiplied. */
    private static final long REPEATS_MAX = 2_000;

    private static final java.util.regex.Pattern COUNTS = java.util.regex.Pattern
            .compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?}");

    private Expressions() {}

    static ValueTest read(String text, Modifiers modifiers, int line) throws YamlException {
        if (text.length() > LENGTH_MAX) {
            throw new YamlException(line, "an expression has at most " + LENGTH_MAX + " characters");
        }
        long repeats = 1;
        Matcher counts = COUNTS.matcher(text);
        while (counts.find()) {
            long most = Long.parseLong(counts.group(1));
            String upper = counts.group(2);
            most = upper == null || upper.isEmpty() ? most : Long.parseLong(upper);
            repeats = Math.min(repeats, REPEATS_MAX) * Math.clamp(most, 1, REPEATS_MAX + 1);
        }
        if (repeats > REPEATS_MAX) {
            throw new YamlException(line, "the counted repetitions of an expression make more than " + REPEATS_MAX);
        }
        try {
            return new ValueTest.Expression(Pattern.compile(text, flags(modifiers)));
        } catch (PatternSyntaxException e) {
            throw new YamlException(line, "the expression cannot be matched in linear time or is malformed: "
                    + YamlReader.shown(String.valueOf(e.getMessage())));
        } catch (StackOverflowError e) {
            throw new YamlException(line, "the expression is nested too deep");
        }
    }

    private static int flags(Modifiers modifiers) {
        return (modifiers.has("i") ? Pattern.CASE_INSENSITIVE : 0) | (modifiers.has("m") ? Pattern.MULTILINE : 0)
                | (modifiers.has("s") ? Pattern.DOTALL : 0);
    }
}
