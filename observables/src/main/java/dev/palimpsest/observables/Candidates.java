package dev.palimpsest.observables;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

import dev.palimpsest.observables.Limits.Limit;

/** What the scanners propose; {@link #settled} keeps the stronger of two that overlap. */
final class Candidates {

    private final CharSequence text;
    private final FoldedText folded;
    private final Limits limits;
    private final Set<Limit> reached;
    private final List<Observable> proposed = new ArrayList<>();
    private int quotaEnd;

    Candidates(CharSequence text, FoldedText folded, Limits limits, Set<Limit> reached) {
        this.text = text;
        this.folded = folded;
        this.limits = limits;
        this.reached = reached;
    }

    /** Lets one scanner propose; each has the whole count as its quota, so that none starves another. */
    void collect(Consumer<Candidates> scanner) {
        quotaEnd = proposed.size() + limits.countMax();
        scanner.accept(this);
        if (full()) {
            reached.add(Limit.COUNT);
        }
    }

    boolean full() {
        return proposed.size() > quotaEnd;
    }

    /** Proposes the folded span from inclusive to exclusive. */
    void propose(ObservableType type, String value, int from, int to) {
        int start = folded.sourceStart(from);
        int end = folded.sourceEnd(to);
        if (end - start > limits.spanLengthMax()) {
            reached.add(Limit.SPAN_LENGTH);
        } else {
            proposed.add(new Observable(type, value, start, end, text.subSequence(start, end).toString()));
        }
    }

    /** A candidate was given up before it was measured out. */
    void tooLong() {
        reached.add(Limit.SPAN_LENGTH);
    }

    /** Without overlaps, in order of appearance; a span that touches the cut may be half an indicator and is left out. */
    List<Observable> settled(int cut) {
        TreeMap<Integer, Observable> byStart = new TreeMap<>();
        proposed.sort(Comparator.comparing(Observable::type).thenComparingInt(Observable::start));
        for (Observable each : proposed) {
            if (each.end() < cut && isFree(byStart, each)) {
                byStart.put(each.start(), each);
            }
        }
        if (byStart.size() > limits.countMax()) {
            reached.add(Limit.COUNT);
        }
        return byStart.values().stream().limit(limits.countMax()).toList();
    }

    private static boolean isFree(NavigableMap<Integer, Observable> taken, Observable wanted) {
        Map.Entry<Integer, Observable> before = taken.lowerEntry(wanted.end());
        return before == null || before.getValue().end() <= wanted.start();
    }
}
