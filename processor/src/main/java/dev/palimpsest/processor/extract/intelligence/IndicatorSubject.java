package dev.palimpsest.processor.extract.intelligence;

import dev.palimpsest.memory.Limits;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.observables.Observables;
import dev.palimpsest.processor.extract.typed.PlainText;
import dev.palimpsest.processor.extract.typed.Prefix;
import dev.palimpsest.processor.extract.typed.Subjects;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What an indicator is about. */
final class IndicatorSubject {

    /** Types that have no fixed form. What only describes others has no subject of its own. */
    private static final Set<String> FREE = Set.of("filename", "file-path", "file-name", "process-name", "mutex",
            "mutex-name", "mutex-value", "regkey", "user-agent", "app-id", "app-cert-sha256", "url-path",
            "pattern-in-file", "windows-registry-key-key", "x509-certificate-hashes-sha-1",
            "x509-certificate-hashes-sha-256", "configuration-profile-id", "android-app", "ssdeep", "imphash",
            "authentihash", "jarm-fingerprint", "x509-fingerprint-sha1",
            "x509-fingerprint-sha256", "btc", "xmr", "eth", "windows-service-name", "windows-scheduled-task");
    private static final int TYPE_LENGTH_MAX = 32;

    private IndicatorSubject() {}

    /** Empty where the value is not of the stated type, or the type names nothing that can be looked for. */
    static Optional<Subject> of(FeedObject feed) {
        String value = feed.object().first("indicator.value").map(String::strip).orElse("");
        if (value.isEmpty() || value.length() > Limits.SUBJECT_NAME_LENGTH_MAX) {
            return Optional.empty();
        }
        String type = feed.object().first("indicator.type").orElse("").toLowerCase(Locale.ROOT);
        String refanged = Observables.refang(value);
        return switch (type) {
            case "ipv4", "ipv6", "ip" -> Subjects.ip(refanged);
            case "domain", "hostname" -> Subjects.domain(refanged);
            case "url" -> Subjects.url(refanged.contains("://") ? refanged : "http://" + refanged);
            case "email" -> email(refanged);
            case "md5", "sha1", "sha256" -> Subjects.hash(type, value);
            case "cidr" -> Prefix.parse(refanged).flatMap(IndicatorSubject::network);
            case "named-pipe" -> Subjects.pipe(value);
            case "ja3-fingerprint-md5", "ja4" ->
                Subjects.fingerprint(type.equals("ja4") ? type : "ja3", value);
            case "cve" ->
                value.matches("(?i)CVE-\\d{4}-\\d{4,7}") ? Optional.of(new Subject("cve", value)) : Optional.empty();
            case "sha512" ->
                value.matches("[0-9a-fA-F]{128}") ? Optional.of(new Subject(type, value)) : Optional.empty();
            default -> free(type, value);
        };
    }

    /** A block of one address is that address. */
    private static Optional<Subject> network(Prefix prefix) {
        return prefix.length() == prefix.bits()
                ? Subjects.ip(prefix.address().getHostAddress())
                : Optional.of(prefix.subject());
    }

    private static Optional<Subject> free(String type, String value) {
        boolean plain = FREE.contains(type) && type.length() <= TYPE_LENGTH_MAX
                && value.chars().noneMatch(Character::isISOControl);
        return plain ? Optional.of(new Subject(PlainText.slug(type), value)) : Optional.empty();
    }

    private static Optional<Subject> email(String value) {
        int at = value.lastIndexOf('@');
        boolean plain = at > 0 && value.chars().noneMatch(c -> c <= ' ' || Character.isISOControl(c));
        return plain
                ? Subjects.domain(value.substring(at + 1))
                        .map(domain -> new Subject("email", value.substring(0, at) + "@" + domain.name()))
                : Optional.empty();
    }
}
