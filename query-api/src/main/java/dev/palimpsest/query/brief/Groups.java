package dev.palimpsest.query.brief;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.observables.attack.Tactic;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Arranges stories. A story stands in one group: that of its earliest tactic where it has several. */
record Groups(Grouping grouping, Names names) {

    private static final List<Tactic> KILL_CHAIN = List.of(Tactic.values());

    /**
     * A group.
     *
     * @param order the groups' order
     * @param key   the same in every language
     */
    record Key(long order, String key, String title) implements Comparable<Key> {

        static final Key NONE = new Key(0, "", "");

        @Override
        public int compareTo(Key other) {
            int byOrder = Long.compare(order, other.order);
            return byOrder != 0 ? byOrder : key.compareTo(other.key);
        }
    }

    Map<Key, List<Story>> of(List<Story> stories) {
        return stories.stream().collect(Collectors.groupingBy(this::key, HashMap::new, Collectors.toList()));
    }

    private Key key(Story story) {
        return switch (grouping) {
            case ATTACK_TACTIC -> tactic(story);
            case ATTACK_TECHNIQUE -> technique(story);
            case HOST -> machine(isMachine(story.target()) ? story.target() : story.source());
            case SOURCE -> machine(story.source());
            case SEVERITY -> severity(story.severity());
            case TIME -> day(story.memory().occurrences().last());
        };
    }

    /** In the order of an intrusion. */
    private Key tactic(Story story) {
        return story.tactics().stream().findFirst()
                .map(tactic -> new Key(KILL_CHAIN.indexOf(tactic), tactic.shortName(), names.tactic(tactic)))
                .orElseGet(() -> new Key(KILL_CHAIN.size(), "other", names.wording().say("tactic.none")));
    }

    /** In the order of an intrusion, too: the tactic stands before the technique. */
    private Key technique(Story story) {
        Key tactic = tactic(story);
        String id = Names.current(story.technique());
        return !Names.isTechnique(id)
                ? tactic
                : new Key(tactic.order(), id, names.wording().say("technique.group", "tactic", tactic.title(),
                        "technique", names.technique(id)));
    }

    /** What the briefing is about first, then by name. */
    private Key machine(Subject subject) {
        Subject machine = names.machines().of(subject);
        boolean ours = names.roots().stream().anyMatch(root -> names.machines().of(root).equals(machine));
        return new Key(ours ? 0 : 1, Names.key(machine), names.subject(machine));
    }

    private Key severity(Severity severity) {
        return new Key(-severity.weight(), severity.name().toLowerCase(Locale.ROOT),
                names.wording().say("severity." + severity.name()));
    }

    /** The latest day first. */
    private Key day(Instant last) {
        String day = names.wording().day(last);
        return new Key(-last.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay(), day, day);
    }

    private static boolean isMachine(Subject subject) {
        return subject.type().equals("host") || (subject.type().equals("ip") && Shown.isLocal(subject.name()));
    }
}
