package dev.palimpsest.query.brief;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.ledger.Rivals;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What is remembered about the asker.
 *
 * @param watches what the asker keeps an eye on, the latest stated first
 * @param habits  what the asker works on, likewise
 * @param slots   the other profile memories by slot name
 * @param rivals  what weaker words say instead: shown, never followed
 */
record Asker(Subject subject, SequencedMap<Subject, Memory> watches, SequencedMap<Subject, Memory> habits,
        SequencedMap<String, Memory> slots, List<Memory> rivals) {

    private static final String WATCHES = "watches";
    private static final String WORKS_ON = "works-on";
    private static final Set<String> SHORT_WORDS = Set.of("short", "brief", "concise", "简短", "简洁", "简要");

    Asker {
        watches = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(watches));
        habits = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(habits));
        slots = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(slots));
        rivals = List.copyOf(rivals);
    }

    /** Sorts profile memories out. */
    static Asker of(Subject subject, List<Memory> profile) {
        SequencedMap<Subject, Memory> watches = new LinkedHashMap<>();
        SequencedMap<Subject, Memory> habits = new LinkedHashMap<>();
        SequencedMap<String, Memory> slots = new LinkedHashMap<>();
        List<Memory> rivals = profile.stream().filter(memory -> Rivals.isRival(memory.identity())).toList();
        for (Memory memory : profile) {
            if (memory.content() instanceof Content.Plain && !rivals.contains(memory)) {
                Optional<Subject> watched = Subjects.target(memory, WATCHES);
                Optional<Subject> habit = Subjects.target(memory, WORKS_ON);
                watched.ifPresent(target -> watches.putIfAbsent(target, memory));
                habit.ifPresent(target -> habits.putIfAbsent(target, memory));
                if (watched.isEmpty() && habit.isEmpty()) {
                    slots.putIfAbsent(slot(memory), memory);
                }
            }
        }
        return new Asker(subject, watches, habits, slots, rivals);
    }

    /** The language asked for; empty where none is or it follows the question. */
    Optional<Language> language() {
        return content("language").flatMap(
                slot -> Language.named(slot.first("language").orElse(slot.text())));
    }

    /** How findings shall be arranged; by time where nothing is stated. */
    Grouping grouping() {
        return content("grouping").flatMap(Grouping::in).orElse(Grouping.TIME);
    }

    /** Whether short answers are liked. */
    boolean likesShort() {
        return content("detail").filter(slot -> isShort(slot.first("detail").orElse(slot.text()))).isPresent();
    }

    private Optional<Content.Plain> content(String slot) {
        return Optional.ofNullable(slots.get(slot)).flatMap(memory -> memory.content().plain());
    }

    private static boolean isShort(String words) {
        return SHORT_WORDS.stream().anyMatch(words::contains);
    }

    private static String slot(Memory memory) {
        return memory.identity().form() == Identity.Form.SLOT ? memory.identity().key() : memory.id().toString();
    }
}
