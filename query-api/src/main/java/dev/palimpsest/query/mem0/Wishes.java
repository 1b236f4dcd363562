package dev.palimpsest.query.mem0;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What somebody wants kept, and what not, as far as it can be told without a model: sentences that say what to exclude or
 * what alone to store. A message is about a topic where it has all of its words.
 *
 * @param only    topics one of which a message must be about; empty where any will do
 * @param exclude topics that no message may be about
 */
record Wishes(List<Set<String>> only, List<Set<String>> exclude) {

    private static final Pattern SENTENCE = Pattern.compile("[.!?;\\n]+");
    private static final String VERB = "(?:store|stor|remember|extract|sav|save|includ|include|keep|record|retain|memori[sz])(?:e|ing|s)?";
    private static final Pattern EXCLUDE = Pattern.compile(
            "(?i)^\\W*(?:please\\s+)?(?:(?:do not|don't|never|must not|avoid)\\s+(?:ever\\s+)?" + VERB
                    + "|exclude|ignore|skip|omit|no)\\b[\\s:]*(.+)$");
    private static final Pattern ONLY = Pattern.compile("(?i)^\\W*(?:please\\s+)?(?:only\\s+" + VERB + "|" + VERB
            + "\\s+only)\\b[\\s:]*(.+)$");
    private static final Pattern TOPICS = Pattern.compile("(?i)\\s*(?:,|/|\\band\\b|\\bor\\b|\\bnor\\b)\\s*");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final Set<String> EMPTY = Set.of("the", "a", "an", "any", "all", "of", "about", "information",
            "info", "detail", "data", "thing", "anything", "mention", "fact", "memory", "memorie", "user", "s", "my",
            "their", "related", "to", "on", "personal");

    static final Wishes NONE = new Wishes(List.of(), List.of());

    /** What these texts say, and the topics named outright. */
    static Wishes of(Stream<String> instructions, List<String> includes, List<String> excludes) {
        List<Set<String>> only = new ArrayList<>(topics(includes));
        List<Set<String>> exclude = new ArrayList<>(topics(excludes));
        instructions.flatMap(SENTENCE::splitAsStream).forEach(sentence -> {
            var excluding = EXCLUDE.matcher(sentence);
            var limiting = ONLY.matcher(sentence);
            if (limiting.matches()) {
                only.addAll(topics(Arrays.asList(TOPICS.split(limiting.group(1)))));
            } else if (excluding.matches()) {
                exclude.addAll(topics(Arrays.asList(TOPICS.split(excluding.group(1)))));
            }
        });
        return new Wishes(List.copyOf(only), List.copyOf(exclude));
    }

    /** Why a text is not to be kept; empty where it is. */
    Optional<String> against(String text) {
        Set<String> words = words(text);
        Optional<String> excluded = exclude.stream().filter(words::containsAll).findFirst()
                .map(topic -> "excluded by the instructions: " + String.join(" ", topic));
        if (excluded.isPresent() || only.isEmpty() || only.stream().anyMatch(words::containsAll)) {
            return excluded;
        }
        return Optional.of("none of what the instructions want stored alone");
    }

    /** The words of a text, small and without a plural's ending. */
    static Set<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT)).results().map(word -> stem(word.group()))
                .collect(Collectors.toSet());
    }

    private static String stem(String word) {
        if (word.length() > 4 && word.endsWith("ies")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        return word.length() > 3 && word.endsWith("s") && !word.endsWith("ss")
                ? word.substring(0, word.length() - 1)
                : word;
    }

    private static List<Set<String>> topics(List<String> names) {
        return names.stream().map(name -> words(name).stream().filter(word -> !EMPTY.contains(word))
                .collect(Collectors.toSet())).filter(topic -> !topic.isEmpty()).toList();
    }
}
