package dev.palimpsest.sigma.read;

import dev.palimpsest.sigma.match.Clause;
import dev.palimpsest.sigma.yaml.YamlException;
import dev.palimpsest.sigma.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a condition: {@code not} binds closest, then {@code and}, then {@code or}. For one use. */
final class ConditionParser {

    private static final int LENGTH_MAX = 4_000;
    private static final int DEPTH_MAX = 50;
    private static final Pattern TOKEN = Pattern.compile("\\s*([()|]|[^\\s()|]+)");

    private final List<String> tokens = new ArrayList<>();
    private final int line;
    private final Map<String, Clause> searches;
    private int at;

    ConditionParser(String text, int line, Map<String, Clause> searches) throws YamlException {
        this.line = line;
        this.searches = searches;
        if (text.length() > LENGTH_MAX) {
            throw refused("a condition has at most " + LENGTH_MAX + " characters");
        }
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group(1));
        }
        if (tokens.contains("|")) {
            throw refused("aggregations (after |) are not supported: a rule is asked about one event at a time");
        }
    }

    Clause parse() throws YamlException {
        Clause clause = or(0);
        if (at < tokens.size()) {
            throw refused("\"" + shown(tokens.get(at)) + "\" is unexpected here");
        }
        return clause;
    }

    private Clause or(int depth) throws YamlException {
        List<Clause> any = new ArrayList<>(List.of(and(depth)));
        while (takes("or")) {
            any.add(and(depth));
        }
        return any.size() == 1 ? any.getFirst() : new Clause.Any(any);
    }

    private Clause and(int depth) throws YamlException {
        List<Clause> all = new ArrayList<>(List.of(not(depth)));
        while (takes("and")) {
            all.add(not(depth));
        }
        return all.size() == 1 ? all.getFirst() : new Clause.All(all);
    }

    private Clause not(int depth) throws YamlException {
        if (depth > DEPTH_MAX) {
            throw refused("nested deeper than " + DEPTH_MAX);
        }
        if (takes("not")) {
            return new Clause.Not(not(depth + 1));
        }
        if (takes("(")) {
            Clause inner = or(depth + 1);
            if (!takes(")")) {
                throw refused("a parenthesis is not closed");
            }
            return inner;
        }
        return named();
    }

    private Clause named() throws YamlException {
        if (at == tokens.size()) {
            throw refused("it ends where a search is expected");
        }
        String token = tokens.get(at++);
        if (at < tokens.size() && tokens.get(at).equalsIgnoreCase("of")) {
            at++;
            return of(token.toLowerCase(Locale.ROOT));
        }
        Clause search = searches.get(token);
        if (search == null) {
            throw refused(token.equalsIgnoreCase("near")
                    ? "near is not supported: a rule is asked about one event at a time"
                    : "there is no search \"" + shown(token) + "\"");
        }
        return search;
    }

    private Clause of(String quantity) throws YamlException {
        boolean all = quantity.equals("all");
        if (!all && !quantity.equals("1") && !quantity.equals("any")) {
            throw refused("\"" + shown(quantity) + " of\" is not supported: it is 1, any or all");
        }
        if (at == tokens.size()) {
            throw refused("it ends where the name of searches is expected");
        }
        String pattern = tokens.get(at++);
        List<Clause> chosen = searches.entrySet().stream().filter(search -> isMeant(search.getKey(), pattern))
                .map(Map.Entry::getValue).toList();
        if (chosen.isEmpty()) {
            throw refused("no search fits \"" + shown(pattern) + "\"");
        }
        return all ? new Clause.All(chosen) : new Clause.Any(chosen);
    }

    /** {@code them} is all searches but those whose names begin with an underscore. */
    private static boolean isMeant(String name, String pattern) {
        if (pattern.equalsIgnoreCase("them")) {
            return !name.startsWith("_");
        }
        String[] pieces = pattern.split("\\*", -1);
        StringBuilder expression = new StringBuilder(Pattern.quote(pieces[0]));
        for (int i = 1; i < pieces.length; i++) {
            expression.append(".*").append(Pattern.quote(pieces[i]));
        }
        return pieces.length <= 4 && name.length() <= 200 && name.matches(expression.toString());
    }

    private boolean takes(String word) {
        if (at < tokens.size() && tokens.get(at).equalsIgnoreCase(word)) {
            at++;
            return true;
        }
        return false;
    }

    private YamlException refused(String reason) {
        return new YamlException(line, "condition: " + reason);
    }

    private static String shown(String token) {
        return YamlReader.shown(token);
    }
}
