package dev.palimpsest.ingest.decode.indicator;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A whole value that is an observable.
 *
 * @param type  {@code ipv4 ipv6 domain url sha256 sha1 md5 email cve}, or {@code cidr sha512 filename} and other words of the feed
 *              for what has no subject of its own
 * @param value refanged, lower-case where case means nothing
 * @param port  the port beside an address or a domain; null where none was written
 */
public record IndicatorValue(String type, String value, @Nullable String port) {

    private static final int VALUE_CHARS_MAX = 4096;
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]++");
    private static final Pattern IPV4 = Pattern
            .compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?::(\\d{1,5})|/(\\d{1,2}))?");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:]{2,39}(?:(?<=:)[0-9.]{7,15})?(?:/\\d{1,3})?");
    private static final Pattern LABELS = Pattern
            .compile(
                    "(?:[\\p{L}\\p{N}_](?:[\\p{L}\\p{N}_-]{0,61}[\\p{L}\\p{N}_])?\\.)++(?<top>xn--[a-z0-9-]{2,59}|\\p{L}{2,63})\\.?");
    private static final Pattern CVE = Pattern.compile("CVE-\\d{4}-\\d{4,7}", Pattern.CASE_INSENSITIVE);

    /** Endings that look like a top-level domain and are those of files. */
    private static final Set<String> FILE_ENDINGS = Set.of("exe", "dll", "sys", "bat", "cmd", "vbs", "txt", "dat",
            "bin", "tmp",
            "doc", "docx", "xls", "xlsx", "pdf", "rtf", "lnk", "hta", "jar", "apk", "msi", "iso", "rar", "php", "asp",
            "aspx",
            "jsp", "html", "htm", "dmg", "elf", "conf", "cfg", "ini", "json", "xml", "scr", "ocx", "cpl", "img");

    /** A value of a type that a feed named itself. */
    public static IndicatorValue named(String type, String value) {
        return new IndicatorValue(type, value, null);
    }

    /** What the value is, by its form; empty where it has none of the known forms. */
    public static Optional<IndicatorValue> of(String text) {
        String value = refang(text.strip());
        if (value.isEmpty() || value.length() > VALUE_CHARS_MAX || value.chars().anyMatch(c -> c <= ' ')) {
            return Optional.empty();
        }
        Optional<IndicatorValue> simple = hash(value).or(() -> ipv4(value)).or(() -> ipv6(value));
        return simple.isPresent() ? simple : written(value);
    }

    private static Optional<IndicatorValue> written(String value) {
        if (value.contains("://")) {
            return value.indexOf("://") > 0 && value.length() > value.indexOf("://") + 3
                    ? Optional.of(named("url", value))
                    : Optional.empty();
        }
        if (CVE.matcher(value).matches()) {
            return Optional.of(named("cve", value.toUpperCase(Locale.ROOT)));
        }
        int at = value.indexOf('@');
        if (at > 0 && at == value.lastIndexOf('@') && isDomain(value.substring(at + 1)) && value.indexOf('/') < 0) {
            return Optional.of(named("email", value.toLowerCase(Locale.ROOT)));
        }
        int slash = value.indexOf('/');
        Optional<IndicatorValue> host = at >= 0
                ? Optional.empty()
                : host(slash < 0 ? value : value.substring(0, slash));
        // A feed that leaves out the scheme means what a browser would make of it.
        return slash < 0 ? host : host.map(found -> named("url", "http://" + value));
    }

    private static Optional<IndicatorValue> host(String value) {
        int colon = value.lastIndexOf(':');
        String name = colon > 0 ? value.substring(0, colon) : value;
        String port = colon > 0 ? value.substring(colon + 1) : null;
        if (port != null && !(port.length() <= 5 && port.chars().allMatch(c -> c >= '0' && c <= '9'))) {
            return Optional.empty();
        }
        if (isDomain(name)) {
            String domain = name.toLowerCase(Locale.ROOT);
            return Optional.of(new IndicatorValue("domain",
                    domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain, port));
        }
        Matcher labels = LABELS.matcher(name);
        return labels.matches() && port == null ? Optional.of(named("filename", name)) : ipv4(value);
    }

    private static boolean isDomain(String name) {
        Matcher labels = LABELS.matcher(name);
        return name.length() <= 254 && labels.matches()
                && !FILE_ENDINGS.contains(String.valueOf(labels.group("top")).toLowerCase(Locale.ROOT));
    }

    private static Optional<IndicatorValue> hash(String value) {
        String type = switch (value.length()) {
            case 32 -> "md5";
            case 40 -> "sha1";
            case 64 -> "sha256";
            case 128 -> "sha512";
            default -> null;
        };
        return type != null && HEX.matcher(value).matches()
                ? Optional.of(named(type, value.toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    private static Optional<IndicatorValue> ipv4(String value) {
        Matcher octets = IPV4.matcher(value);
        if (!octets.matches()) {
            return Optional.empty();
        }
        for (int i = 1; i <= 4; i++) {
            if (Integer.parseInt(octets.group(i)) > 255) {
                return Optional.empty();
            }
        }
        if (octets.group(6) != null && !octets.group(6).equals("32")) {
            return Optional.of(named("cidr", value));
        }
        int end = octets.end(4);
        return Optional.of(new IndicatorValue("ipv4", value.substring(0, end), octets.group(5)));
    }

    private static Optional<IndicatorValue> ipv6(String value) {
        boolean bracketed = value.startsWith("[") && value.indexOf(']') > 0;
        String bare = (bracketed ? value.substring(1, value.indexOf(']')) : value).toLowerCase(Locale.ROOT);
        String rest = bracketed ? value.substring(value.indexOf(']') + 1) : "";
        long colons = bare.chars().filter(c -> c == ':').count();
        boolean whole = colons == 7 || (colons >= 2 && bare.contains("::"));
        if (!whole || !IPV6.matcher(bare).matches() || !(rest.isEmpty() || rest.matches(":\\d{1,5}"))) {
            return Optional.empty();
        }
        if (bare.indexOf('/') > 0 && !bare.endsWith("/128")) {
            return Optional.of(named("cidr", bare));
        }
        String address = bare.endsWith("/128") ? bare.substring(0, bare.length() - 4) : bare;
        return Optional.of(new IndicatorValue("ipv6", address, rest.isEmpty() ? null : rest.substring(1)));
    }

    /** The value with the usual ways of making it unclickable undone. */
    static String refang(String value) {
        String plain = value;
        if (plain.indexOf('[') >= 0 || plain.indexOf('(') >= 0 || plain.indexOf('{') >= 0) {
            plain = plain.replace("[.]", ".").replace("(.)", ".").replace("{.}", ".").replace("[dot]", ".")
                    .replace("(dot)", ".")
                    .replace("[:]", ":").replace("[://]", "://").replace("[@]", "@").replace("[at]", "@");
        }
        return plain.regionMatches(true, 0, "hxxp", 0, 4) ? "http" + plain.substring(4) : plain;
    }
}
