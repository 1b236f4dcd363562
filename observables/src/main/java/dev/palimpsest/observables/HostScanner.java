package dev.palimpsest.observables;

import java.util.Locale;

/** Finds what hosts are called in free text: domains, IPv4 addresses and networks; and MAC addresses with hyphens. */
final class HostScanner {

    private static final int MAC_LENGTH = 17;

    private final FoldedText text;
    private final Lookalikes lookalikes;

    HostScanner(FoldedText text) {
        this.text = text;
        this.lookalikes = new Lookalikes(text);
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
        if (Ipv4.parse(written) == null || (!text.isDefanged(from, to) && lookalikes.isVersion(from, written))) {
            return;
        }
        int prefixEnd = Prefixes.end(text, to, 32);
        if (prefixEnd > to) {
            out.propose(ObservableType.CIDR, text.text(from, prefixEnd), from, prefixEnd);
        } else {
            out.propose(ObservableType.IPV4, written, from, to);
        }
    }

    private void domain(int from, int to, Candidates out) {
        String written = text.text(from, to);
        String value = DomainName.parse(written);
        if (value != null && (text.isDefanged(from, to) || !lookalikes.isOther(from, to, written, value))) {
            out.propose(ObservableType.DOMAIN, value, from, to);
        }
    }
}
