package dev.palimpsest.observables;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** URL schemes that name something on a network, and the ways people spell them so that they do not work. */
final class Schemes {

    static final int LENGTH_MAX = 12;

    private static final Set<String> KNOWN = Set.of("http", "https", "ftp", "ftps", "sftp", "ssh", "telnet", "file",
            "tcp",
            "udp", "ws", "wss", "ldap", "ldaps", "rmi", "dns", "iiop", "smb", "rdp", "rtsp", "irc", "ircs", "git",
            "svn",
            "tftp", "gopher", "dict", "socks4", "socks5", "socks", "vnc", "nfs", "cifs", "afp", "imap", "pop", "pop3",
            "smtp",
            "nntp", "sip", "sips", "xmpp", "mqtt", "mqtts", "amqp", "amqps", "redis", "mongodb", "mysql",
            "postgresql", "rsync", "scp", "webdav", "dav", "davs", "git+ssh", "git+https", "svn+ssh",
            "stratum+tcp", "stratum+ssl", "icap", "snmp", "tls", "ssl", "quic", "rtmp", "rtmps", "mms",
            "coap", "coaps", "ipp", "ntp");

    private static final Map<String, String> DEFANGED = Map.ofEntries(Map.entry("hxxp", "http"),
            Map.entry("hxxps", "https"), Map.entry("hxtp", "http"), Map.entry("hxtps", "https"),
            Map.entry("htxp", "http"), Map.entry("htxps", "https"), Map.entry("h__p", "http"),
            Map.entry("h__ps", "https"), Map.entry("hppt", "http"), Map.entry("hppts", "https"),
            Map.entry("h00p", "http"), Map.entry("h00ps", "https"), Map.entry("xxxp", "http"),
            Map.entry("xxxps", "https"), Map.entry("meow", "http"), Map.entry("meows", "https"),
            Map.entry("xxxx", "http"), Map.entry("xxxxx", "https"), Map.entry("xxxxs", "https"),
            Map.entry("hzzp", "http"), Map.entry("hzzps", "https"), Map.entry("hxxt", "http"),
            Map.entry("hxxts", "https"), Map.entry("htxxp", "http"), Map.entry("ttp", "http"),
            Map.entry("ttps", "https"), Map.entry("fxp", "ftp"), Map.entry("fxps", "ftps"), Map.entry("sfxp", "sftp"),
            Map.entry("ftx", "ftp"), Map.entry("ftxs", "ftps"));

    private Schemes() {}

    /** The scheme a name stands for, lower case; null if it is none of ours. */
    static @Nullable String byName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String known = KNOWN.contains(lower) ? lower : DEFANGED.get(lower);
        return known != null || !isMangledHttp(lower) ? known : lower.endsWith("s") ? "https" : "http";
    }

    /** An {@code h}, what people put for the letters of the middle, a {@code p}: {@code hxp}, {@code httx}, {@code h___p}, {@code hAAp}. */
    private static boolean isMangledHttp(String name) {
        int end = name.length() - (name.endsWith("s") ? 1 : 0);
        boolean outer = end >= 3 && end <= 5 && name.charAt(0) == 'h'
                && (name.charAt(end - 1) == 'p' || name.charAt(end - 1) == 'x');
        boolean twice = end == 4 && name.charAt(1) == name.charAt(2) && name.charAt(3) == 'p';
        return outer && (twice || name.substring(1, end - 1).chars().allMatch(c -> "txpz_0".indexOf(c) >= 0));
    }

    static String defanged(String scheme) {
        return switch (scheme) {
            case "http" -> "hxxp";
            case "https" -> "hxxps";
            case "ftp" -> "fxp";
            case "ftps" -> "fxps";
            case "sftp" -> "sfxp";
            default -> scheme;
        };
    }

    /** Where the scheme that ends here starts: the longest known name; -1 if there is none. A letter before it is allowed, text is often glued to a URL. */
    static int startOf(FoldedText text, int end) {
        int best = -1;
        for (int from = end - 1; from >= end - LENGTH_MAX && isSchemeChar(text.at(from)); from--) {
            if (byName(text.text(from, end)) != null && isCredible(text, from, end)) {
                best = from;
            }
        }
        return best;
    }

    /** Glued to a letter only the long, unmistakable names count: "sws://" is not "ws://". */
    private static boolean isCredible(FoldedText text, int from, int end) {
        return end - from >= 4 || !isSchemeChar(text.at(from - 1));
    }

    private static boolean isSchemeChar(char c) {
        return Chars.isAlnum(c) || c == '_' || c == '+';
    }
}
