package dev.palimpsest.sigma.match;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Many clauses, of which an event is asked few: those that need a text it does not have are never looked at. Immutable;
 * safe from any thread.
 */
public final class ClauseIndex<T> {

    private record Asked<T>(T owner, Clause clause) {}

    private final List<Asked<T>> asked = new ArrayList<>();
    /** Clauses that need no particular text. */
    private final BitSet always = new BitSet();
    private final Map<String, FieldIndex> fields = new HashMap<>();

    /** @param clause what is asked for an owner */
    public ClauseIndex(List<T> owners, Function<T, Clause> clause) {
        owners.forEach(owner -> asked.add(new Asked<>(owner, clause.apply(owner))));
        List<List<Need>> needs = asked.stream().map(each -> Need.of(each.clause())).toList();
        GramCounts counts = new GramCounts(needs);
        for (int i = 0; i < needs.size(); i++) {
            if (needs.get(i).isEmpty()) {
                always.set(i);
            }
            for (Need need : needs.get(i)) {
                fields.computeIfAbsent(need.field(), name -> new FieldIndex()).add(need, i, counts);
            }
        }
    }

    /** The owners of the clauses that hold, in the order given. */
    public List<T> holding(Facts facts) {
        BitSet candidates = candidates(facts);
        List<T> holding = new ArrayList<>();
        for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
            if (asked.get(i).clause().holds(facts)) {
                holding.add(asked.get(i).owner());
            }
        }
        return holding;
    }

    private BitSet candidates(Facts facts) {
        BitSet candidates = (BitSet) always.clone();
        for (Map.Entry<String, FieldIndex> field : fields.entrySet()) {
            for (Value value : facts.of(field.getKey())) {
                field.getValue().collect(value.folded(), candidates);
            }
        }
        return candidates;
    }

    /** How many clauses are looked at for an event. */
    int asked(Facts facts) {
        return candidates(facts).cardinality();
    }
}
