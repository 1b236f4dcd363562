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
 */
public record Filed(LetterId id, DeadLetter letter, @Nullable LetterResolution resolution) {

    /** Where it stands. */
    public LetterState state() {
        return LetterState.after(resolution);
    }
}
