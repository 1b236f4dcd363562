package dev.palimpsest.processor.ledger;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.KeyStretch;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.ledger.MemoryEvent;
import dev.palimpsest.processor.extract.event.EdgeType;
import dev.palimpsest.processor.extract.event.Logons;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is new in an account's logons against what the account is known to do. The memory of its behaviour is its logons:
 * where to, when in the day, of which type, since when and how often. A logon that differs is a detection of its own.
 * Nothing is new of an account that is hardly known.
 */
final class NewBehaviour {

    /** Shortest time between an account's first logon and one that can be unusual for it. */
    static final Duration KNOWN_FOR_MIN = Duration.ofDays(7);

    /** Fewest logons after which one can be unusual. */
    static final long LOGONS_MIN = 10;

    private static final String LOGON = EdgeType.LOGGED_ON_TO.label() + ">";
    private static final int USUAL_HOSTS_MAX = 5;
    private static final double CONFIDENCE = 0.5;
    private static final List<String> HABITS = List.of(Logons.TIME_OF_DAY, Logons.TYPE);

    private NewBehaviour() {}

    /** Whether an event may tell of new behaviour: a logon's first, or one with something new about it. */
    static boolean concerns(Memory memory, MemoryEvent event) {
        return isLogon(memory) && (event instanceof MemoryEvent.Created || event instanceof MemoryEvent.Revised);
    }

    /**
     * The detection that follows from a logon.
     *
     * @param before as the logon's memory was; null where it is the first to that machine
     * @param after  as it is now
     * @param cause  the statement that made it so
     * @param known  memories of the account, this one included or not
     */
    static Optional<Statement> of(@Nullable Memory before, Memory after, Statement cause, List<Memory> known) {
        List<Memory> habits = new ArrayList<>(known.stream()
                .filter(memory -> isLogon(memory) && !memory.id().equals(after.id())).toList());
        if (before != null) {
            habits.add(before);
        }
        if (!isEstablished(habits, cause.occurrences().first()) || !(cause.content() instanceof Content.Plain seen)) {
            return Optional.empty();
        }
        Map<String, List<String>> news = news(before == null, habits, seen, cause.occurrences().first());
        return news.isEmpty() ? Optional.empty() : Optional.of(claim(after, cause, habits, news));
    }

    private static boolean isLogon(Memory memory) {
        return memory.kind() == Kind.RELATION && memory.identity().key().startsWith(LOGON)
                && !memory.subject().name().endsWith("$"); // machines log on everywhere
    }

    private static boolean isEstablished(List<Memory> habits, Instant at) {
        long logons = habits.stream().mapToLong(memory -> memory.occurrences().count()).sum();
        return logons >= LOGONS_MIN && habits.stream().map(memory -> memory.occurrences().first())
                .anyMatch(first -> !first.isAfter(at.minus(KNOWN_FOR_MIN)));
    }

    /** Whether what was known is forgotten since it was kept for a time, and what stands instead is too young to be usual. */
    private static boolean isRelearning(List<Memory> habits, Instant at) {
        return habits.stream().flatMap(memory -> memory.content().key().flatMap(KeyStretch::of).stream())
                .anyMatch(stretch -> stretch.begin().isAfter(at.minus(KNOWN_FOR_MIN)));
    }

    private static Map<String, List<String>> news(boolean isNewHost, List<Memory> habits, Content.Plain seen,
            Instant at) {
        Map<String, List<String>> news = new TreeMap<>();
        if (isNewHost) {
            news.put("host", List.of());
        }
        for (String habit : isRelearning(habits, at) ? List.<String>of() : HABITS) {
            Set<String> usual = new HashSet<>();
            habits.forEach(memory -> memory.content().plain().ifPresent(content -> usual.addAll(content.all(habit))));
            List<String> unusual = seen.all(habit).stream().filter(value -> !usual.contains(value)).toList();
            if (!usual.isEmpty() && !unusual.isEmpty()) {
                news.put(habit, unusual);
            }
        }
        return news;
    }

    private static Statement claim(Memory after, Statement cause, List<Memory> habits,
            Map<String, List<String>> news) {
        Subject account = after.subject();
        Subject host = Subject.parse(after.identity().key().substring(LOGON.length()));
        Occurrences seen = cause.occurrences();
        String day = seen.last().atZone(ZoneOffset.UTC).toLocalDate().toString();
        TreeMap<String, List<String>> attributes = new TreeMap<>(Map.of("rule.id", List.of("new-logon-behaviour"),
                "rule.name", List.of("Logon unlike the account's earlier ones"), "event.severity", List.of("low"),
                "behaviour.new", List.copyOf(news.keySet()), "behaviour.usual_hosts", usualHosts(habits)));
        news.forEach((habit, values) -> {
            if (!values.isEmpty()) {
                attributes.put("behaviour.new." + habit, values);
            }
        });
        String text = account.name() + " logged on to " + host.name() + " unlike before: new "
                + String.join(", ", news.keySet()) + "; usually on " + String.join(", ", usualHosts(habits));
        return new Statement(after.tenant(), account, Kind.DETECTION,
                Identity.story("new-logon-behaviour|" + host + "|" + day),
                new Content.Plain(text, attributes, List.of(account, host), List.of("behaviour")),
                ValidTime.since(seen.first()), seen, CONFIDENCE, after.trust(), after.marking(), cause.evidence(),
                refs(after, habits));
    }

    private static List<MemoryRef> refs(Memory after, List<Memory> habits) {
        List<MemoryRef> refs = new ArrayList<>(List.of(after.ref()));
        habits.stream().filter(memory -> !memory.id().equals(after.id())).map(Memory::ref).forEach(refs::add);
        return refs;
    }

    /** The machines it was on most often. */
    private static List<String> usualHosts(List<Memory> habits) {
        return habits.stream()
                .sorted(Comparator.comparingLong((Memory memory) -> memory.occurrences().count()).reversed()
                        .thenComparing(memory -> memory.identity().key()))
                .limit(USUAL_HOSTS_MAX)
                .map(memory -> Subject.parse(memory.identity().key().substring(LOGON.length())).name()).toList();
    }
}
