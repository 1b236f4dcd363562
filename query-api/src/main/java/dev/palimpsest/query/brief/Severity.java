package dev.palimpsest.query.brief;

import dev.palimpsest.observables.attack.Tactic;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How bad a detection is, the mildest first. */
enum Severity {
    LOW(1), MEDIUM(2), HIGH(3), CRITICAL(4);

    /**
     * Tactics from the gravest to the mildest: first harm done, then spreading and control, then preparation. The order
     * of an intrusion would not do, for collection comes late in it and weighs less than a stolen credential.
     */
    private static final List<Tactic> GRAVEST_FIRST = List.of(Tactic.IMPACT, Tactic.EXFILTRATION,
            Tactic.LATERAL_MOVEMENT, Tactic.COMMAND_AND_CONTROL, Tactic.CREDENTIAL_ACCESS, Tactic.PRIVILEGE_ESCALATION,
            Tactic.PERSISTENCE, Tactic.EXECUTION, Tactic.COLLECTION, Tactic.INITIAL_ACCESS, Tactic.DEFENSE_EVASION,
            Tactic.DISCOVERY, Tactic.RESOURCE_DEVELOPMENT, Tactic.RECONNAISSANCE);

    /** The gravest tactic first. */
    static final Comparator<Tactic> BY_GRAVITY = Comparator.comparingInt(GRAVEST_FIRST::indexOf);

    private final int weight;

    Severity(int weight) {
        this.weight = weight;
    }

    /** What a rule or a sensor calls it, where it uses one of the four words. */
    static Optional<Severity> named(String word) {
        String name = word.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
    }

    /** What the gravest of the tactics makes of it; low where there is none. */
    static Severity of(List<Tactic> tactics) {
        int rank = tactics.stream().mapToInt(GRAVEST_FIRST::indexOf).min().orElse(Integer.MAX_VALUE);
        if (rank <= GRAVEST_FIRST.indexOf(Tactic.EXFILTRATION)) {
            return CRITICAL;
        }
        if (rank <= GRAVEST_FIRST.indexOf(Tactic.CREDENTIAL_ACCESS)) {
            return HIGH;
        }
        return rank <= GRAVEST_FIRST.indexOf(Tactic.INITIAL_ACCESS) ? MEDIUM : LOW;
    }

    /** 1 to 4. */
    int weight() {
        return weight;
    }
}
