package dev.palimpsest.observables;

import java.util.Locale;

/** Finds what hosts are called in free text: domains, IPv4 addresses and networks; and MAC addresses with hyphens. */
final class HostScanner {

    private static final int MAC_LENGTH = 17;
    private static final int DOTTED_MAC_LENGTH = 14;

    private final FoldedText text;
    private final Options options;
    private final Lookalikes lookalikes;
    private final UrlEnd urlEnd;
    private int urlsEnd;

    HostScanner(FoldedText text, Options options) {
        this.text = text;
        this.options = options;
        this.lookalikes = new Lookalikes(text, options);
        this.urlEnd = new UrlEnd(text);
    }

    void scan(Candidates out) {
        for (int at = 0; at < text.length() && !out.full();) {
            if (Chars.isHost(text.at(at))) {
                int end = text.hostEnd(at);
                run(at, end, out);
                at = end;
            } else {
                at++;
            }
        }
    }

    /** Two dots in a row belong to no name: what stands on either side is looked at by itself. */
    private void run(int from, int to, Candidates out) {
        int start = from;
        for (int at = from; at < to && !out.full(); at++) {
            if (text.at(at) == '.' && text.at(at + 1) == '.') {
                piece(start, at, out);
                start = at + 1;
            }
        }
        piece(start, to, out);
    }

    private void piece(int pieceStart, int pieceEnd, Candidates out) {
        int from = pieceStart;
        int to = pieceEnd;
        while (to > from && ".-_".indexOf(text.at(to - 1)) >= 0) {
            to--;
        }
        while (from < to && (".-".indexOf(text.at(from)) >= 0 || (text.at(from) == '_' && text.at(to) == '_'))) {
            from++;
        }
        if (to - from > DomainName.LENGTH_MAX) {
            out.tooLong();
        } else if (from < to) {
            named(pieceStart, from, to, out);
        }
    }

    private void named(int pieceStart, int from, int to, Candidates out) {
        boolean dots = false;
        boolean digitsOnly = true;
        for (int at = from; at < to; at++) {
            char c = text.at(at);
            dots |= c == '.';
            digitsOnly &= Chars.isDigit(c) || c == '.' || c == '-';
        }
        if (!dots) {
            mac(from, to, out);
        } else if (isDottedMac(from, to)) {
            out.propose(ObservableType.MAC, colons(text.text(from, to)), from, to);
        } else if (digitsOnly) {
            addresses(from, to, out);
        } else if (!isRestOfUnicodeName(pieceStart, from)) {
            domain(from, to, out);
        }
    }

    /** In {@code テスト.example.com} the ASCII part is another name than the one written. */
    private boolean isRestOfUnicodeName(int pieceStart, int from) {
        return from > pieceStart && text.at(from - 1) == '.' && Chars.isUnspaced(text.at(pieceStart - 1));
    }

    private void mac(int from, int to, Candidates out) {
        if (to - from != MAC_LENGTH) {
            return;
        }
        for (int i = 0; i < MAC_LENGTH; i++) {
            char c = text.at(from + i);
            if (i % 3 == 2 ? c != '-' : !Chars.isHex(c)) {
                return;
            }
        }
        out.propose(ObservableType.MAC, text.text(from, to).toLowerCase(Locale.ROOT).replace('-', ':'), from, to);
    }

    /** {@code aaf2.c9a6.b34f}, as Cisco's devices print it. */
    private boolean isDottedMac(int from, int to) {
        if (to - from != DOTTED_MAC_LENGTH) {
            return false;
        }
        for (int i = 0; i < DOTTED_MAC_LENGTH; i++) {
            char c = text.at(from + i);
            if (i % 5 == 4 ? c != '.' : !Chars.isHex(c)) {
                return false;
            }
        }
        return true;
    }

    private static String colons(String dotted) {
        StringBuilder value = new StringBuilder(MAC_LENGTH);
        for (char c : dotted.toLowerCase(Locale.ROOT).replace(".", "").toCharArray()) {
            value.append(value.length() % 3 == 2 ? ":" : "").append(c);
        }
        return value.toString();
    }

    /** One address, or a range of them such as {@code 10.0.0.1-10.0.0.9}. */
    private void addresses(int from, int to, Candidates out) {
        int start = from;
        for (int at = from; at <= to; at++) {
            if (at == to || text.at(at) == '-') {
                address(start, at, out);
                start = at + 1;
            }
        }
    }

    private void address(int from, int to, Candidates out) {
        String written = text.text(from, to);
        Integer bits = Ipv4.parse(written, options.has(Choice.LEADING_ZEROS));
        if (bits == null || (!text.isDefanged(from, to) && lookalikes.isVersion(from, written))) {
            return;
        }
        String value = Ipv4.format(bits);
        int prefixEnd = Prefixes.end(text, to, 32);
        if (prefixEnd > to) {
            out.propose(ObservableType.CIDR, value + text.text(to, prefixEnd), from, prefixEnd);
        } else {
            out.propose(ObservableType.IPV4, value, from, to);
            url(value, from, to, out);
        }
    }

    /** The host with what follows it, {@code evil.example:8080/a}. The host alone stays proposed, for who wants no URLs. */
    private void url(String host, int from, int to, Candidates out) {
        boolean inPath = text.at(from - 1) == '\\' || (text.at(from - 1) == '/' && text.at(from - 2) != '/');
        int slash = portEnd(to);
        boolean path = text.at(slash) == '/'
                && (Chars.isWord(text.at(slash + 1)) || "?%~-#".indexOf(text.at(slash + 1)) >= 0);
        if (from < urlsEnd || inPath || !path || text.at(from - 1) == '@' || !options.has(Choice.URLS_WITHOUT_SCHEME)
                || isAddressList(from, slash)) {
            return;
        }
        int end = urlEnd.of(from, slash);
        urlsEnd = end;
        if (end > slash + 1) {
            out.propose(ObservableType.URL, host + text.text(to, end), from, end);
        }
    }

    /** {@code 10.0.0.1/10.0.0.2} and {@code a.example/b.example} name two hosts; a prefix that is too long is none either. */
    private boolean isAddressList(int from, int slash) {
        int end = text.hostEnd(slash + 1);
        if (end - slash > DomainName.LENGTH_MAX) {
            return true;
        }
        String next = text.text(slash + 1, end);
        boolean address = Chars.isDigit(text.at(from))
                && next.chars().allMatch(c -> Chars.isDigit((char) c) || c == '.');
        return address && (next.length() <= 3 || Ipv4.parse(next) != null);
    }

    private int portEnd(int to) {
        if (text.at(to) != ':' || !Chars.isDigit(text.at(to + 1))) {
            return to;
        }
        int end = to + 1;
        while (end <= to + 5 && Chars.isDigit(text.at(end))) {
            end++;
        }
        return end;
    }

    private void domain(int from, int to, Candidates out) {
        String written = text.text(from, to);
        String value = DomainName.parse(written, options);
        if (value != null && (text.isDefanged(from, to)
                ? !lookalikes.isQuotedName(from, to)
                : !lookalikes.isOther(from, to, written, value))) {
            out.propose(ObservableType.DOMAIN, value, from, to);
            url(value, from, to, out);
        }
    }
}
