package dev.palimpsest.observables;

/** The parts of plain URLs and UNC paths. */
final class Host {

    private Host() {}

    /** The host of a URL with or without a scheme, without port and user information; an IPv6 address in brackets. */
    static String ofUrl(String url) {
        String authority = url.substring(authorityStart(url), authorityEnd(url));
        String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
        int bracket = hostAndPort.indexOf(']');
        int colon = hostAndPort.indexOf(':', Math.max(bracket, 0));
        return colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
    }

    /** Path, query and fragment. */
    static String afterAuthority(String url) {
        return url.substring(authorityEnd(url));
    }

    /** The machine in {@code \\machine\share}; empty for other paths. */
    static String ofUnc(String path) {
        if (!path.startsWith("\\\\") || path.startsWith("\\\\?") || path.startsWith("\\\\.")) {
            return "";
        }
        int end = path.indexOf('\\', 2);
        String machine = end < 0 ? path.substring(2) : path.substring(2, end);
        int at = machine.indexOf('@');
        return at < 0 ? machine : machine.substring(0, at);
    }

    private static int authorityStart(String url) {
        int separator = url.indexOf("://");
        return separator < 0 || separator > Schemes.LENGTH_MAX ? 0 : separator + 3;
    }

    private static int authorityEnd(String url) {
        int to = authorityStart(url);
        while (to < url.length() && "/?#".indexOf(url.charAt(to)) < 0) {
            to++;
        }
        return to;
    }
}
