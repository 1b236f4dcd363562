package dev.palimpsest.index.opensearch;

import dev.palimpsest.index.Condition;
import dev.palimpsest.index.Condition.LabelTest;
import dev.palimpsest.index.Cursor;
import dev.palimpsest.index.Labels;
import dev.palimpsest.memory.Pap;
import dev.palimpsest.memory.Tlp;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Conditions as queries. Each says exactly what {@link Condition#holds} says. */
final class Conditions {

    private Conditions() {}

    static Map<String, ?> query(Condition condition) {
        return switch (condition) {
            case Condition.All all -> all.parts().isEmpty()
                    ? Map.of("match_all", Map.of())
                    : bool("filter", all.parts().stream().map(Conditions::query).toList());
            case Condition.Any any -> any.parts().isEmpty()
                    ? Map.of("match_none", Map.of())
                    : Map.of("bool", Map.of("should", any.parts().stream().map(Conditions::query).toList(),
                            "minimum_should_match", 1));
            case Condition.Not not -> bool("must_not", List.of(query(not.part())));
            case Condition.Owned owned -> terms(IndexMapping.OWNERS, owned.actors());
            case Condition.OwnedBySome some -> Map.of("prefix", Map.of(IndexMapping.OWNERS, some.type() + ":"));
            case Condition.Named named -> terms("id", named.ids());
            case Condition.InCategory in -> in.anyCase()
                    ? Map.of("bool", Map.of("should", in.names().stream().map(name -> Map.of("term",
                            Map.of("categories", Map.of("value", name, "case_insensitive", true)))).toList(),
                            "minimum_should_match", 1))
                    : terms("categories", in.names());
            case Condition.InSomeCategory _ -> Map.of("exists", Map.of("field", "categories"));
            case Condition.Timed timed -> timed(timed);
            case Condition.Marked marked -> bool("filter",
                    List.of(terms("marking", EnumSet.range(Tlp.CLEAR, marked.tlp())),
                            terms(IndexMapping.PAP, EnumSet.range(Pap.CLEAR, marked.pap()))));
            case Condition.Saying saying -> wildcard(IndexMapping.WHOLE_TEXT,
                    saying.whole() ? escaped(saying.part()) : "*" + escaped(saying.part()) + "*", saying.anyCase());
            case Condition.Labelled labelled -> labelled(labelled.name(), labelled.test());
        };
    }

    private static Map<String, ?> labelled(String name, LabelTest test) {
        return switch (test) {
            case LabelTest.Present _ -> Map.of("prefix", Map.of(IndexMapping.LABELS, Labels.beginning(name)));
            case LabelTest.Is is -> Map.of("term", Map.of(IndexMapping.LABELS, Labels.term(name, is.value())));
            case LabelTest.Between between -> Map.of("range", Map.of(IndexMapping.LABELS,
                    Map.of(between.fromIncluded() ? "gte" : "gt", Labels.lowest(name, between.from(), between.to()),
                            between.toIncluded() ? "lte" : "lt",
                            Labels.highest(name, between.from(), between.to()))));
            case LabelTest.Holds holds -> {
                String beginning = Labels.textBeginning(name);
                Map<String, ?> anywhere = wildcard(IndexMapping.LABELS,
                        escaped(beginning) + "*" + escaped(holds.part()) + "*", holds.anyCase());
                // The name itself must fit as it is written, whatever the case of the value.
                yield bool("filter", List.of(Map.of("prefix", Map.of(IndexMapping.LABELS, beginning)), anywhere));
            }
        };
    }

    private static Map<String, ?> timed(Condition.Timed timed) {
        String field = switch (timed.time()) {
            case BEGINNING -> IndexMapping.FROM_MICROS;
            case END -> IndexMapping.VALID_TO_MICROS;
            case CHANGE -> IndexMapping.CHANGED_MICROS;
        };
        Map<String, Long> range = new HashMap<>();
        SearchBodies.bound(range, "gte", timed.from());
        if (timed.to() != null) {
            range.put("lte", Cursor.micros(timed.to()));
        }
        return range.isEmpty() ? Map.of("exists", Map.of("field", field)) : Map.of("range", Map.of(field, range));
    }

    private static Map<String, ?> wildcard(String field, String pattern, boolean anyCase) {
        return Map.of("wildcard", Map.of(field, Map.of("value", pattern, "case_insensitive", anyCase)));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?");
    }

    private static Map<String, ?> terms(String field, Collection<?> values) {
        return Map.of("terms", Map.of(field, values.stream().map(Object::toString).toList()));
    }

    private static Map<String, ?> bool(String how, List<? extends Map<String, ?>> parts) {
        return Map.of("bool", Map.of(how, parts));
    }
}
