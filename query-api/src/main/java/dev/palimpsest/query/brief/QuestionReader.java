package dev.palimpsest.query.brief;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.observables.Observable;
import dev.palimpsest.observables.Observables;
import dev.palimpsest.observables.Options;
import dev.palimpsest.observables.attack.Attack;
import dev.palimpsest.observables.attack.NameMatch;
import dev.palimpsest.observables.attack.NamedThreat;
import dev.palimpsest.observables.attack.Tactic;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what a question names. A bare word is taken for a host only if memory knows a host of that name. */
final class QuestionReader {

    /** Most words of one question looked up as hosts. */
    static final int HOSTS_MAX = 8;

    /** Names of tactics that are also words of everyday speech, in one language or both. */
    private static final Set<Tactic> EVERYDAY = EnumSet.of(Tactic.EXECUTION, Tactic.DISCOVERY, Tactic.COLLECTION,
            Tactic.IMPACT);
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{1,62}");
    private static final Pattern LIKE_A_HOST = Pattern.compile(".*[0-9_-].*|[A-Z]{2,}");
    private static final Pattern CALLED_HOST = Pattern
            .compile("(?i)(?:\\bhosts?|\\bserver|\\bmachine|主机|服务器|机器)\\s{0,3}$");

    private final Predicate<Subject> isKnown;

    /** @param isKnown whether any memory is about a subject */
    QuestionReader(Predicate<Subject> isKnown) {
        this.isKnown = isKnown;
    }

    Question read(String text, Instant now) {
        List<Observable> found = Observables.find(text, Options.PLAIN);
        Set<Subject> things = found.stream().flatMap(QuestionReader::thing)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        things.addAll(hosts(text, found));
        Set<String> techniques = found.stream().filter(each -> subjectType(each).equals("technique"))
                .map(each -> Names.current(each.value())).collect(Collectors.toSet());
        return new Question(TimeWords.in(text, now), things, techniques, tactics(text), threats(text));
    }

    private static Stream<Subject> thing(Observable observable) {
        String type = subjectType(observable);
        return type.isEmpty() || type.equals("technique")
                ? Stream.empty()
                : Subjects.read(type + ":" + observable.value()).stream();
    }

    private static String subjectType(Observable observable) {
        return switch (observable.type()) {
            case IPV4, IPV6 -> "ip";
            case DOMAIN -> "domain";
            case URL -> "url";
            case EMAIL -> "email";
            case SHA256 -> "sha256";
            case SHA1 -> "sha1";
            case MD5 -> "md5";
            case CVE -> "cve";
            case ATTACK_TECHNIQUE -> "technique";
            default -> "";
        };
    }

    private Set<Subject> hosts(String text, List<Observable> found) {
        return WORD.matcher(text).results().filter(word -> mayBeHost(text, word, found))
                .map(word -> word.group().toLowerCase(Locale.ROOT)).distinct().limit(HOSTS_MAX)
                .flatMap(name -> Subjects.read("host:" + name).stream()).filter(isKnown).collect(Collectors.toSet());
    }

    /** The first label of a domain name may be a host's too; other indicators are no hosts. */
    private static boolean mayBeHost(String text, MatchResult word, List<Observable> found) {
        Optional<Observable> inside = found.stream()
                .filter(each -> each.start() <= word.start() && word.end() <= each.end()).findFirst();
        if (inside.isPresent()) {
            return inside.get().start() == word.start() && subjectType(inside.get()).equals("domain");
        }
        return LIKE_A_HOST.matcher(word.group()).matches()
                || CALLED_HOST.matcher(text.substring(Math.max(0, word.start() - 12), word.start())).find();
    }

    private static Set<Tactic> tactics(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return Arrays.stream(Tactic.values()).filter(tactic -> !EVERYDAY.contains(tactic))
                .filter(tactic -> lower.contains(tactic.english().toLowerCase(Locale.ROOT))
                        || lower.contains(tactic.shortName()) || lower.contains(tactic.chinese()))
                .collect(Collectors.toSet());
    }

    private static Set<Subject> threats(String text) {
        return Attack.namesIn(text).stream().map(NameMatch::threats).flatMap(List::stream)
                .flatMap(threat -> Subjects.read(type(threat) + ":" + Names.slug(threat.name())).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String type(NamedThreat threat) {
        return switch (threat.kind()) {
            case MALWARE, TOOL -> "malware";
            case GROUP -> "actor";
            case CAMPAIGN -> "campaign";
        };
    }
}
