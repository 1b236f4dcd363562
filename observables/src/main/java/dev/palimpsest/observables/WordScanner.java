package dev.palimpsest.observables;

import java.util.Locale;

import dev.palimpsest.observables.attack.Attack;

import org.jspecify.annotations.Nullable;

/** Finds what is one word or begins with one: hashes, CVE and ATT&amp;CK identifiers. */
final class WordScanner {

    private static final int CVE_YEAR_MIN = 1999;
    private static final int CVE_YEAR_MAX = 2099;
    private static final int CVE_DIGITS_MIN = 4;
    private static final int CVE_DIGITS_MAX = 7;

    private final FoldedText text;

    WordScanner(FoldedText text) {
        this.text = text;
    }

    void scan(Candidates out) {
        for (int at = 0; at < text.length() && !out.full();) {
            if (Chars.isWord(text.at(at))) {
                int end = at;
                while (Chars.isWord(text.at(end))) {
                    end++;
                }
                word(at, end, out);
                at = end;
            } else {
                at++;
            }
        }
    }

    private void word(int from, int to, Candidates out) {
        switch (to - from) {
            case 3 -> cve(from, to, out);
            case 5 -> technique(from, to, out);
            default -> {
                ObservableType hash = hashType(to - from);
                if (hash != null && isHash(from, to)) {
                    out.propose(hash, text.text(from, to).toLowerCase(Locale.ROOT), from, to);
                }
            }
        }
    }

    private static @Nullable ObservableType hashType(int digits) {
        return switch (digits) {
            case 32 -> ObservableType.MD5;
            case 40 -> ObservableType.SHA1;
            case 64 -> ObservableType.SHA256;
            case 128 -> ObservableType.SHA512;
            default -> null;
        };
    }

    /** Digits alone are a serial number sooner than a hash. */
    private boolean isHash(int from, int to) {
        boolean letters = false;
        for (int at = from; at < to; at++) {
            char c = text.at(at);
            if (!Chars.isHex(c)) {
                return false;
            }
            letters |= !Chars.isDigit(c);
        }
        return letters;
    }

    private void cve(int from, int to, Candidates out) {
        if (!text.text(from, to).equalsIgnoreCase("CVE") || !isDash(text.at(to))) {
            return;
        }
        int year = digitsEnd(to + 1, 5);
        int number = isDash(text.at(year)) ? digitsEnd(year + 1, CVE_DIGITS_MAX + 1) : year;
        int digits = number - year - 1;
        if (year != to + 5 || digits < CVE_DIGITS_MIN || digits > CVE_DIGITS_MAX || Chars.isWord(text.at(number))) {
            return;
        }
        int named = Integer.parseInt(text.text(to + 1, year));
        if (named >= CVE_YEAR_MIN && named <= CVE_YEAR_MAX) {
            out.propose(ObservableType.CVE, "CVE-" + named + "-" + text.text(year + 1, number), from, number);
        }
    }

    private static boolean isDash(char c) {
        return c == '-' || c == '\u2013' || c == '\u2212';
    }

    private int digitsEnd(int from, int digitsMax) {
        int end = from;
        while (end < from + digitsMax && Chars.isDigit(text.at(end))) {
            end++;
        }
        return end;
    }

    /** Lower case counts only where it is surely meant: in a sub-technique, or after "attack." as Sigma tags have it. */
    private void technique(int from, int to, Candidates out) {
        char letter = text.at(from);
        if ((letter != 'T' && letter != 't') || digitsEnd(from + 1, 4) != to) {
            return;
        }
        int sub = text.at(to) == '.' || text.at(to) == '/' ? digitsEnd(to + 1, 4) : to;
        if (sub > to + 1 && (sub != to + 4 || Chars.isWord(text.at(sub)))) {
            return;
        }
        int end = sub > to + 1 ? sub : to;
        boolean meant = letter == 'T' || end > to
                || (from >= 7 && text.text(from - 7, from).equalsIgnoreCase("attack."));
        String id = text.text(from, end).toUpperCase(Locale.ROOT).replace('/', '.');
        if (meant && Attack.technique(id).isPresent()) {
            out.propose(ObservableType.ATTACK_TECHNIQUE, id, from, end);
        }
    }
}
