package dev.palimpsest.trust.secret;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One text while its secrets are looked for. It remembers how far each kind of stretch was read, so that no keyword
 * reads again what another has read, and counts its steps, so that this can be shown. For one thread.
 */
final class Reading {
    private final String text;
    private final Map<Stretch, int[]> read = new HashMap<>();
    private final Map<Integer, CommandWord> words = new HashMap<>();
    private int dullFrom;
    private int dullTo;
    private long steps;

    /**
     * A word of a command line.
     *
     * @param value null where none begins
     * @param after where the next one begins
     */
    record CommandWord(@Nullable Value value, int after) {}

    Reading(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** Characters looked at so far, some more than once. */
    long steps() {
        return steps;
    }

    /** Counts characters that were looked at. */
    void step(int characters) {
        steps += characters;
    }

    /** Where the stretch that begins at {@code from} ends; at most {@code max} characters further. */
    int end(Stretch stretch, int from, int max) {
        int limit = Math.min(text.length(), from + max);
        int[] known = read.computeIfAbsent(stretch, _ -> new int[2]);
        int at = from;
        steps++;
        while (at < limit) {
            if (at >= known[0] && at < known[1]) {
                at = known[1];
            } else if (stretch.goesOn(text, at)) {
                at++;
                steps++;
            } else {
                break;
            }
        }
        if (at >= known[1]) {
            known[0] = from >= known[0] && from <= known[1] ? known[0] : from;
            known[1] = at;
        }
        return Math.min(at, limit);
    }

    /** The word of a command line at this place, read once. */
    CommandWord word(int at) {
        CommandWord known = words.get(at);
        if (known == null) {
            Value value = Value.word(this, at);
            known = new CommandWord(value, value == null ? at : Value.skipBlanks(this, value.next()));
            words.put(at, known);
        }
        steps++;
        return known;
    }

    /** Whether a stretch holds a pseudonym or a part of one. */
    boolean holdsPseudonym(int start, int end) {
        return end(Stop.PSEUDONYM, start, end - start) < end;
    }

    /** Long enough, of many different signs, with digits and letters, and no blank. */
    boolean looksRandom(Value value) {
        boolean cut = value.length() >= Value.LENGTH_MAX;
        if (value.start() >= dullFrom && value.start() < dullTo && (cut || value.end() <= dullTo)) {
            return false; // a part of what had too few signs has no more of them
        }
        boolean random = Variety.isRandom(this, value);
        if (!random && !value.isClosed()) {
            dullFrom = value.start();
            dullTo = value.end();
        }
        return random;
    }
}
