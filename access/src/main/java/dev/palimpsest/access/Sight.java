package dev.palimpsest.access;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Pap;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.indicator.IndicatorFields;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How far a caller sees into the memory of their tenant. What lies beyond is not there for them: not in answers, counts or
 * histories, and not in errors.
 *
 * @param tlp     the strictest Traffic Light Protocol mark they are cleared for
 * @param pap     the strictest Permissible Actions Protocol mark
 * @param persons of the memories that belong to people or assistants, whose they see; empty for all. What belongs to nobody, such as an
 *                address or an indicator, everybody sees
 */
public record Sight(Tlp tlp, Pap pap, Set<Subject> persons) {

    /** Everything. */
    public static final Sight ALL = new Sight(Tlp.RED, Pap.RED, Set.of());

    /** What a key sees of which nothing else was said. */
    public static final Sight USUAL = new Sight(Tlp.AMBER, Pap.AMBER, Set.of());

    /** @throws IllegalArgumentException where one of the persons is neither a person nor an assistant */
    public Sight {
        persons = Set.copyOf(persons);
        persons.stream().filter(subject -> !subject.isActor()).findAny().ifPresent(subject -> {
            throw new IllegalArgumentException(
                    "memories belong to user:, agent:, app: or run:, and " + subject + " is none of these");
        });
    }

    /** Whether nothing is beyond it. */
    public boolean isAll() {
        return equals(ALL);
    }

    /** Whether something so marked lies within the clearance. */
    public boolean isCleared(Tlp marked, Pap action) {
        return marked.compareTo(tlp) <= 0 && action.compareTo(pap) <= 0;
    }

    /** Whether what belongs to these people and assistants may be seen: to one of them is enough, and to nobody is. */
    public boolean isOpen(Collection<Subject> owners) {
        return persons.isEmpty() || owners.isEmpty() || owners.stream().anyMatch(persons::contains);
    }

    /** Whether this person or assistant, or thing, is within it. */
    public boolean isOpen(Subject subject) {
        return !subject.isActor() || isOpen(Set.of(subject));
    }

    /** Whether the memory is within it; its owners are given by who knows them. */
    public boolean sees(Memory memory, Collection<Subject> owners) {
        return isCleared(memory.marking(), IndicatorFields.pap(memory)) && isOpen(owners);
    }

    /** In one line of parts without spaces, such as {@code tlp=amber pap=red for=user%3Aalice}. */
    public String text() {
        String open = persons.stream().sorted()
                .map(subject -> URLEncoder.encode(subject.toString(), StandardCharsets.UTF_8))
                .collect(Collectors.joining(","));
        return "tlp=" + word(tlp) + " pap=" + word(pap) + (open.isEmpty() ? "" : " for=" + open);
    }

    /**
     * What {@link #text} wrote.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static Sight parse(String text) {
        Sight sight = USUAL;
        for (String part : text.strip().split(" +", -1)) {
            sight = sight.with(part);
        }
        return sight;
    }

    /**
     * The same but for one part as {@link #text} writes it.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public Sight with(String part) {
        String value = part.substring(part.indexOf('=') + 1);
        return switch (part.substring(0, Math.max(0, part.indexOf('=')))) {
            case "tlp" -> new Sight(mark("tlp", Tlp.values(), value), pap, persons);
            case "pap" -> new Sight(tlp, mark("pap", Pap.values(), value), persons);
            case "for" -> new Sight(tlp, pap, Arrays.stream(value.split(",", -1))
                    .map(name -> Subject.parse(URLDecoder.decode(name, StandardCharsets.UTF_8)))
                    .collect(Collectors.toUnmodifiableSet()));
            default -> throw new IllegalArgumentException("how far somebody sees is tlp=, pap= and for=; got: " + part);
        };
    }

    private static <E extends Enum<E>> E mark(String part, E[] marks, String word) {
        String wanted = word.toLowerCase(Locale.ROOT).replace('+', '-').replace('_', '-');
        return Arrays.stream(marks).filter(mark -> word(mark).equals(wanted)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(part + " is one of "
                        + Arrays.stream(marks).map(Sight::word).collect(Collectors.joining(", ")) + "; got: "
                        + word));
    }

    private static String word(Enum<?> mark) {
        return mark.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
