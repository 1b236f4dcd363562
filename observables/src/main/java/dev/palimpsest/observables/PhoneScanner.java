package dev.palimpsest.observables;

import java.util.List;

/** Finds telephone numbers that show that they are: with a plus and a country, in North American groups, or labelled. */
final class PhoneScanner {

    private static final int LENGTH_MAX = 32;
    private static final int DIGITS_MAX = 15;
    private static final int DIGITS_WITH_PLUS_MIN = 8;
    private static final int DIGITS_LABELLED_MIN = 6;
    private static final int GAP_LENGTH_MAX = 4;
    private static final List<String> LABELS = List.of("tel", "phone", "phone number", "telephone", "mobile", "fax",
            "whatsapp", "cell");

    private static final List<String> NORTH_AMERICAN = List.of("(999) 999-9999", "(999)999-9999", "(999)-999-9999",
            "999-999-9999");

    private final FoldedText text;

    PhoneScanner(FoldedText text) {
        this.text = text;
    }

    void scan(Candidates out) {
        for (int at = 0; at < text.length() && !out.full(); at++) {
            char c = text.at(at);
            char before = text.at(at - 1);
            boolean starts = c == '+' || Chars.isDigit(c) || (c == '(' && Chars.isDigit(text.at(at + 1)));
            if (starts && !Chars.isWord(before) && "+.-:/@#&=%(".indexOf(before) < 0) {
                number(at, out);
            } else if (starts && (before == ':' || before == '(' || before == '=') && !Chars.isWord(c)) {
                number(at, out);
            } else if (starts && before == ':' && isLabelled(at)) {
                number(at, out);
            }
        }
    }

    private void number(int from, Candidates out) {
        boolean plus = text.at(from) == '+';
        int groups = plus ? from : northAmericanEnd(from);
        if (groups > from) {
            propose(from, groups, out);
        } else if (plus || isLabelled(from)) {
            international(from, plus, out);
        }
    }

    private void international(int from, boolean plus, Candidates out) {
        int last = from;
        int digits = 0;
        for (int end = from; end - from < LENGTH_MAX && isPart(end, from); end++) {
            if (Chars.isDigit(text.at(end))) {
                digits++;
                last = end + 1;
            }
        }
        boolean enough = plus
                ? digits >= DIGITS_WITH_PLUS_MIN && text.at(from + 1) != '0'
                : digits >= DIGITS_LABELLED_MIN;
        if (enough && digits <= DIGITS_MAX) {
            propose(from, last, out);
        }
    }

    private void propose(int from, int to, Candidates out) {
        if (!Chars.isWord(text.at(to)) && !isMore(to)) {
            String plus = text.at(from) == '+' ? "+" : "";
            out.propose(ObservableType.PHONE, plus + digits(text.text(from, to)), from, to);
        }
    }

    /** Behind {@code (555) 555-1234}, {@code 555-555-1234} or {@code 1-800-555-1234}; {@code from} if none stands here. */
    private int northAmericanEnd(int from) {
        int start = text.at(from) == '1' && text.at(from + 1) == '-' ? from + 2 : from;
        for (String shape : NORTH_AMERICAN) {
            int i = 0;
            while (i < shape.length() && (shape.charAt(i) == '9'
                    ? Chars.isDigit(text.at(start + i))
                    : text.at(start + i) == shape.charAt(i))) {
                i++;
            }
            if (i == shape.length()) {
                return start + i;
            }
        }
        return from;
    }

    private static String digits(String written) {
        StringBuilder digits = new StringBuilder(DIGITS_MAX);
        written.chars().filter(c -> Chars.isDigit((char) c)).forEach(c -> digits.append((char) c));
        return digits.toString();
    }

    private boolean isMore(int at) {
        char c = text.at(at);
        return (c == '.' || c == '-' || c == ':' || c == '/' || c == ',') && Chars.isDigit(text.at(at + 1));
    }

    /** A digit, a plus at the start, or a separator with a digit or bracket after it. */
    private boolean isPart(int at, int from) {
        char c = text.at(at);
        if (Chars.isDigit(c)) {
            return true;
        }
        char next = text.at(at + 1);
        boolean opensNext = next == '(' && Chars.isDigit(text.at(at + 2));
        return switch (c) {
            case '+' -> at == from;
            case '(' -> Chars.isDigit(next);
            case ')', ' ', '-', '.' -> Chars.isDigit(next) || opensNext || (c == ')' && (next == ' ' || next == '-'));
            default -> false;
        };
    }

    private boolean isLabelled(int from) {
        int at = from;
        while (from - at < GAP_LENGTH_MAX && ": .=#".indexOf(text.at(at - 1)) >= 0) {
            at--;
        }
        int end = at;
        return end < from && LABELS.stream().anyMatch(label -> text.isWord(label, end - label.length())
                && !Chars.isWord(text.at(end - label.length() - 1)));
    }
}
