package dev.palimpsest.observables;

import java.util.List;
import java.util.Set;

import dev.palimpsest.observables.Limits.Limit;

/** What came of reading a text. */
public sealed interface Scan {

    /** In order of appearance; no two spans overlap. */
    List<Observable> observables();

    /** The whole text was read and everything in it is reported. */
    record Complete(List<Observable> observables) implements Scan {
        public Complete {
            observables = List.copyOf(observables);
        }
    }

    /**
     * Something was left out because a limit was met.
     *
     * @param reached the limits met, never empty
     */
    record Cut(List<Observable> observables, Set<Limit> reached) implements Scan {
        public Cut {
            observables = List.copyOf(observables);
            reached = Set.copyOf(reached);
        }
    }
}
