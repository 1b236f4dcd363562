package dev.palimpsest.index;

import dev.palimpsest.index.Condition.LabelTest;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Labels that callers put on memories, and how they are searched: each value of each label is one term, in which the name
 * comes first and then what sort of value it is, so that values of a sort lie in their own order beside each other.
 */
public final class Labels {

    /** What a label begins with whose value is JSON rather than text. */
    public static final String JSON = "json:";

    private static final char END = '\u001f';
    private static final char TEXT = 't';
    private static final char NUMBER = 'n';
    private static final char OTHER = 'o';

    /** Longest text that is told apart from longer ones; Lucene takes no term over 32,766 bytes. */
    static final int TERM_LENGTH_MAX = 8_000;

    private Labels() {}

    /** A value of a label: a text, a number, or anything else as JSON. */
    public sealed interface Value {
        /** A text. */
        record Text(String text) implements Value {}

        /** A number. */
        record Numeric(double number) implements Value {}

        /** True, false, null or an object. */
        record Other(String json) implements Value {}
    }

    /** The people and assistants it belongs to. */
    public static List<Subject> owners(Memory memory) {
        Stream<Subject> pointedAt = memory.content().plain().stream().flatMap(plain -> plain.entities().stream());
        return Stream.concat(Stream.of(memory.subject()), pointedAt).filter(Subject::isActor).distinct().toList();
    }

    /** Its categories; none where its content is sealed. */
    public static List<String> categories(Memory memory) {
        return memory.content().plain().map(Content.Plain::categories).orElse(List.of());
    }

    /** The labels of a memory by name, as they were given. */
    public static SortedMap<String, List<String>> of(Memory memory) {
        SortedMap<String, List<String>> labels = new java.util.TreeMap<>();
        memory.content().plain().map(Content.Plain::attributes).ifPresent(attributes -> attributes
                .forEach((name, values) -> {
                    if (name.startsWith(Content.LABEL)) {
                        labels.put(name.substring(Content.LABEL.length()), values);
                    }
                }));
        return labels;
    }

    /** All terms of a memory's labels. */
    public static List<String> terms(Memory memory) {
        List<String> terms = new ArrayList<>();
        of(memory).forEach((name, values) -> values.stream().flatMap(value -> LabelValues.read(value).stream())
                .map(value -> term(name, value)).forEach(terms::add));
        return terms.stream().distinct().toList();
    }

    /** What all terms of a label begin with. */
    public static String beginning(String name) {
        return name + END;
    }

    /** What all terms of a label's texts begin with. */
    public static String textBeginning(String name) {
        return name + END + TEXT;
    }

    /** The term of a value. */
    public static String term(String name, Value value) {
        return beginning(name) + switch (value) {
            case Value.Text text -> TEXT + cut(text.text());
            case Value.Numeric number -> NUMBER + inOrder(number.number());
            case Value.Other other -> OTHER + cut(other.json());
        };
    }

    /** The first and the last term that a value of the same sort as these bounds may have. */
    public static String lowest(String name, @Nullable Value from, @Nullable Value to) {
        return from != null ? term(name, from) : beginning(name) + sort(to);
    }

    /** See {@link #lowest}. */
    public static String highest(String name, @Nullable Value from, @Nullable Value to) {
        return to != null ? term(name, to) : beginning(name) + (char) (sort(from) + 1);
    }

    static Predicate<String> passing(Condition.Labelled labelled) {
        String name = labelled.name();
        return switch (labelled.test()) {
            case LabelTest.Present _ -> term -> term.startsWith(beginning(name));
            case LabelTest.Is is -> term(name, is.value())::equals;
            case LabelTest.Between between -> term -> {
                int low = term.compareTo(lowest(name, between.from(), between.to()));
                int high = term.compareTo(highest(name, between.from(), between.to()));
                return (low > 0 || (low == 0 && between.fromIncluded()))
                        && (high < 0 || (high == 0 && between.toIncluded()));
            };
            case LabelTest.Holds holds -> term -> textOf(name, term).filter(text -> holds.anyCase()
                    ? folded(text).contains(folded(holds.part()))
                    : text.contains(holds.part())).isPresent();
        };
    }

    /** With small letters for A to Z, which is as far as OpenSearch goes where it ignores case. */
    static String folded(String text) {
        StringBuilder folded = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                folded.setCharAt(i, (char) (c + 32));
            }
        }
        return folded.toString();
    }

    private static Optional<String> textOf(String name, String term) {
        String beginning = textBeginning(name);
        return term.startsWith(beginning) ? Optional.of(term.substring(beginning.length())) : Optional.empty();
    }

    private static char sort(@Nullable Value value) {
        return switch (value) {
            case null -> TEXT;
            case Value.Text _ -> TEXT;
            case Value.Numeric _ -> NUMBER;
            case Value.Other _ -> OTHER;
        };
    }

    /** Sixteen digits that sort as the numbers do. */
    private static String inOrder(double number) {
        long bits = Double.doubleToLongBits(number == 0 ? 0.0 : number);
        return String.format(Locale.ROOT, "%016x", bits ^ (bits >> 63 | Long.MIN_VALUE));
    }

    private static String cut(String text) {
        return text.length() <= TERM_LENGTH_MAX ? text : text.substring(0, TERM_LENGTH_MAX);
    }
}
