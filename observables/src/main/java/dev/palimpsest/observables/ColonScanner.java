package dev.palimpsest.observables;

import java.util.Locale;

/** Finds what is written with colons: IPv6 addresses and networks, MAC addresses. */
final class ColonScanner {

    private static final int MAC_LENGTH = 17;

    private final FoldedText text;

    ColonScanner(FoldedText text) {
        this.text = text;
    }

    void scan(Candidates out) {
        for (int at = 0; at < text.length() && !out.full();) {
            if (isColonText(text.at(at))) {
                int end = at;
                int colons = 0;
                for (; isColonText(text.at(end)); end++) {
                    colons += text.at(end) == ':' ? 1 : 0;
                }
                if (colons >= 2) {
                    run(at, end, out);
                }
                at = end;
            } else {
                at++;
            }
        }
    }

    private static boolean isColonText(char c) {
        return Chars.isHex(c) || c == ':' || c == '.';
    }

    private void run(int runStart, int runEnd, Candidates out) {
        int from = unglued(runStart, runEnd);
        int to = runEnd;
        while (to > from && (text.at(to - 1) == '.' || (text.at(to - 1) == ':' && text.at(to - 2) != ':'))) {
            to--;
        }
        if (to - from < 3 || to - from > Ipv6.TEXT_LENGTH_MAX || (to == runEnd && Chars.isWord(text.at(to)))) {
            return;
        }
        String written = text.text(from, to);
        if (isMac(written)) {
            out.propose(ObservableType.MAC, written.toLowerCase(Locale.ROOT), from, to);
            return;
        }
        int[] groups = Ipv6.parse(written);
        if (groups == null && written.indexOf('.') > 0) {
            to = from + written.indexOf('.');
            written = text.text(from, to);
            groups = Ipv6.parse(written);
        }
        if (groups != null && isCredible(written)) {
            address(groups, from, to, out);
        }
    }

    /** Skips what belongs to the word before: "ip6:2001:db8::1" has a 6 too many, "src:::1" a colon. */
    private int unglued(int runStart, int runEnd) {
        int from = runStart;
        if (Chars.isWord(text.at(from - 1))) {
            while (from < runEnd && Chars.isHex(text.at(from))) {
                from++;
            }
        }
        boolean separator = text.at(from) == ':' && (text.at(from + 1) != ':' || text.at(from + 2) == ':');
        return from + (separator ? 1 : 0);
    }

    private static boolean isMac(String written) {
        if (written.length() != MAC_LENGTH) {
            return false;
        }
        for (int i = 0; i < MAC_LENGTH; i++) {
            if (i % 3 == 2 ? written.charAt(i) != ':' : !Chars.isHex(written.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** "a::b" is C++, "::" is nothing: an address needs three groups, or two with a digit, unless it is the loopback. */
    private static boolean isCredible(String written) {
        boolean open = written.startsWith("::") || written.endsWith("::");
        long groups = written.chars().filter(c -> c == ':').count() + 1 - (open ? 2 : written.contains("::") ? 1 : 0);
        boolean digits = written.chars().anyMatch(c -> c >= '0' && c <= '9');
        return (digits && groups >= 2) || groups > 2 || written.equals("::1");
    }

    private void address(int[] groups, int from, int to, Candidates out) {
        String value = Ipv6.format(groups);
        int prefixEnd = Prefixes.end(text, to, 128);
        if (prefixEnd > to) {
            out.propose(ObservableType.CIDR, value + text.text(to, prefixEnd), from, prefixEnd);
        } else {
            out.propose(ObservableType.IPV6, value, from, zoneEnd(to));
        }
    }

    private int zoneEnd(int percent) {
        if (text.at(percent) != '%' || !Chars.isAlnum(text.at(percent + 1))) {
            return percent;
        }
        int end = percent + 1;
        while (end <= percent + 15 && Chars.isAlnum(text.at(end))) {
            end++;
        }
        return end;
    }
}
