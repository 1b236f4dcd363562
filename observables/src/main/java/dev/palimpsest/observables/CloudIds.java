package dev.palimpsest.observables;

import java.util.Locale;

/** Reads the identifiers of services: analytics and advertising accounts, Amazon resource names, JA4 fingerprints. */
final class CloudIds {

    private static final int ARN_LENGTH_MAX = 512;
    private static final int ARN_COLONS = 5;
    private static final int JA4_LENGTH = 36;
    private static final String ARN_MARKS = ":/-_.*+=@$&!~#%";

    private final FoldedText text;
    private int arnRead;

    CloudIds(FoldedText text) {
        this.text = text;
    }

    /** {@code UA-26296840-4}, the last part may be missing. */
    void tracker(int from, int to, Candidates out) {
        if (to != from + 2 || !text.isWord("ua", from) || text.at(to) != '-' || text.at(from - 1) == '-') {
            return;
        }
        int account = digitsEnd(to + 1, 11);
        int digits = account - to - 1;
        if (digits < 4 || digits > 10) {
            return;
        }
        int end = account;
        if (text.at(account) == '-' && Chars.isDigit(text.at(account + 1))) {
            end = digitsEnd(account + 1, 5);
        }
        if (!Chars.isWord(text.at(end))) {
            out.propose(ObservableType.GA_TRACKER, text.text(from, end).toUpperCase(Locale.ROOT), from, end);
        }
    }

    /** {@code pub-9107453047749393}, also after {@code ca-}. */
    void publisher(int from, int to, Candidates out) {
        int end = digitsEnd(from + 4, 17);
        if (to == from + 3 && text.isWord("pub-", from) && end == from + 20 && !Chars.isWord(text.at(end))) {
            out.propose(ObservableType.ADSENSE_PUBLISHER, text.text(from, end).toLowerCase(Locale.ROOT), from, end);
        }
    }

    /** {@code arn:aws:iam::123456789012:user/alice}. */
    void arn(int from, int to, Candidates out) {
        if (from < arnRead || to != from + 3 || !text.isWord("arn:aws", from)
                || (text.at(from + 7) != ':' && text.at(from + 7) != '-')) {
            return;
        }
        int colons = 0;
        int end = from;
        for (; end - from < ARN_LENGTH_MAX && isArn(text.at(end)); end++) {
            colons += text.at(end) == ':' ? 1 : 0;
        }
        arnRead = end;
        while (end > from && ".:,-/".indexOf(text.at(end - 1)) >= 0 && text.at(end - 1) != '*') {
            end--;
        }
        int service = text.text(from, end).indexOf(':', 4) + 1;
        if (colons >= ARN_COLONS && Chars.isAlnum(text.at(from + service))) {
            out.propose(ObservableType.ARN, text.text(from, end), from, end);
        }
    }

    private static boolean isArn(char c) {
        return Chars.isAlnum(c) || (c != Chars.NONE && ARN_MARKS.indexOf(c) >= 0);
    }

    /** {@code t13d1516h2_8daaf6152771_e5627efa2ab1}: transport, version, SNI, counts, ALPN and two truncated hashes. */
    void ja4(int from, int to, Candidates out) {
        if (to - from != JA4_LENGTH && !(to - from == 10 && text.at(to) == '_')) {
            return;
        }
        int end = from + JA4_LENGTH;
        if (text.at(from + 10) != '_' || text.at(from + 23) != '_' || Chars.isWord(text.at(end))) {
            return;
        }
        String value = text.text(from, Math.min(end, text.length())).toLowerCase(Locale.ROOT);
        if (value.length() == JA4_LENGTH && isJa4Head(value) && isHex(value, 11, 23) && isHex(value, 24, 36)) {
            out.propose(ObservableType.JA4, value, from, end);
        }
    }

    private static boolean isJa4Head(String value) {
        boolean transport = "tqd".indexOf(value.charAt(0)) >= 0 && "di".indexOf(value.charAt(3)) >= 0;
        boolean version = Chars.isAlnum(value.charAt(1)) && Chars.isDigit(value.charAt(2));
        boolean counts = true;
        for (int i = 4; i < 8; i++) {
            counts &= Chars.isDigit(value.charAt(i));
        }
        return transport && version && counts && Chars.isAlnum(value.charAt(8)) && Chars.isAlnum(value.charAt(9));
    }

    private static boolean isHex(String value, int from, int to) {
        return value.substring(from, to).chars().allMatch(c -> Chars.isHex((char) c));
    }

    private int digitsEnd(int from, int digitsMax) {
        int end = from;
        while (end < from + digitsMax && Chars.isDigit(text.at(end))) {
            end++;
        }
        return end;
    }
}
