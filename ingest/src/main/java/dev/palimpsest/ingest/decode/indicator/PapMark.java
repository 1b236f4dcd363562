package dev.palimpsest.ingest.decode.indicator;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads marks of the Permissible Actions Protocol. */
public final class PapMark {

    /** From the most open to the most restricted. */
    private static final List<String> MARKS = List.of("clear", "green", "amber", "red");

    private PapMark() {}

    /** The mark a text names: {@code PAP:AMBER}, {@code pap:white}. */
    public static Optional<String> parse(@Nullable String text) {
        String mark = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
        String name = mark.startsWith("pap:") ? mark.substring(4).strip() : "";
        return Optional.of(name.equals("white") ? "clear" : name).filter(MARKS::contains);
    }

    /** The stricter of both. */
    public static Optional<String> strictest(Optional<String> one, Optional<String> other) {
        return one.isEmpty() || other.filter(mark -> MARKS.indexOf(mark) > MARKS.indexOf(one.get())).isPresent()
                ? other
                : one;
    }
}
