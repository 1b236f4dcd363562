package dev.palimpsest.query.recall;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.index.Condition;
import dev.palimpsest.index.Condition.LabelTest;
import dev.palimpsest.index.Condition.Labelled;
import dev.palimpsest.index.Labels;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tests of a value: which operators there are, and what each means for a field that offers it. */
final class ValueTests {

    private static final String OPERATORS = "eq, ne, in, nin, gt, gte, lt, lte, contains, icontains";

    private ValueTests() {}

    /** What a field can be asked. What it does not offer is refused. */
    interface Field {

        Condition present();

        Condition is(JsonNode value);

        /** Null where the field has no such test. */
        default @Nullable Condition holds(JsonNode part, boolean anyCase) {
            return null;
        }

        /** Null where the field has no order. */
        default @Nullable Condition ordered(String operator, JsonNode bound) {
            return null;
        }
    }

    /** The whole text or a part of it. */
    static final Field TEXT = new Field() {
        @Override
        public Condition present() {
            return Condition.always();
        }

        @Override
        public Condition is(JsonNode value) {
            return new Condition.Saying(text("text", value), false, true);
        }

        @Override
        public Condition holds(JsonNode part, boolean anyCase) {
            return new Condition.Saying(text("text", part), anyCase, false);
        }
    };

    /** A part of the text; a bare word means in any case. */
    static final Field KEYWORDS = new Field() {
        @Override
        public Condition present() {
            return Condition.always();
        }

        @Override
        public Condition is(JsonNode value) {
            return new Condition.Saying(text("keywords", value), true, false);
        }

        @Override
        public Condition holds(JsonNode part, boolean anyCase) {
            return new Condition.Saying(text("keywords", part), anyCase, false);
        }
    };

    /** Whole names of categories. */
    static final Field CATEGORIES = new Field() {
        @Override
        public Condition present() {
            return new Condition.InSomeCategory();
        }

        @Override
        public Condition is(JsonNode value) {
            return new Condition.InCategory(Set.of(text("categories", value)), false);
        }

        @Override
        public Condition holds(JsonNode part, boolean anyCase) {
            return new Condition.InCategory(Set.of(text("categories", part)), true);
        }
    };

    /** A label of a caller's. */
    static Field label(String name) {
        return new Field() {
            @Override
            public Condition present() {
                return new Labelled(name, new LabelTest.Present());
            }

            @Override
            public Condition is(JsonNode value) {
                return value.isNull()
                        ? new Condition.Not(present())
                        : new Labelled(name, new LabelTest.Is(Where.comparable(value)));
            }

            @Override
            public Condition holds(JsonNode part, boolean anyCase) {
                return part.isTextual()
                        ? new Labelled(name, new LabelTest.Holds(part.textValue(), anyCase))
                        : is(part);
            }

            @Override
            public Condition ordered(String operator, JsonNode bound) {
                if (!bound.isTextual() && !bound.isNumber()) {
                    throw Where.refused(
                            "metadata." + Where.named(name) + " " + operator + " takes a text or a number; got: "
                                    + Where.shown(bound));
                }
                Labels.Value value = Where.comparable(bound);
                return new Labelled(name, operator.startsWith("g")
                        ? new LabelTest.Between(value, operator.equals("gte"), null, false)
                        : new LabelTest.Between(null, true, value, operator.equals("lte")));
            }
        };
    }

    /** The condition of a test on a field. */
    static Condition of(String name, JsonNode test, Field field) {
        if (isAnything(test)) {
            return field.present();
        }
        if (test.isArray()) {
            return among(name, test, field);
        }
        if (!test.isObject()) {
            return field.is(test);
        }
        if (test.isEmpty()) {
            throw Where.refused(name + " has an empty test; there is " + OPERATORS + " and \"*\"");
        }
        return Condition.all(test.properties().stream()
                .map(part -> operator(name, part.getKey(), part.getValue(), field)).toList());
    }

    private static Condition operator(String name, String operator, JsonNode value, Field field) {
        Condition condition = switch (operator) {
            case "eq" -> isAnything(value) ? field.present() : field.is(value);
            case "ne" -> new Condition.Not(isAnything(value) ? field.present() : field.is(value));
            case "in" -> among(name, value, field);
            case "nin" -> new Condition.Not(among(name, value, field));
            case "contains" -> field.holds(value, false);
            case "icontains" -> field.holds(value, true);
            case "gt", "gte", "lt", "lte" -> field.ordered(operator, value);
            default ->
                throw Where.refused("there is no operator " + Where.named(operator) + " for " + name + "; there is "
                        + OPERATORS + " and \"*\"");
        };
        if (condition == null) {
            throw Where.refused(name + " cannot be tested by " + operator);
        }
        return condition;
    }

    private static Condition among(String name, JsonNode list, Field field) {
        if (!list.isArray()) {
            throw Where.refused(name + " in takes a list; got: " + Where.shown(list));
        }
        if (list.size() > Condition.TESTS_MAX) {
            throw Where.refused(name + " in takes at most " + Condition.TESTS_MAX + " values");
        }
        List<Condition> any = Where.elements(list).map(field::is).toList();
        return new Condition.Any(any);
    }

    private static boolean isAnything(JsonNode value) {
        return value.isTextual() && value.textValue().equals("*");
    }

    private static String text(String name, JsonNode value) {
        if (!value.isTextual()) {
            throw Where.refused(name + " is compared with a text; got: " + Where.shown(value));
        }
        return value.textValue();
    }
}
