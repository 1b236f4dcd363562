package dev.palimpsest.sigma.match;

import com.google.re2j.Pattern;
import java.util.List;

/** What is asked of one value. */
public sealed interface ValueTest permits
        TextPattern,
        ValueTest.Expression,
        CidrBlock,
        ValueTest.Compared,
        ValueTest.OneOf {

    boolean passes(Value value);

    /** A regular expression, found anywhere in the value, in time linear in it. */
    record Expression(Pattern pattern) implements ValueTest {
        @Override
        public boolean passes(Value value) {
            return pattern.matcher(value.text()).find();
        }
    }

    /** Any of several. */
    record OneOf(List<TextPattern> patterns) implements ValueTest {
        public OneOf {
            patterns = List.copyOf(patterns);
        }

        @Override
        public boolean passes(Value value) {
            for (TextPattern pattern : patterns) {
                if (pattern.passes(value)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** How a number is compared. */
    enum Order {
        LT, LTE, GT, GTE
    }

    /** A number on one side of another; anything else passes never. */
    record Compared(Order order, double bound) implements ValueTest {

        private static final int DIGITS_MAX = 24;

        @Override
        public boolean passes(Value value) {
            double number = number(value.text());
            return switch (order) {
                case LT -> number < bound;
                case LTE -> number <= bound;
                case GT -> number > bound;
                case GTE -> number >= bound;
            };
        }

        /** The decimal number a text is; NaN for any other text. */
        public static double number(String text) {
            String digits = text.strip();
            boolean plain = !digits.isEmpty() && digits.length() <= DIGITS_MAX
                    && digits.matches("[-+]?[0-9]+(?:\\.[0-9]+)?");
            return plain ? Double.parseDouble(digits) : Double.NaN;
        }
    }
}
