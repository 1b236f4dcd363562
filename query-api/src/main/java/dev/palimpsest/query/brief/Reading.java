package dev.palimpsest.query.brief;

import dev.palimpsest.index.MemoryFilter;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.TrustTier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All that one briefing reads, each kind of reading within a bound. Not safe for several threads. */
final class Reading {

    /** Most profile memories of one asker. */
    static final int PROFILE_MAX = 500;

    /** Most detections of one period, the latest first. */
    static final int DETECTIONS_MAX = MemoryFilter.SIZE_MAX;

    /** A story is told of one day. */
    private static final Duration STORY_LENGTH_MAX = Duration.ofDays(1);

    /** Most relations or indicators of one reading. */
    static final int RELATIONS_MAX = MemoryFilter.SIZE_MAX;

    /** Most addresses whose hosts are looked for, each a reading of its own. */
    static final int ADDRESSES_MAX = 16;

    /** Most hosts looked at behind one address. */
    static final int HOSTS_MAX = 10;

    /** Most single memories followed from detections. */
    static final int HEADS_MAX = 100;

    /** Most matches of the question's own words. */
    static final int MATCHES_MAX = 20;

    private final MemoryReader reader;
    private final TenantId tenant;
    private final MemoryFilter current;
    private final Map<MemoryId, Optional<Memory>> heads = new HashMap<>();
    private final Map<MemoryRef, TrustTier> trust = new HashMap<>();

    Reading(MemoryReader reader, TenantId tenant, BriefRequest.Scope scope) {
        this.reader = reader;
        this.tenant = tenant;
        this.current = MemoryFilter.CURRENT.withMinTrust(scope.minTrust()).withCorroborated(scope.corroborated());
    }

    /** On whose word each version rests that was read so far. */
    Map<MemoryRef, TrustTier> trust() {
        return trust;
    }

    List<Memory> profile(Subject asker) {
        return list(current.withSubjects(Set.of(asker)).withKinds(Kind.PROFILE), PROFILE_MAX);
    }

    boolean isKnown(Subject subject) {
        return !list(current.withAbout(Set.of(subject)), 1).isEmpty();
    }

    /** Detections about any of the subjects, or all where there are none, seen within the window. */
    List<Story> detections(Set<Subject> about, Window window) {
        MemoryFilter filter = told().withAbout(about).withKinds(Kind.DETECTION).between(window.from(),
                window.open() ? null : window.to().plus(STORY_LENGTH_MAX));
        return stories(list(filter, DETECTIONS_MAX)).stream()
                .filter(story -> window.open() || story.memory().occurrences().first().isBefore(window.to())).toList();
    }

    /** The latest detection of all about any of the subjects, or whatever it is about where there are none. */
    Optional<Story> latest(Set<Subject> about) {
        return stories(list(told().withAbout(about).withKinds(Kind.DETECTION), 1)).stream().findFirst();
    }

    /** Edges that lead from hosts to their addresses, for hosts and addresses among the subjects. */
    List<Memory> addresses(Collection<Subject> subjects) {
        Set<Subject> hosts = subjects.stream().filter(each -> each.type().equals("host")).collect(Collectors.toSet());
        List<Memory> edges = new ArrayList<>();
        if (!hosts.isEmpty()) {
            edges.addAll(list(relations().withSubjects(hosts), RELATIONS_MAX));
        }
        // A busy address has thousands of relations; asking for the words of the edge brings the few that matter first.
        subjects.stream().filter(each -> each.type().equals("ip")).sorted().limit(ADDRESSES_MAX)
                .forEach(address -> edges.addAll(
                        search("has address", relations().withAbout(Set.of(address)), HOSTS_MAX)));
        return edges.stream().filter(edge -> Subjects.target(edge, Machines.HAS_ADDRESS).isPresent()).distinct()
                .toList();
    }

    /** What anybody is known to use of these techniques. */
    List<Memory> usersOf(Set<Subject> techniques) {
        return techniques.isEmpty() ? List.of() : list(relations().withAbout(techniques), RELATIONS_MAX);
    }

    /** What these are known to use. */
    List<Memory> usedBy(Set<Subject> malware) {
        return malware.isEmpty() ? List.of() : list(relations().withSubjects(malware), RELATIONS_MAX);
    }

    /** Indicators on any of the subjects. */
    List<Memory> indicators(Set<Subject> subjects) {
        return subjects.isEmpty()
                ? List.of()
                : list(current.withSubjects(subjects).withKinds(Kind.INDICATOR), RELATIONS_MAX);
    }

    /** What people decided or said is so about any of the subjects. */
    List<Memory> facts(Set<Subject> about) {
        return about.isEmpty()
                ? List.of()
                : list(current.withAbout(about).withKinds(Kind.SEMANTIC)
                        .withCategories(Set.of("decision", "asset")), MATCHES_MAX);
    }

    /** The asker's own conversations and facts that match the words. */
    List<Memory> matches(Subject asker, String text) {
        MemoryFilter filter = current.withSubjects(Set.of(asker)).withKinds(Kind.EPISODIC, Kind.SEMANTIC);
        return text.isBlank()
                ? List.of()
                : search(text, filter, MATCHES_MAX);
    }

    /** The head of a memory, whatever its status but erased; empty beyond the bound. */
    Optional<Memory> head(MemoryId id) {
        if (!heads.containsKey(id) && heads.size() >= HEADS_MAX) {
            return Optional.empty();
        }
        return heads.computeIfAbsent(id, key -> reader.get(tenant, key).map(this::noted))
                .filter(head -> head.status() != Status.ERASED);
    }

    /** Detections that are held for their words are told without them: holding words must not hide what happened. */
    private MemoryFilter told() {
        return current.withStatuses(Set.of(Status.CURRENT, Status.QUARANTINED));
    }

    private MemoryFilter relations() {
        return current.withKinds(Kind.RELATION);
    }

    private List<Memory> list(MemoryFilter filter, int size) {
        return reader.list(tenant, filter, size, null).memories().stream().map(this::noted).toList();
    }

    private List<Memory> search(String text, MemoryFilter filter, int size) {
        return reader.search(tenant, text, filter, size).stream().map(MemoryReader.Hit::memory).map(this::noted)
                .toList();
    }

    private Memory noted(Memory memory) {
        trust.put(memory.ref(), memory.trust());
        return memory;
    }

    private static List<Story> stories(List<Memory> memories) {
        return memories.stream().flatMap(memory -> Story.of(memory).stream()).toList();
    }
}
