package dev.palimpsest.processor.extract.conversation;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One way to say something. Groups of the pattern name the parts: targets, what, role, article, name, or a slot. */
record Rule(Meaning meaning, Stance stance, Pattern pattern) {

    /** The slots a person has a value in. */
    static final List<String> SLOTS = List.of("grouping", "language", "detail", "format");

    boolean has(String group) {
        return pattern.namedGroups().containsKey(group);
    }

    /** What a clause must hold before the pattern, which takes its time, is tried. */
    Optional<String> hint() {
        return Stream.concat(SLOTS.stream(), Stream.of("role")).filter(this::has).findFirst();
    }
}
