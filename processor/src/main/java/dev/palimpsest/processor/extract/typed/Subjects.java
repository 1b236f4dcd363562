package dev.palimpsest.processor.extract.typed;

import dev.palimpsest.memory.Limits;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.observables.AddressScope;
import dev.palimpsest.observables.Observable;
import dev.palimpsest.observables.ObservableType;
import dev.palimpsest.observables.Observables;
import dev.palimpsest.observables.Options;
import dev.palimpsest.observables.attack.NamedThreat;
import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Field values as subjects. Every method is empty for a value that is not, as a whole, of the type it names. */
public final class Subjects {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?");
    private static final Set<String> SERVICE_LABELS = Set.of("_tcp", "_udp", "_msdcs");
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N}_-]{0,61}[\\p{L}\\p{N}])?");
    private static final Pattern ACCOUNT = Pattern.compile("[\\p{L}\\p{N}._][\\p{L}\\p{N}._@+-]{0,63}");
    private static final Pattern ACCOUNT_WITH_SPACES = Pattern.compile("[\\p{L}\\p{N}._][\\p{L}\\p{N}._@+ -]{0,63}");
    private static final Pattern NOBODY = Pattern
            .compile(
                    "(?i)system|localsystem|localservice|networkservice|anonymous logon|anonymous|local service|network service|iusr|dwm-.*|umfd-.*");
    private static final Map<String, Integer> HASH_LENGTHS = Map.of("md5", 32, "sha1", 40, "sha256", 64);
    /** Of a file with nothing in it, which is everywhere. */
    private static final Set<String> EMPTY_FILE = Set.of("d41d8cd98f00b204e9800998ecf8427e",
            "da39a3ee5e6b4b0d3255bfef95601890afd80709",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    private static final int DOMAIN_LENGTH_MAX = 253;
    private static final int PIPE_LENGTH_MAX = 256;
    private static final Pattern BARE_PIPE = Pattern.compile("(?i)^(?:\\\\\\\\[^\\\\]{1,64}\\\\pipe\\\\|\\\\)");

    private Subjects() {}

    /** An address, if it {@linkplain AddressScope#namesOneMachine names one machine}. */
    public static Optional<Subject> ip(String value) {
        return address(value).filter(AddressScope::namesOneMachine).map(text -> new Subject("ip", text));
    }

    /** Whether an address is reachable from anywhere, or made for examples, which stand for such. */
    public static boolean isPublic(Subject ip) {
        return AddressScope.of(ip.name())
                .filter(scope -> scope == AddressScope.GLOBAL || scope == AddressScope.DOCUMENTATION).isPresent();
    }

    /** A name of at least two labels in normal form; no service record ({@code _ldap._tcp}) and no reverse lookup. */
    public static Optional<Subject> domain(String value) {
        String name = ascii(value.strip().replaceFirst("\\.$", ""));
        List<String> labels = List.of(name.split("\\.", -1));
        boolean valid = name.length() <= DOMAIN_LENGTH_MAX && labels.size() >= 2
                && labels.stream().allMatch(label -> LABEL.matcher(label).matches() && !SERVICE_LABELS.contains(label))
                && labels.getLast().chars().anyMatch(Character::isLetter) && !name.endsWith(".arpa");
        return valid ? Optional.of(new Subject("domain", name)) : Optional.empty();
    }

    /** A URL of a host that names one machine or domain, in normal form, without its fragment, as long as a subject may be. */
    public static Optional<Subject> url(String value) {
        String trimmed = value.strip();
        int fragment = trimmed.indexOf('#');
        String whole = fragment < 0 ? trimmed : trimmed.substring(0, fragment);
        if (whole.length() > Limits.SUBJECT_NAME_LENGTH_MAX) {
            return Optional.empty();
        }
        return Observables.find(whole, Options.PLAIN).stream().limit(1)
                .filter(found -> found.type() == ObservableType.URL && found.start() == 0
                        && found.value().length() <= Limits.SUBJECT_NAME_LENGTH_MAX
                        && found.derived().stream().anyMatch(host -> of(host).isPresent()))
                .map(found -> new Subject("url", found.value())).findFirst();
    }

    /** The name or address a URL points at, without its port. */
    public static Optional<String> hostOfUrl(String url) {
        return Observables.find(url).stream().limit(1).flatMap(found -> found.derived().stream())
                .filter(host -> of(host).isPresent()).map(Observable::value).findFirst();
    }

    /** A host by the first label of its name. */
    public static Optional<Subject> host(String value) {
        String trimmed = value.strip();
        if (address(trimmed).isPresent()) {
            return Optional.empty();
        }
        String label = trimmed.split("\\.", 2)[0];
        return HOST.matcher(label).matches() ? Optional.of(new Subject("host", label)) : Optional.empty();
    }

    /**
     * A login that stands for somebody: no machine account and none of the system's own. Domain and realm are cut off.
     *
     * @param proven whether the login succeeded; a name nobody proved may not hold spaces, and so no sentence
     */
    public static Optional<Subject> account(String value, boolean proven) {
        String name = value.substring(value.lastIndexOf('\\') + 1).split("/", 2)[0].strip();
        if (name.isEmpty() || name.endsWith("$") || name.contains("$@") || name.equals("-")
                || NOBODY.matcher(name).matches()) {
            return Optional.empty();
        }
        Pattern form = proven ? ACCOUNT_WITH_SPACES : ACCOUNT;
        String user = name.contains("@") && isRealm(name) ? name.substring(0, name.indexOf('@')) : name;
        return form.matcher(user).matches() ? Optional.of(new Subject("account", user)) : Optional.empty();
    }

    /** A file hash of the kind {@code md5}, {@code sha1} or {@code sha256}; neither all zeros nor that of an empty file. */
    public static Optional<Subject> hash(String kind, String value) {
        String hex = value.strip().toLowerCase(Locale.ROOT);
        boolean valid = HASH_LENGTHS.getOrDefault(kind, -1) == hex.length()
                && hex.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)
                && hex.chars().anyMatch(c -> c != '0') && !EMPTY_FILE.contains(hex);
        return valid ? Optional.of(new Subject(kind, hex)) : Optional.empty();
    }

    /** The hash of a program's imports. Many programs share one, so that it describes a file and is no subject. */
    public static Optional<String> imphash(String value) {
        return hash("md5", value).map(Subject::name);
    }

    /** A TLS client's fingerprint of the kind {@code ja3} or {@code ja4}, under the type that feeds give it. */
    public static Optional<Subject> fingerprint(String kind, String value) {
        ObservableType type = kind.equals("ja4") ? ObservableType.JA4 : ObservableType.JA3;
        String subject = kind.equals("ja4") ? "ja4" : "ja3-fingerprint-md5";
        return Observables.find(kind + ": " + value.strip(), Options.DEFAULTS.only(Set.of(type))).stream().limit(1)
                .map(found -> new Subject(subject, found.value())).findFirst();
    }

    /** A named pipe by its bare name. */
    public static Optional<Subject> pipe(String value) {
        String name = BARE_PIPE.matcher(value.strip()).replaceFirst("").toLowerCase(Locale.ROOT);
        boolean plain = !name.isBlank() && name.length() <= PIPE_LENGTH_MAX
                && name.chars().noneMatch(Character::isISOControl);
        return plain ? Optional.of(new Subject("named-pipe", name)) : Optional.empty();
    }

    /** An indicator found in text, as a subject of its type; empty for types that are none. */
    public static Optional<Subject> of(Observable found) {
        String value = found.value();
        return switch (found.type()) {
            case IPV4, IPV6 -> ip(value);
            case DOMAIN -> domain(value);
            case URL -> url(value);
            case EMAIL -> value.length() <= Limits.SUBJECT_NAME_LENGTH_MAX
                    ? Optional.of(new Subject("email", value))
                    : Optional.empty();
            case MD5 -> hash("md5", value);
            case SHA1 -> hash("sha1", value);
            case SHA256 -> hash("sha256", value);
            case CVE -> Optional.of(new Subject("cve", value));
            default -> Optional.empty();
        };
    }

    /** Named malware or tools are {@code malware:}, groups {@code actor:}, both by a slug of the name. */
    public static Subject threat(NamedThreat threat) {
        String slug = PlainText.slug(threat.name());
        return switch (threat.kind()) {
            case MALWARE, TOOL -> new Subject("malware", slug);
            case GROUP -> new Subject("actor", slug);
            case CAMPAIGN -> new Subject("campaign", slug);
        };
    }

    private static Optional<String> address(String value) {
        String trimmed = value.strip().split("%", 2)[0];
        if (AddressScope.of(trimmed).isEmpty()) {
            return Optional.empty();
        }
        return Observables.find(trimmed, Options.PLAIN).stream().limit(1)
                .map(found -> found.derived().stream().findFirst().map(Observable::value).orElse(found.value()))
                .findFirst();
    }

    private static boolean isRealm(String name) {
        return domain(name.substring(name.indexOf('@') + 1)).isPresent();
    }

    private static String ascii(String name) {
        if (name.chars().allMatch(c -> c < 128)) {
            return name.toLowerCase(Locale.ROOT);
        }
        try {
            return IDN.toASCII(name, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
