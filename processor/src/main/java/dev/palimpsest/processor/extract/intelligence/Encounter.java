package dev.palimpsest.processor.extract.intelligence;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Content.Plain;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.indicator.IndicatorFields;
import dev.palimpsest.observables.attack.Attack;
import dev.palimpsest.observables.attack.Tactic;
import dev.palimpsest.observables.attack.Technique;
import dev.palimpsest.processor.extract.event.EdgeType;
import dev.palimpsest.processor.extract.typed.PlainText;
import dev.palimpsest.processor.extract.typed.Prefix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who met what, and how.
 *
 * @param party      the machine or address that met the indicator: whom the story is about
 * @param thing      the indicator's subject
 * @param edge       how they met
 * @param technique  what that amounts to
 * @param repeated   whether the contacts come again and again
 * @param threat     what stands behind the indicator, as its source names it; may be empty
 * @param source     who published the indicator
 * @param matter     what the story is told by: the thing, of a file's hashes always the strongest, of a network the
 *                   address that was met
 * @param doubt      why it may mean nothing; empty where nothing speaks against it
 */
record Encounter(Subject party, Subject thing, EdgeType edge, Technique technique, boolean repeated, String threat,
        String source, Subject matter, String doubt) {

    private static final int NAME_LENGTH_MAX = 160;
    private static final List<String> HASHES = List.of("sha256", "sha1", "md5");
    private static final List<String> TELLING = List.of("destination.port", "network.protocol", "process.name",
            "process.executable", "file.path");

    /** Empty where the relation is no contact. */
    static Optional<Encounter> of(Memory indicator, Plain known, Memory sighting) {
        String[] key = sighting.identity().key().split(">", 2);
        Optional<EdgeType> edge = Arrays.stream(EdgeType.values()).filter(type -> type.label().equals(key[0]))
                .findFirst();
        if (key.length < 2 || edge.isEmpty()) {
            return Optional.empty();
        }
        Subject party = Subject.parse(key[1]);
        return technique(edge.get()).flatMap(Attack::currentTechnique)
                .map(technique -> new Encounter(party, indicator.subject(), edge.get(), technique,
                        isRepeated(sighting.occurrences()),
                        known.first("threat.software.name").or(() -> known.first("threat.group.name")).orElse(""),
                        source(indicator, known),
                        matter(indicator.subject(), sighting), Doubt.of(known)));
    }

    /** By all names under which its sender listed it. */
    private static String source(Memory indicator, Plain known) {
        List<String> names = known.all(IndicatorFields.SOURCE);
        return PlainText.of(names.isEmpty() ? indicator.identity().key() : String.join(", ", names), NAME_LENGTH_MAX);
    }

    /** Feeds list a file by any of its hashes, and each way it is one file; an address alone or in its network. */
    private static Subject matter(Subject thing, Memory sighting) {
        if (thing.type().equals(Prefix.TYPE)) {
            return sighting.subject();
        }
        return HASHES.contains(thing.type())
                ? HASHES.stream()
                        .flatMap(kind -> sighting.content().plain()
                                .flatMap(seen -> seen.first("file.hash." + kind)).stream()
                                .map(hash -> new Subject(kind, hash)))
                        .findFirst()
                        .filter(strongest -> HASHES.indexOf(strongest.type()) < HASHES.indexOf(thing.type()))
                        .orElse(thing)
                : thing;
    }

    /** Fingerprints and pipe names are shared by innocent programs: they join memories and accuse nobody. What a name resolves to did nothing, and whoever holds the name chose it: who asked for the name is the contact. */
    private static Optional<String> technique(EdgeType edge) {
        return switch (edge) {
            case CONTACTED_BY, QUERIED_BY, REQUESTED_BY -> Optional.of("T1071");
            case RAN_ON, FOUND_ON, TRANSFERRED_BY -> Optional.of("T1105");
            case RESOLVES_TO, LOGGED_ON_TO, FAILED_LOGON_TO, HAS_ADDRESS, MENTIONED_BY, PRESENTED_BY, OPENED_ON ->
                Optional.empty();
        };
    }

    private static boolean isRepeated(Occurrences contacts) {
        Duration span = Duration.between(contacts.first(), contacts.last());
        return contacts.count() >= Encounters.BEACONING_COUNT_MIN
                && span.compareTo(Encounters.BEACONING_SPAN_MIN) >= 0;
    }

    Content content(Plain known, Plain seen) {
        TreeMap<String, List<String>> attributes = new TreeMap<>();
        attributes.put("rule.id", List.of(repeated ? "indicator-beaconing" : "indicator-contact"));
        attributes.put("rule.name", List.of(ruleName()));
        attributes.put("event.severity", List.of(doubt.isEmpty() ? "high" : "low"));
        attributes.put("threat.indicator.doubt", doubt.isEmpty() ? List.of() : List.of(doubt));
        attributes.put("threat.technique.id", List.of(technique.id()));
        attributes.put("threat.technique.name", List.of(technique.name()));
        attributes.put("threat.tactic", tactics());
        attributes.put("threat.software.name", known.all("threat.software.name"));
        attributes.put("threat.group.name", known.all("threat.group.name"));
        attributes.put("threat.indicator.source", List.of(source));
        TELLING.forEach(name -> attributes.put(name, seen.all(name)));
        return new Plain(text(), attributes, entities(known, seen), List.of("command-and-control"));
    }

    private String ruleName() {
        return switch (edge) {
            case RAN_ON -> "Known malicious file ran";
            case FOUND_ON -> "Known malicious file found";
            case TRANSFERRED_BY -> "Known malicious file crossed the network";
            default -> repeated
                    ? "Repeated contact with a known indicator (beaconing)"
                    : "Contact with a known indicator";
        };
    }

    private String text() {
        String what = "known " + (threat.isEmpty() ? "malicious" : PlainText.of(threat, NAME_LENGTH_MAX)) + " "
                + noun() + " " + PlainText.of(thing.name(), NAME_LENGTH_MAX);
        String sentence = switch (edge) {
            case RAN_ON, FOUND_ON, TRANSFERRED_BY -> "A " + what + " " + edge.phrase() + " " + party.name();
            default -> (repeated ? "Repeated contact (beaconing)" : "Contact") + " with " + where() + "a " + what
                    + " from " + party.name();
        };
        return sentence + " (" + technique.id() + " " + technique.name() + "; listed by " + source
                + (doubt.isEmpty() ? "" : "; doubtful: " + doubt) + ")";
    }

    private String where() {
        return isInNetwork() ? PlainText.of(matter.name(), NAME_LENGTH_MAX) + " in " : "";
    }

    private boolean isInNetwork() {
        return thing.type().equals(Prefix.TYPE);
    }

    private String noun() {
        return switch (thing.type()) {
            case "ip" -> "address";
            case Prefix.TYPE -> "network";
            case "domain" -> "domain";
            case "url" -> "URL";
            default -> "file";
        };
    }

    private List<Subject> entities(Plain known, Plain seen) {
        List<Subject> entities = new ArrayList<>(List.of(thing, party));
        if (isInNetwork()) {
            entities.add(matter);
        }
        entities.addAll(known.entities().stream().filter(entity -> !entity.type().equals("technique")).toList());
        entities.add(new Subject("technique", technique.id()));
        entities.addAll(seen.entities());
        return entities;
    }

    private List<String> tactics() {
        return technique.tactics().stream().map(Tactic::shortName).toList();
    }
}
