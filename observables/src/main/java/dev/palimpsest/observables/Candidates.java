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

import org.jspecify.annotations.Nullable;

/** What the scanners propose; {@link #settled} keeps the stronger of two that overlap. */
final class Candidates {

    private final CharSequence text;
    private final Limits limits;
    private final Options options;
    private final Set<Limit> reached;
    private final List<Proposal> proposed = new ArrayList<>();
    private @Nullable FoldedText read;
    private int quotaEnd;

    Candidates(CharSequence text, Limits limits, Options options, Set<Limit> reached) {
        this.text = text;
        this.limits = limits;
        this.options = options;
        this.reached = reached;
    }

    /** Lets one scanner of a folded text propose; each has the whole count as its quota, so that none starves another. */
    void collect(FoldedText scanned, Consumer<Candidates> scanner) {
        read = scanned;
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
        if (read == null || !options.wants(type)) {
            return;
        }
        int start = read.sourceStart(from);
        int end = read.sourceEnd(to);
        if (end - start > limits.lengthMax(type)) {
            reached.add(Limit.SPAN_LENGTH);
        } else {
            proposed.add(new Proposal(type, value, start, end));
        }
    }

    /** A candidate was given up before it was measured out. */
    void tooLong() {
        reached.add(Limit.SPAN_LENGTH);
    }

    /** Without overlaps, in order of appearance; a span that touches the cut may be half an indicator and is left out. */
    List<Observable> settled(int cut) {
        TreeMap<Integer, Proposal> byStart = new TreeMap<>();
        proposed.sort(Comparator.comparing(Proposal::type).thenComparingInt(Proposal::start));
        for (Proposal each : proposed) {
            if (each.end < cut && isFree(byStart, each)) {
                byStart.put(each.start, each);
            }
        }
        if (byStart.size() > limits.countMax()) {
            reached.add(Limit.COUNT);
        }
        return located(byStart.values().stream().limit(limits.countMax()).toList());
    }

    private static boolean isFree(NavigableMap<Integer, Proposal> taken, Proposal wanted) {
        Map.Entry<Integer, Proposal> before = taken.lowerEntry(wanted.end);
        return before == null || before.getValue().end <= wanted.start;
    }

    /** Counts code points from one span to the next, so that the text is walked once. */
    private List<Observable> located(List<Proposal> kept) {
        List<Observable> observables = new ArrayList<>(kept.size());
        Derivation derivation = new Derivation(limits, options, reached);
        int at = 0;
        int codePoints = 0;
        for (Proposal each : kept) {
            codePoints += Character.codePointCount(text, at, each.start);
            String raw = text.subSequence(each.start, each.end).toString();
            int codePointEnd = codePoints + raw.codePointCount(0, raw.length());
            Span span = new Span(each.start, each.end, codePoints, codePointEnd, raw);
            observables.add(new Observable(each.type, each.value, span,
                    derivation.of(each.type, each.value, span)));
            at = each.end;
            codePoints = codePointEnd;
        }
        return List.copyOf(observables);
    }

    private record Proposal(ObservableType type, String value, int start, int end) {}
}
