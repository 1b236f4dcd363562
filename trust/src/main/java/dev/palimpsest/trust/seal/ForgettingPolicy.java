package dev.palimpsest.trust.seal;

import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.SourceName;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.observation.Payload;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How long what is sealed is kept, and which events are sealed beside what persons say. Lines, of which the first that fits
 * decides; {@code #} begins a comment:
 *
 * <pre>
 * keep  TENANT  KIND    DAYS          # or an ISO 8601 duration
 * seal  TENANT  SOURCE  account|host|tenant
 * keep  acme    episodic  90
 * keep  *       receipts  30
 * seal  acme    siem-*    account
 * </pre>
 *
 * A tenant or source is a name, {@code *}, or a beginning with {@code *} after it. A kind is one of memory's, in lower case,
 * {@code receipts}, {@code events} for what is sealed of these, {@code letters} for dead ones, or {@code *}; {@code episodic} is also of what was said
 * verbatim, wherever that lies. Events are sealed as their account's, host's or tenant's, and as the tenant's where they name none.
 */
public final class ForgettingPolicy {

    /** Everything until somebody is forgotten, and events as they are. */
    public static final ForgettingPolicy NONE = new ForgettingPolicy(List.of(), List.of());

    /** Kind of what was asked. */
    public static final String RECEIPTS = "receipts";

    /** Kind of what a record held that nobody could read. */
    public static final String LETTERS = "letters";

    /** Kind of events as they came. */
    public static final String EVENTS = "events";

    /** Kind of what was said, as it was said. */
    public static final String VERBATIM = word(Kind.EPISODIC);

    static final int RULES_MAX = 1_000;

    private static final String TENANT = "tenant";
    private static final String ANY = "*";

    private record Keep(String tenant, String kind, Duration longest) {}

    private record Seal(String tenant, String source, String owner) {}

    private final List<Keep> kept;
    private final List<Seal> sealed;

    private ForgettingPolicy(List<Keep> kept, List<Seal> sealed) {
        this.kept = List.copyOf(kept);
        this.sealed = List.copyOf(sealed);
    }

    /** A memory's kind as it is written here. */
    public static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The policy in lines.
     *
     * @param file for messages
     * @throws IllegalArgumentException naming file, line and what is wrong
     */
    public static ForgettingPolicy parse(String file, List<String> lines) {
        List<Keep> kept = new ArrayList<>();
        List<Seal> sealed = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            if (!line.isEmpty()) {
                try {
                    take(line.split("\\s+"), kept, sealed);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(file + ":" + (i + 1) + ": " + e.getMessage(), e);
                }
            }
        }
        return new ForgettingPolicy(kept, sealed);
    }

    private static void take(String[] words, List<Keep> kept, List<Seal> sealed) {
        if (words.length != 4 || kept.size() + sealed.size() >= RULES_MAX) {
            throw new IllegalArgumentException("a rule reads: keep TENANT KIND DAYS, or seal TENANT SOURCE"
                    + " account|host|tenant, and a file has at most " + RULES_MAX);
        }
        switch (words[0]) {
            case "keep" -> kept.add(new Keep(words[1], kind(words[2]), duration(words[3])));
            case "seal" -> sealed.add(new Seal(words[1], words[2], owner(words[3])));
            default -> throw new IllegalArgumentException("a rule begins with keep or seal; got: " + words[0]);
        }
    }

    private static String kind(String word) {
        TreeSet<String> known = new TreeSet<>(List.of(ANY, RECEIPTS, EVENTS, LETTERS));
        Arrays.stream(Kind.values()).map(ForgettingPolicy::word).forEach(known::add);
        if (!known.contains(word)) {
            throw new IllegalArgumentException("a kind is one of " + String.join(", ", known) + "; got: " + word);
        }
        return word;
    }

    private static Duration duration(String word) {
        try {
            Duration duration = word.matches("\\d{1,5}") ? Duration.ofDays(Long.parseLong(word)) : Duration.parse(word);
            if (duration.toSeconds() >= 1) {
                return duration;
            }
        } catch (DateTimeException _) {
            // told below
        }
        throw new IllegalArgumentException("a time is a number of days or an ISO 8601 duration of a second at least;"
                + " got: " + word);
    }

    private static String owner(String word) {
        if (!List.of("account", "host", TENANT).contains(word)) {
            throw new IllegalArgumentException("events are sealed as account's, host's or tenant's; got: " + word);
        }
        return word;
    }

    /** How long what is sealed of this kind is kept at most; empty for as long as nobody is forgotten. */
    public Optional<Duration> longest(TenantId tenant, String kind) {
        return kept.stream().filter(rule -> fits(rule.tenant, tenant.value())
                && (rule.kind.equals(ANY) || rule.kind.equals(kind))).map(Keep::longest).findFirst();
    }

    /** Whose an event is to be sealed as; empty where it is written as it came. */
    public Optional<Subject> owner(TenantId tenant, String source, Payload.Event event) {
        return sealed.stream()
                .filter(rule -> fits(rule.tenant, tenant.value())
                        && (fits(rule.source, source) || fits(rule.source, SourceName.sender(source))))
                .findFirst().map(rule -> owner(rule.owner, event).orElseGet(() -> new Subject(TENANT, tenant.value())));
    }

    private static Optional<Subject> owner(String type, Payload.Event event) {
        return switch (type) {
            case "account" -> event.first("user.name")
                    .map(name -> name.substring(name.lastIndexOf('\\') + 1).split("[/@]", 2)[0])
                    .flatMap(name -> subject(type, name));
            case "host" -> event.first("host.name").or(() -> event.first("host.hostname"))
                    .flatMap(name -> subject(type, name.split("\\.", 2)[0]));
            default -> Optional.empty();
        };
    }

    private static Optional<Subject> subject(String type, @Nullable String name) {
        try {
            return name == null || name.isBlank() ? Optional.empty() : Optional.of(new Subject(type, name.strip()));
        } catch (IllegalArgumentException _) { // no name that anybody could be asked to forget
            return Optional.empty();
        }
    }

    private static boolean fits(String pattern, String name) {
        return pattern.endsWith(ANY)
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(name);
    }
}
