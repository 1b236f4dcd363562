package dev.palimpsest.observables;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Finds URLs by their {@code ://}. Authorities hold no slash and paths are skipped once read, so that the stretches
 * looked at never overlap by more than a scheme.
 */
final class UrlScanner {

    private static final int AUTHORITY_LENGTH_MAX = 512;
    private static final int PORT_MAX = 65_535;
    private static final String USER_INFO_MARKS = "-._~!$&'()*+,;=:%@";

    private final FoldedText text;
    private final Options options;
    private final UrlEnd urlEnd;

    UrlScanner(FoldedText text, Options options) {
        this.text = text;
        this.options = options;
        this.urlEnd = new UrlEnd(text);
    }

    void scan(Candidates out) {
        for (int at = 0; at < text.length() && !out.full();) {
            at = text.at(at) == ':' && isSeparator(at) ? url(at, out) : at + 1;
        }
    }

    private boolean isSeparator(int colon) {
        char slash = text.at(colon + 1);
        return (slash == '/' || slash == '\\') && text.at(colon + 2) == slash;
    }

    /** Tries the URL round one separator; returns where to look on. */
    private int url(int colon, Candidates out) {
        int start = Schemes.startOf(text, colon);
        int authority = colon + 3;
        if (start < 0) {
            return authority;
        }
        int host = userInfoEnd(authority);
        int hostEnd = text.at(host) == '[' ? bracketEnd(host) : hostEnd(host);
        String hostValue = host(host, hostEnd);
        if (hostValue == null && text.at(host) == '[') {
            host++; // half a mark: no address is in these brackets
            hostEnd = hostEnd(host);
            hostValue = host(host, hostEnd);
            authority = host;
        }
        if (hostValue == null) {
            return authority;
        }
        int port = portEnd(text.at(hostEnd) == '.' && "/:".indexOf(text.at(hostEnd + 1)) >= 0 ? ++hostEnd : hostEnd);
        int end = "/?#".indexOf(text.at(port)) >= 0 ? urlEnd.of(start, port) : port;
        String value = Schemes.byName(text.text(start, colon)) + "://" + text.text(authority, host) + hostValue
                + text.text(hostEnd, end);
        out.propose(ObservableType.URL, value, start, end);
        return end;
    }

    private int userInfoEnd(int authority) {
        int host = authority;
        for (int at = authority; at < authority + AUTHORITY_LENGTH_MAX; at++) {
            char c = text.at(at);
            if (!Chars.isAlnum(c) && USER_INFO_MARKS.indexOf(c) < 0) {
                break;
            }
            if (c == '@') {
                host = at + 1;
            }
        }
        return host;
    }

    private int bracketEnd(int open) {
        for (int at = open + 1; at <= open + 1 + Ipv6.TEXT_LENGTH_MAX; at++) {
            if (text.at(at) == ']') {
                return at + 1;
            }
        }
        return open;
    }

    /** A host that begins in a script without spaces is taken to its end; in any other it ends where that script begins. */
    private int hostEnd(int host) {
        boolean unspaced = Chars.isUnspaced(text.at(host));
        int end = host;
        while (end - host <= DomainName.LENGTH_MAX
                && (Chars.isHost(text.at(end)) || (unspaced && Chars.isUnspaced(text.at(end))))) {
            end++;
        }
        while (end > host && ".-_".indexOf(text.at(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    private @Nullable String host(int from, int to) {
        if (to == from || to - from > DomainName.LENGTH_MAX) {
            return null;
        }
        String written = text.text(from, to);
        if (written.startsWith("[")) {
            int[] groups = Ipv6.parse(written.substring(1, written.length() - 1));
            return groups == null ? null : "[" + Ipv6.format(groups) + "]";
        }
        if (Ipv4.parse(written) != null) {
            return written;
        }
        return written.indexOf('.') < 0 ? singleLabel(written, to) : DomainName.parse(written, options);
    }

    /** {@code http://intranet/path}: a machine's bare name counts when a port or path says that it is one. */
    private @Nullable String singleLabel(String written, int to) {
        boolean continues = (text.at(to) == '/' && text.at(to + 1) != '/')
                || (text.at(to) == ':' && Chars.isDigit(text.at(to + 1)));
        boolean named = written.chars().allMatch(c -> c < 0x80)
                && written.chars().anyMatch(c -> Chars.isAsciiLetter((char) c));
        return continues && named ? written.toLowerCase(Locale.ROOT) : null;
    }

    private int portEnd(int hostEnd) {
        if (text.at(hostEnd) != ':') {
            return hostEnd;
        }
        int end = hostEnd + 1;
        int port = 0;
        while (end <= hostEnd + 5 && Chars.isDigit(text.at(end))) {
            port = port * 10 + (text.at(end) - '0');
            end++;
        }
        return end == hostEnd + 1 || port > PORT_MAX || Chars.isDigit(text.at(end)) ? hostEnd : end;
    }
}
