package dev.palimpsest.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.query.audit.DeadLetterReading.Letter;
import dev.palimpsest.schemas.avro.DeadLetter;
import dev.palimpsest.schemas.avro.LetterResolution;
import dev.palimpsest.schemas.letter.LetterId;
import dev.palimpsest.schemas.letter.LetterState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatestLettersTest {

    private static final Instant BEGIN = Instant.parse("2026-11-23T05:00:00Z");

    private static DeadLetter letter(int second) {
        return new DeadLetter("palimpsest.raw.acme.fw", 0, (long) second, "ingest", "poison", "acme", null, null,
                BEGIN.plusSeconds(second), "fw", null, null);
    }

    private static DeadLetter resolution(long letter, LetterState state, String by) {
        return new DeadLetter("palimpsest.dead-letter.v1", 0, letter, "resolution", state.word(), "acme", null, null,
                BEGIN.plusSeconds(3600), null, null,
                new LetterResolution("0@" + letter, state.word(), by, "", List.of(), null));
    }

    private static List<Letter> read(LatestLetters latest) {
        for (int offset = 0; offset < 5; offset++) {
            latest.take(new LetterId(0, offset), letter(offset));
        }
        latest.take(new LetterId(0, 5), resolution(3, LetterState.DISCARDED, "ann"));
        latest.take(new LetterId(0, 6), resolution(3, LetterState.REDRIVEN, "bob"));
        latest.take(new LetterId(0, 7), resolution(99, LetterState.REDRIVEN, "bob"));
        return latest.inOrder();
    }

    @Test
    void shouldTellWhatBecameOfEachByTheFirstWhoDecided() {
        List<Letter> letters = read(new LatestLetters(null, 3));

        assertThat(letters).extracting(letter -> letter.id().offset()).containsExactly(4L, 3L, 2L);
        assertThat(letters.get(1).state()).isEqualTo(LetterState.DISCARDED);
        assertThat(letters.get(1).resolution()).extracting(LetterResolution::getBy).isEqualTo("ann");
    }

    @Test
    void shouldFillTheListWithOlderOnesWhereLaterOnesDoNotStandSo() {
        assertThat(read(new LatestLetters(LetterState.OPEN, 2))).extracting(letter -> letter.id().offset())
                .containsExactly(4L, 2L);
        assertThat(read(new LatestLetters(LetterState.DISCARDED, 2))).extracting(letter -> letter.id().offset())
                .containsExactly(3L);
        assertThat(read(new LatestLetters(LetterState.REDRIVEN, 2))).isEmpty();
    }
}
