package dev.palimpsest.trust.secret;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds personal data in text, each kind only where it is asked for. Linear: every look is bounded. */
public enum PersonalData {
    /** Payment cards of 13 to 19 digits whose check digit is right. */
    CARD,
    /** International bank account numbers whose check digits are right. */
    IBAN,
    /** Social security numbers of the United States, with hyphens. */
    SSN,
    /** International telephone numbers, with a plus sign. */
    PHONE,
    /** E-mail addresses. */
    EMAIL;

    private static final int IBAN_MIN = 15;
    private static final int IBAN_MAX = 34;
    private static final int LOCAL_PART_MAX = 64;

    /** The personal data of these kinds in a text, in order, none overlapping another or a pseudonym. */
    public static List<Found> find(String text, Set<PersonalData> kinds) {
        List<Found> all = new ArrayList<>();
        for (int i = 0; i < text.length() && !kinds.isEmpty(); i++) {
            char c = text.charAt(i);
            boolean begins = Around.beginsWord(text, i);
            if (c == '@' && kinds.contains(EMAIL)) {
                add(all, EMAIL, email(text, i));
            } else if (c == '+' && begins && kinds.contains(PHONE)) {
                add(all, PHONE, digits(text, i + 1, 8, 15, i));
            } else if (begins && Alphabet.DIGIT.has(c)) {
                add(all, SSN, kinds.contains(SSN) ? ssn(text, i) : null);
                add(all, CARD, kinds.contains(CARD) ? card(text, i) : null);
            } else if (begins && c >= 'A' && c <= 'Z' && kinds.contains(IBAN)) {
                add(all, IBAN, iban(text, i));
            }
        }
        Reading reading = new Reading(text);
        all.removeIf(found -> reading.holdsPseudonym(found.start(), found.end()));
        return all.isEmpty() ? List.of() : Secrets.apart(all);
    }

    private static void add(List<Found> all, PersonalData kind, int @Nullable [] span) {
        if (span != null) {
            all.add(Found.personal(kind.name().toLowerCase(Locale.ROOT), span[0], span[1]));
        }
    }

    private static int @Nullable [] email(String text, int at) {
        int start = at;
        while (start > 0 && at - start < LOCAL_PART_MAX && isLocal(text.charAt(start - 1))) {
            start--;
        }
        int end = new Reading(text).end(Alphabet.DOTTED, at + 1, 253);
        while (end > at + 1 && !Around.isWord(text.charAt(end - 1))) {
            end--;
        }
        int dot = text.substring(at, end).lastIndexOf('.');
        return start < at && dot > 1 && end - at - dot > 2 ? new int[]{start, end} : null;
    }

    private static boolean isLocal(char c) {
        return Alphabet.DOTTED.has(c) || c == '+' || c == '%' || (c > 127 && Character.isLetterOrDigit(c));
    }

    private static int @Nullable [] ssn(String text, int at) {
        if (at + 11 > text.length() || !Around.endsWord(text, at + 11) || text.charAt(at + 3) != '-'
                || text.charAt(at + 6) != '-') {
            return null;
        }
        String area = text.substring(at, at + 3);
        String group = text.substring(at + 4, at + 6);
        String serial = text.substring(at + 7, at + 11);
        boolean digits = (area + group + serial).chars().allMatch(Character::isDigit);
        return digits && !area.equals("000") && !area.equals("666") && area.charAt(0) != '9' && !group.equals("00")
                && !serial.equals("0000") ? new int[]{at, at + 11} : null;
    }

    private static int @Nullable [] card(String text, int at) {
        int[] span = digits(text, at, 13, 19, at);
        if (span == null || "23456".indexOf(text.charAt(at)) < 0) {
            return null;
        }
        String digits = text.substring(span[0], span[1]).replaceAll("\\D", "");
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = digit * 2;
            sum += i % 2 == 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0 && digits.chars().distinct().count() > 1 ? span : null;
    }

    /** A run of digits with single spaces, hyphens or brackets within; null where it has too few or too many. */
    private static int @Nullable [] digits(String text, int from, int min, int max, int start) {
        int count = 0;
        int end = from;
        for (int i = from; i < text.length() && count <= max; i++) {
            char c = text.charAt(i);
            if (Alphabet.DIGIT.has(c)) {
                count++;
                end = i + 1;
            } else if (i - end >= 2 || " -().".indexOf(c) < 0) {
                break;
            }
        }
        return count >= min && count <= max && Around.endsWord(text, end) ? new int[]{start, end} : null;
    }

    private static int @Nullable [] iban(String text, int at) {
        StringBuilder compact = new StringBuilder(IBAN_MAX);
        int end = at;
        for (int i = at; i < text.length() && compact.length() < IBAN_MAX; i++) {
            char c = text.charAt(i);
            if (Alphabet.UPPER.has(c)) {
                compact.append(c);
                end = i + 1;
            } else if (c != ' ' || i - end >= 1) {
                break;
            }
        }
        boolean shaped = compact.length() >= IBAN_MIN && Alphabet.DIGIT.has(compact.charAt(2))
                && Alphabet.DIGIT.has(compact.charAt(3)) && compact.charAt(1) >= 'A';
        return shaped && Around.endsWord(text, end) && remainder(compact) == 1 ? new int[]{at, end} : null;
    }

    private static int remainder(CharSequence iban) {
        StringBuilder digits = new StringBuilder(2 * IBAN_MAX);
        for (int i = 0; i < iban.length(); i++) {
            digits.append(Character.digit(iban.charAt((i + 4) % iban.length()), 36));
        }
        return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue();
    }
}
