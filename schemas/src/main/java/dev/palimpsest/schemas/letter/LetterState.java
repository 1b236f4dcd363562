package dev.palimpsest.schemas.letter;

import dev.palimpsest.schemas.avro.LetterResolution;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a dead letter stands. */
public enum LetterState {
    /** Nobody has decided. */
    OPEN("open"),
    /** What it held is observed. */
    REDRIVEN("redriven"),
    /** It was tried again and became another letter, which names this one. */
    FAILED_AGAIN("failed-again"),
    /** Somebody said that it does not matter, and why. */
    DISCARDED("discarded");

    private final String word;

    LetterState(String word) {
        this.word = word;
    }

    /** As contracts and people write it. */
    public String word() {
        return word;
    }

    /** The state after this resolution; open without one. */
    public static LetterState after(@Nullable LetterResolution resolution) {
        return resolution == null ? OPEN : parse(resolution.getOutcome());
    }

    /**
     * The state of that word.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static LetterState parse(String word) {
        return Arrays.stream(values()).filter(state -> state.word.equals(word)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a letter's state is one of "
                        + Arrays.stream(values()).map(LetterState::word).collect(Collectors.joining(", ")) + "; got: "
                        + word));
    }
}
