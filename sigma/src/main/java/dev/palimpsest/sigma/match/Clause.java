package dev.palimpsest.sigma.match;

import java.util.List;
import java.util.function.UnaryOperator;

/** What is asked of an event. */
public sealed interface Clause {

    /** Whether it holds. */
    boolean holds(Facts facts);

    /** The same with fields by other names. */
    Clause renamed(UnaryOperator<List<String>> names);

    /** Each of its parts. */
    record All(List<Clause> parts) implements Clause {
        public All {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean holds(Facts facts) {
            for (Clause part : parts) {
                if (!part.holds(facts)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public Clause renamed(UnaryOperator<List<String>> names) {
            return new All(parts.stream().map(part -> part.renamed(names)).toList());
        }
    }

    /** At least one of its parts. */
    record Any(List<Clause> parts) implements Clause {
        public Any {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean holds(Facts facts) {
            for (Clause part : parts) {
                if (part.holds(facts)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public Clause renamed(UnaryOperator<List<String>> names) {
            return new Any(parts.stream().map(part -> part.renamed(names)).toList());
        }
    }

    /** That its part does not hold. */
    record Not(Clause part) implements Clause {
        @Override
        public boolean holds(Facts facts) {
            return !part.holds(facts);
        }

        @Override
        public Clause renamed(UnaryOperator<List<String>> names) {
            return new Not(part.renamed(names));
        }
    }

    /** That some value of a field passes. The field is the first of its names that the event has. */
    record Field(List<String> names, ValueTest test) implements Clause {
        public Field {
            names = List.copyOf(names);
        }

        @Override
        public boolean holds(Facts facts) {
            for (Value value : facts.of(names)) {
                if (test.passes(value)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public Clause renamed(UnaryOperator<List<String>> others) {
            return new Field(others.apply(names), test);
        }
    }

    /** That a field has no value, or only an empty one. */
    record Absent(List<String> names) implements Clause {
        public Absent {
            names = List.copyOf(names);
        }

        @Override
        public boolean holds(Facts facts) {
            return facts.of(names).stream().allMatch(value -> value.text().isEmpty());
        }

        @Override
        public Clause renamed(UnaryOperator<List<String>> others) {
            return new Absent(others.apply(names));
        }
    }

    /** That two fields share a value, or one holds the other's at a place. */
    record SameAs(List<String> names, List<String> others, Place place) implements Clause {
        public SameAs {
            names = List.copyOf(names);
            others = List.copyOf(others);
        }

        @Override
        public boolean holds(Facts facts) {
            for (Value value : facts.of(names)) {
                for (Value other : facts.of(others)) {
                    if (place.fits(value.folded(), other.folded())) {
                        return true;
                    }
                }
            }
            return false;
        }

        @Override
        public Clause renamed(UnaryOperator<List<String>> others) {
            return new SameAs(others.apply(names), others.apply(this.others), place);
        }
    }

    /** That some value of any field passes. */
    record Anywhere(ValueTest test) implements Clause {
        @Override
        public boolean holds(Facts facts) {
            for (Value value : facts.everything()) {
                if (test.passes(value)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public Clause renamed(UnaryOperator<List<String>> names) {
            return this;
        }
    }
}
