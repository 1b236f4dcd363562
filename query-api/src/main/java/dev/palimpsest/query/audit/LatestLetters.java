package dev.palimpsest.query.audit;

import dev.palimpsest.query.audit.DeadLetterReading.Letter;
import dev.palimpsest.schemas.avro.DeadLetter;
import dev.palimpsest.schemas.avro.LetterResolution;
import dev.palimpsest.schemas.letter.LetterId;
import dev.palimpsest.schemas.letter.LetterState;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The latest letters that stand in a certain way, as a topic is read. A resolution follows its letter in the letter's partition, so a
 * letter may have to give way only once it is known how it stands: more are held than asked for, within a bound. For one thread.
 */
final class LatestLetters {

    /** Letters that are held until it is known what became of them. */
    static final int HELD_MAX = 20_000;

    private static final Comparator<Letter> OLDEST_FIRST = Comparator
            .comparing((Letter letter) -> letter.content().getAt()).thenComparingInt(letter -> letter.id().partition())
            .thenComparingLong(letter -> letter.id().offset());

    private final @Nullable LetterState state;
    private final int max;
    private final Map<LetterId, Letter> byId = new HashMap<>();
    private final TreeSet<Letter> held = new TreeSet<>(OLDEST_FIRST);

    /** @param state null for all */
    LatestLetters(@Nullable LetterState state, int max) {
        this.state = state;
        this.max = max;
    }

    void take(LetterId id, DeadLetter record) {
        LetterResolution resolution = record.getResolution();
        if (resolution == null) {
            hold(new Letter(id, record, null, null));
        } else {
            resolve(LetterId.parse(resolution.getLetter()), resolution, record.getAt());
        }
    }

    private void hold(Letter letter) {
        byId.put(letter.id(), letter);
        held.add(letter);
        if (held.size() > (state == null ? max : HELD_MAX)) {
            drop(held.first());
        }
    }

    /** The first resolution counts. */
    private void resolve(LetterId id, LetterResolution resolution, Instant at) {
        Letter letter = byId.get(id);
        if (letter == null || letter.resolution() != null) {
            return;
        }
        drop(letter);
        if (state == null || state == LetterState.after(resolution)) {
            hold(new Letter(id, letter.content(), resolution, at));
        }
    }

    private void drop(Letter letter) {
        held.remove(letter);
        byId.remove(letter.id());
    }

    /** Latest first. */
    List<Letter> inOrder() {
        return held.descendingSet().stream().filter(letter -> state == null || letter.state() == state).limit(max)
                .toList();
    }
}
