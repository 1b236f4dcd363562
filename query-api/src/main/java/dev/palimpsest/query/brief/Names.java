package dev.palimpsest.query.brief;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.observables.Observables;
import dev.palimpsest.observables.attack.Attack;
import dev.palimpsest.observables.attack.NamedThreat;
import dev.palimpsest.observables.attack.Tactic;
import dev.palimpsest.observables.attack.Technique;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What things are called on a line. An organisation's own addresses and what the asker watches stay as they are, unless
 * a feed lists them; every other address, domain and URL is defanged.
 *
 * @param roots      what the briefing is about
 * @param indicators what is listed by intelligence
 */
record Names(Wording wording, Language language, Machines machines, Set<Subject> roots, Set<Subject> indicators) {

    private static final Pattern TECHNIQUE = Pattern.compile("T\\d{4}(\\.\\d{3})?");
    private static final Set<String> CLICKABLE = Set.of("ip", "domain", "url", "email");

    /**
     * What a machine is called.
     *
     * @param refs the edges that join its host and its address; empty where only one of them is told
     */
    record Machine(String text, List<MemoryRef> refs) {}

    /** The machine by the name the asker uses, with its other name beside it. */
    Machine machine(Subject subject) {
        Subject host = machines.of(subject);
        Subject address = roots.stream().filter(root -> !root.equals(host) && machines.of(root).equals(host)).sorted()
                .findFirst().orElse(subject);
        if (address.equals(host)) {
            return new Machine(subject(host), List.of());
        }
        List<MemoryRef> refs = machines.edge(host, address).stream().toList();
        Subject first = roots.contains(host) || !roots.contains(address) ? host : address;
        Subject other = first.equals(host) ? address : host;
        return new Machine(wording.say("alias", "name", subject(first), "other", subject(other)), refs);
    }

    /** A subject by its own name, unless that reads like an order to whoever reads the briefing. */
    String subject(Subject subject) {
        return Shown.isOrder(subject.name()) ? wording.say("withheld") : named(subject);
    }

    /** Somebody's words, unless they read like an order to whoever reads the briefing. */
    String told(String text) {
        return Shown.isOrder(text) ? wording.say("withheld") : text;
    }

    /** What a group of a subject goes by: the same in every language, and no order either. */
    static String key(Subject subject) {
        return Shown.isOrder(subject.name())
                ? subject.type() + ":withheld-" + Hash.of(subject.name()).hex().substring(0, 8)
                : subject.toString();
    }

    private String named(Subject subject) {
        return switch (subject.type()) {
            case "technique" -> technique(subject.name());
            case "malware", "actor", "campaign" -> threat(subject);
            case "tactic" -> Tactic.named(subject.name()).map(this::tactic).orElse(Shown.value(subject.name()));
            default -> Shown.value(isPlain(subject) ? subject.name() : Observables.defang(subject.name()));
        };
    }

    /** Whether the text has the form of an ATT&amp;CK id. */
    static boolean isTechnique(String text) {
        return TECHNIQUE.matcher(text).matches();
    }

    /** The id and, where ATT&amp;CK has it, the name. */
    String technique(String id) {
        return Attack.currentTechnique(id)
                .map(known -> wording.say("technique", "id", known.id(), "name", known.name()))
                .orElseGet(() -> told(Shown.value(id)));
    }

    String tactic(Tactic tactic) {
        return language == Language.CHINESE ? tactic.chinese() : tactic.english();
    }

    /** Lower-case letters and digits with hyphens between: how malware, tools and groups are named as subjects. */
    static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]{1,64}", "-").replaceAll("^-|-$", "");
    }

    /** Whether two techniques are the same or one is part of the other. */
    static boolean isSameTechnique(String one, String other) {
        return one.equals(other) || one.startsWith(other + ".") || other.startsWith(one + ".");
    }

    private static String threat(Subject subject) {
        return Attack.threatsNamed(subject.name()).stream().map(NamedThreat::name)
                .filter(name -> slug(name).equals(subject.name())).findFirst()
                .orElseGet(() -> Shown.value(subject.name()));
    }

    private boolean isPlain(Subject subject) {
        if (!CLICKABLE.contains(subject.type())) {
            return true;
        }
        return !indicators.contains(subject)
                && (roots.contains(subject) || (subject.type().equals("ip") && Shown.isLocal(subject.name())));
    }

    /** The name of a technique as ATT&amp;CK has it now. */
    static String current(String id) {
        return Attack.currentTechnique(id).map(Technique::id).orElse(id);
    }
}
