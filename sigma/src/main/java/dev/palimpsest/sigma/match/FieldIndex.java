package dev.palimpsest.sigma.match;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What clauses need of one field, found from its value. */
final class FieldIndex {

    /** Texts inside a value are found by this many of their characters. */
    static final int GRAM = 3;

    private static final int MARKS = 1 << 16;

    private final Map<String, BitSet> values = new HashMap<>();
    private final Map<String, BitSet> lastSteps = new HashMap<>();
    private final Map<Long, BitSet> grams = new HashMap<>();
    /** Which grams may be known at all: nearly every one of a value is not. */
    private final BitSet marks = new BitSet(MARKS);

    void add(Need need, int clause, GramCounts counts) {
        switch (need.kind()) {
            case VALUE -> values.computeIfAbsent(need.text(), text -> new BitSet()).set(clause);
            case LAST_STEP -> lastSteps.computeIfAbsent(need.text(), text -> new BitSet()).set(clause);
            case PART -> {
                long gram = gram(counts.rarest(need.text()), 0);
                marks.set(mark(gram));
                grams.computeIfAbsent(gram, key -> new BitSet()).set(clause);
            }
        }
    }

    /** Adds the clauses that may hold for a value. */
    void collect(String value, BitSet clauses) {
        or(values.get(value), clauses);
        if (!lastSteps.isEmpty()) {
            or(lastSteps.get(Need.lastStep(value)), clauses);
        }
        if (!grams.isEmpty()) {
            for (int i = 0; i + GRAM <= value.length(); i++) {
                long gram = gram(value, i);
                if (marks.get(mark(gram))) {
                    or(grams.get(gram), clauses);
                }
            }
        }
    }

    private static void or(@Nullable BitSet found, BitSet clauses) {
        if (found != null) {
            clauses.or(found);
        }
    }

    private static long gram(String text, int at) {
        return (long) text.charAt(at) << 32 | (long) text.charAt(at + 1) << 16 | text.charAt(at + 2);
    }

    private static int mark(long gram) {
        long mixed = gram * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 48);
    }
}
