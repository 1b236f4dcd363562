package dev.palimpsest.index.inmemory;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Subject;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How well a memory matches a text, by whole identifiers and by words. A small stand-in for a search engine's. */
final class WordMatch {

    private static final double SUBJECT_WEIGHT = 200;
    private static final double NAME_WEIGHT = 100;
    private static final Pattern BETWEEN_IDENTIFIERS = Pattern
            .compile("[\\s\\p{IsHan}\\u3000-\\u303F\\uFF00-\\uFF20\"'`<>()\\[\\]{},;|=]+");
    private static final Pattern OUTER_PUNCTUATION = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}$]+$");
    private static final Pattern WORD = Pattern.compile("\\p{IsHan}|[\\p{L}\\p{N}&&[^\\p{IsHan}]]+");

    private final Set<String> identifiers;
    private final Set<String> words;

    private WordMatch(Set<String> identifiers, Set<String> words) {
        this.identifiers = identifiers;
        this.words = words;
    }

    static WordMatch of(String text) {
        return new WordMatch(identifiers(text), words(text));
    }

    /** 0 where nothing matches. */
    double score(Memory memory) {
        List<Subject> entities = memory.content().plain().map(plain -> plain.entities()).orElse(List.of());
        String text = memory.content().plain()
                .map(plain -> Stream.concat(Stream.of(plain.text()),
                        plain.attributes().values().stream().flatMap(Collection::stream))
                        .collect(Collectors.joining("\n")))
                .orElse("");
        Set<String> found = words(text + "\n" + memory.subject() + "\n" + entities);
        found.retainAll(words);
        return (names(memory.subject()) ? SUBJECT_WEIGHT : 0)
                + NAME_WEIGHT * entities.stream().filter(this::names).count() + found.size();
    }

    /** The share of the text's words that are found, 1 where the memory is about a thing it names. */
    double share(Memory memory) {
        double score = score(memory);
        return score >= NAME_WEIGHT ? 1 : Math.min(1, score / Math.max(1, words.size()));
    }

    private boolean names(Subject subject) {
        String name = subject.name().toLowerCase(Locale.ROOT);
        return identifiers.contains(name) || identifiers.contains(subject.type() + ":" + name);
    }

    private static Set<String> identifiers(String text) {
        return BETWEEN_IDENTIFIERS.splitAsStream(text.toLowerCase(Locale.ROOT))
                .map(token -> OUTER_PUNCTUATION.matcher(token).replaceAll("")).filter(token -> !token.isEmpty())
                .collect(Collectors.toSet());
    }

    private static Set<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT)).results().map(match -> match.group())
                .collect(Collectors.toCollection(HashSet::new));
    }
}
