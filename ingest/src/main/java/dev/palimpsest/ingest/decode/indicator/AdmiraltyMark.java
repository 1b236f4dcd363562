package dev.palimpsest.ingest.decode.indicator;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads grades of the Admiralty system: how reliable a source is, and how credible a fact, apart from each other. */
public final class AdmiraltyMark {

    private static final String RELIABILITY_TAG = "admiralty-scale:source-reliability=";
    private static final String CREDIBILITY_TAG = "admiralty-scale:information-credibility=";

    private AdmiraltyMark() {}

    /** A source's grade {@code A} to {@code F}, from the letter, from {@code A - Completely reliable} or from MISP's tag. */
    public static Optional<String> reliability(@Nullable String text) {
        return grade(text, RELIABILITY_TAG, 'A', 'F');
    }

    /** A fact's grade {@code 1} to {@code 6}, from the digit, from {@code 2 - Probably true} or from MISP's tag. */
    public static Optional<String> credibility(@Nullable String text) {
        return grade(text, CREDIBILITY_TAG, '1', '6');
    }

    private static Optional<String> grade(@Nullable String text, String tag, char best, char worst) {
        if (text == null) {
            return Optional.empty();
        }
        String plain = text.strip().toLowerCase(Locale.ROOT);
        String value = (plain.startsWith(tag) ? plain.substring(tag.length()) : plain).replace("\"", "")
                .toUpperCase(Locale.ROOT);
        boolean graded = !value.isEmpty() && value.charAt(0) >= best && value.charAt(0) <= worst
                && (value.length() == 1 || !Character.isLetterOrDigit(value.charAt(1)));
        return graded ? Optional.of(value.substring(0, 1)) : Optional.empty();
    }
}
