package dev.palimpsest.observables;

import java.util.List;

/** Reads CVE ids, autonomous system numbers and TLP marks. */
final class Identifiers {

    private static final int CVE_YEAR_MIN = 1999;
    private static final int CVE_YEAR_MAX = 2099;
    private static final int CVE_DIGITS_MIN = 4;
    private static final int CVE_DIGITS_MAX = 7;
    private static final long ASN_MAX = 4_294_967_295L;
    private static final int ASN_DIGITS_MAX = 10;
    private static final List<String> TLP_COLOURS = List.of("red", "amber+strict", "amber", "green", "white", "clear");

    private final FoldedText text;

    Identifiers(FoldedText text) {
        this.text = text;
    }

    /** {@code CVE-2021-44228}, with any dash, a space, a colon or an underscore after the first word. */
    void cve(int from, int to, Candidates out) {
        int year = text.isWord("cve", from) && (to == from + 3 || text.at(from + 3) == '_') ? from + 4 : -1;
        if (year < 0 || !(isDash(text.at(from + 3)) || " :_".indexOf(text.at(from + 3)) >= 0)) {
            return;
        }
        year += text.at(from + 3) == ':' && text.at(year) == ' ' ? 1 : 0;
        int yearEnd = digitsEnd(year, 5);
        int number = isDash(text.at(yearEnd)) || text.at(yearEnd) == '_' ? yearEnd + 1 : -1;
        int end = number < 0 ? -1 : digitsEnd(number, CVE_DIGITS_MAX + 1);
        if (yearEnd != year + 4 || number < 0 || end - number < CVE_DIGITS_MIN || end - number > CVE_DIGITS_MAX
                || Chars.isWord(text.at(end))) {
            return;
        }
        int named = Integer.parseInt(text.text(year, yearEnd));
        if (named >= CVE_YEAR_MIN && named <= CVE_YEAR_MAX) {
            out.propose(ObservableType.CVE, "CVE-" + named + "-" + text.text(number, end), from, end);
        }
    }

    private static boolean isDash(char c) {
        return c == '-' || (c >= '\u2010' && c <= '\u2015') || c == '\u2212';
    }

    /** {@code AS3462}, {@code ASN15169}, {@code AS 3462} in capitals. */
    void asn(int from, int to, Candidates out) {
        if (!text.isWord("as", from)) {
            return;
        }
        int word = from + (text.isWord("asn", from) ? 3 : 2);
        boolean alone = word == to;
        int digits = word;
        if (alone) {
            boolean named = (text.at(from) == 'A' && text.at(from + 1) == 'S') || word == from + 3;
            boolean marked = ": #-".indexOf(text.at(to)) >= 0;
            if (!named || !marked) {
                return;
            }
            digits = to + 1 + (Chars.isSpace(text.at(to + 1)) ? 1 : 0);
        }
        int end = digitsEnd(digits, ASN_DIGITS_MAX + 1);
        if (end == digits || end - digits > ASN_DIGITS_MAX || Chars.isWord(text.at(end)) || text.at(digits) == '0'
                || (text.at(end) == '.' && Chars.isDigit(text.at(end + 1)))) {
            return;
        }
        long number = Long.parseLong(text.text(digits, end));
        boolean product = text.at(from) == 'a' && word == from + 2 && end - digits < 4; // as400
        if (number <= ASN_MAX && !product && !(alone && word == from + 2 && end - digits > 6)) {
            out.propose(ObservableType.ASN, "AS" + number, from, end);
        }
    }

    /** {@code TLP:AMBER+STRICT}, with a colon, a dash, an underscore or spaces. */
    void tlp(int from, int to, Candidates out) {
        boolean capitals = text.at(from) == 'T' && Character.isUpperCase(text.at(from + 3));
        if (!text.isWord("tlp", from) || (to != from + 3 && text.at(from + 3) != '_' && !capitals)) {
            return;
        }
        int at = from + 3;
        while (at < from + 6 && ":-_ \t=".indexOf(text.at(at)) >= 0) {
            at++;
        }
        for (String colour : TLP_COLOURS) {
            int end = at + colour.length();
            if ((at > from + 3 || capitals) && text.isWord(colour, at) && !Chars.isWord(text.at(end))) {
                String value = "TLP:" + text.text(at, end).toUpperCase(java.util.Locale.ROOT);
                out.propose(ObservableType.TLP, value, from, end);
                return;
            }
        }
    }

    private int digitsEnd(int from, int digitsMax) {
        int end = from;
        while (end < from + digitsMax && Chars.isDigit(text.at(end))) {
            end++;
        }
        return end;
    }
}
