package dev.palimpsest.observables;

import java.util.List;

/** Finds e-mail and XMPP addresses by their {@code @}. */
final class EmailScanner {

    private static final int LOCAL_LENGTH_MAX = 64;
    private static final int LITERAL_LENGTH_MAX = 5 + Ipv6.TEXT_LENGTH_MAX;
    private static final int GAP_LENGTH_MAX = 3;
    private static final String LOCAL_MARKS = "._%+#~-'";
    private static final List<String> XMPP_LABELS = List.of("xmpp", "jabber", "jid", "jabber id", "xmpp address");

    private final FoldedText text;

    EmailScanner(FoldedText text) {
        this.text = text;
    }

    void scan(Candidates out) {
        for (int at = 0; at < text.length() && !out.full(); at++) {
            if (text.at(at) == '@' && text.at(at + 1) == '[') {
                literal(at, out);
            } else if (text.at(at) == '@') {
                address(at, out);
            }
        }
    }

    private void address(int at, Candidates out) {
        int local = localStart(at);
        int end = domainEnd(at + 1);
        if (local == at || end == at + 1 || end - at > DomainName.LENGTH_MAX || text.at(end) == '@') {
            return;
        }
        String domain = DomainName.parse(text.text(at + 1, end));
        if (domain != null) {
            String value = text.text(local, at) + "@" + domain;
            out.propose(isXmpp(local, domain) ? ObservableType.XMPP : ObservableType.EMAIL, value, local, end);
        }
    }

    /** {@code user@[192.0.2.1]} and {@code user@[IPv6:2001:db8::1]}. */
    private void literal(int at, Candidates out) {
        int local = localStart(at);
        int end = at + 2;
        while (end < at + 2 + LITERAL_LENGTH_MAX && text.at(end) != ']' && text.at(end) != Chars.NONE) {
            end++;
        }
        if (local == at || text.at(end) != ']') {
            return;
        }
        boolean tagged = text.isWord("ipv6:", at + 2);
        String address = text.text(at + 2 + (tagged ? 5 : 0), end);
        int[] groups = Ipv6.parse(address);
        String value = groups != null ? "IPv6:" + Ipv6.format(groups) : Ipv4.parse(address) != null ? address : null;
        if (value != null) {
            out.propose(ObservableType.EMAIL, text.text(local, at) + "@[" + value + "]", local, end + 1);
        }
    }

    /** By its label or its host: nothing in the form of an address tells the two apart. */
    private boolean isXmpp(int local, String domain) {
        for (String label : XMPP_LABELS) {
            int from = local;
            for (int gap = 0; gap < GAP_LENGTH_MAX && " :=/\"'".indexOf(text.at(from - 1)) >= 0; gap++) {
                from--;
            }
            if (from < local && text.isWord(label, from - label.length())) {
                return true;
            }
        }
        return domain.contains("jabber") || domain.contains("xmpp");
    }

    /** The start of the local part; the place of the {@code @} itself if there is none. */
    private int localStart(int at) {
        int start = at;
        while (isLocal(text.at(start - 1))) {
            if (at - --start > LOCAL_LENGTH_MAX) {
                return at;
            }
        }
        if (text.at(start - 1) == '@' || Chars.isForeignLetter(text.at(start - 1)) || text.at(at - 1) == '.') {
            return at;
        }
        while (start < at && LOCAL_MARKS.indexOf(text.at(start)) >= 0) {
            start++;
        }
        return start;
    }

    private static boolean isLocal(char c) {
        return Chars.isAlnum(c) || (c != Chars.NONE && LOCAL_MARKS.indexOf(c) >= 0);
    }

    private int domainEnd(int from) {
        int end = from;
        while (end - from <= DomainName.LENGTH_MAX && Chars.isHost(text.at(end))) {
            end++;
        }
        while (end > from && ".-_".indexOf(text.at(end - 1)) >= 0) {
            end--;
        }
        return end;
    }
}
