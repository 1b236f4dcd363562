package dev.palimpsest.processor.extract.conversation;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What one language has for saying the things of {@link Meaning}.
 *
 * @param chinese which of the two
 * @param values per slot the codes of its values with what is said for them
 */
record Grammar(boolean chinese, List<Rule> rules, Map<String, Map<String, Pattern>> values,
        Map<String, Pattern> guards) {

    static final Grammar ENGLISH = GrammarFile.read(false, "english.grammar");
    static final Grammar CHINESE = GrammarFile.read(true, "chinese.grammar");

    Pattern guard(String name) {
        return Objects.requireNonNull(guards.get(name), name);
    }

    boolean finds(String guard, String words) {
        return guard(guard).matcher(words).find();
    }

    /** The code of the value that the words stand for. */
    Optional<String> value(String slot, String words) {
        return values.getOrDefault(slot, Map.of()).entrySet().stream()
                .filter(value -> value.getValue().matcher(words).find()).map(Map.Entry::getKey).findFirst();
    }
}
