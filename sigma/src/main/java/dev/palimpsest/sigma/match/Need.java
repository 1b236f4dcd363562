package dev.palimpsest.sigma.match;

import java.util.ArrayList;
import java.util.List;

/**
 * A text that a field must have for a clause to hold. A clause has a list of them, one of which is met whenever it holds.
 *
 * @param text folded
 */
record Need(String field, Kind kind, String text) {

    /** How the text must stand there. */
    enum Kind {
        /** It is the value. */
        VALUE,
        /** It is what stands behind the last slash or backslash. */
        LAST_STEP,
        /** It is somewhere in the value; at least {@link FieldIndex#GRAM} long. */
        PART
    }

    /** More than these are no help. */
    private static final int MOST = 256;

    /** The needs of a clause that rule out most; empty where there are none. */
    static List<Need> of(Clause clause) {
        return switch (clause) {
            case Clause.All all -> all.parts().stream().map(Need::of).filter(needs -> !needs.isEmpty())
                    .reduce((one, other) -> worth(other) > worth(one) ? other : one).orElse(List.of());
            case Clause.Any any -> union(any.parts().stream().map(Need::of).toList());
            case Clause.Field field -> switch (field.test()) {
                case TextPattern pattern -> of(field.names(), pattern);
                case ValueTest.OneOf several -> union(several.patterns().stream()
                        .map(pattern -> of(field.names(), pattern)).toList());
                case ValueTest.Expression _,CidrBlock _,ValueTest.Compared _ -> List.of();
            };
            case Clause.Not _,Clause.Absent _,Clause.SameAs _,Clause.Anywhere _ -> List.of();
        };
    }

    private static List<Need> of(List<String> names, TextPattern pattern) {
        String literal = pattern.literal();
        if (pattern.place() == Place.WHOLE && !literal.isEmpty()) {
            return names.stream().map(name -> new Need(name, Kind.VALUE, literal)).toList();
        }
        String step = lastStep(literal);
        if (pattern.place() == Place.END && step.length() < literal.length() && !step.isEmpty()) {
            return names.stream().map(name -> new Need(name, Kind.LAST_STEP, step)).toList();
        }
        String piece = pattern.longestPiece();
        return piece.length() < FieldIndex.GRAM
                ? List.of()
                : names.stream().map(name -> new Need(name, Kind.PART, piece)).toList();
    }

    private static List<Need> union(List<List<Need>> all) {
        List<Need> union = new ArrayList<>();
        for (List<Need> needs : all) {
            if (needs.isEmpty() || union.size() > MOST) {
                return List.of();
            }
            union.addAll(needs);
        }
        return union.stream().distinct().toList();
    }

    /** Whole values rule out more than parts, long parts more than short ones, few more than many. */
    private static double worth(List<Need> needs) {
        int weakest = needs.stream().mapToInt(need -> need.kind() == Kind.PART ? need.text().length() : 40).min()
                .orElse(0);
        return weakest - needs.size() / 8.0;
    }

    static String lastStep(String text) {
        return text.substring(Math.max(text.lastIndexOf('\\'), text.lastIndexOf('/')) + 1);
    }
}
