package dev.palimpsest.ingest.redrive;

import dev.palimpsest.schemas.avro.DeadLetter;
import dev.palimpsest.schemas.avro.LetterResolution;
import dev.palimpsest.schemas.letter.LetterId;
import dev.palimpsest.schemas.letter.LetterState;
import org.jspecify.annotations.Nullable;

/**
 * A letter and what became of it.
 *
 * @param resolution the first in the topic; null while the letter is open
 * @param next       the letter of the input that failed in its place; null where there is none
 */
public record Filed(LetterId id, DeadLetter letter, @Nullable LetterResolution resolution, @Nullable LetterId next) {

    /** Where it stands. */
    public LetterState state() {
        return LetterState.after(resolution);
    }
}
