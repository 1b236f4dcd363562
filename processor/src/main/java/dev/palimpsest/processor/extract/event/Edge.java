package dev.palimpsest.processor.extract.event;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.processor.extract.typed.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A relation on its way to becoming a claim. Only attributes that repeat with the sighting belong on it: one that
 * changes from event to event would revise the memory each time.
 */
final class Edge {

    static final Extractor EXTRACTOR = new Extractor("sightings", 1);

    private static final int NAME_LENGTH_MAX = 160;
    private static final int VALUE_LENGTH_MAX = 260;
    private static final double STRUCTURED_CONFIDENCE = 0.9;
    private static final double FREE_TEXT_CONFIDENCE = 0.4;

    private final SensorEvent event;
    private final Subject subject;
    private final EdgeType type;
    private final Subject target;
    private final SortedMap<String, List<String>> attributes = new TreeMap<>();
    private final List<Subject> entities = new ArrayList<>();
    private TrustTier tier = TrustTier.SENSOR_STRUCTURED;

    Edge(SensorEvent event, Subject subject, EdgeType type, Subject target) {
        this.event = event;
        this.subject = subject;
        this.type = type;
        this.target = target;
        entities.add(target);
    }

    Edge entity(Optional<Subject> more) {
        more.filter(entity -> !entity.equals(subject)).ifPresent(entities::add);
        return this;
    }

    Edge attribute(String name, Optional<String> value) {
        value.map(text -> PlainText.of(text, VALUE_LENGTH_MAX)).filter(text -> !text.isEmpty())
                .ifPresent(text -> attributes.put(name, List.of(text)));
        return this;
    }

    /** Carries fields over under their own names. */
    Edge fields(String... names) {
        for (String name : names) {
            attribute(name, event.first(name));
        }
        return this;
    }

    /** The program's name, which sensors spell in whatever case. */
    Edge program() {
        return attribute("process.name",
                Optional.of(event.lower("process.name")).filter(name -> !name.startsWith("<")));
    }

    /** An attacker may have chosen what this rests on. */
    Edge freeText() {
        tier = TrustTier.SENSOR_FREE_TEXT;
        return this;
    }

    Statement claim() {
        String text = shown(subject) + " " + type.phrase() + " " + shown(target);
        double confidence = tier == TrustTier.SENSOR_STRUCTURED ? STRUCTURED_CONFIDENCE : FREE_TEXT_CONFIDENCE;
        return new Statement(event.observation().tenant(), subject, Kind.RELATION,
                Identity.edge(type.label(), target), new Content.Plain(text, attributes, entities, List.of()),
                ValidTime.since(event.at()), Occurrences.once(event.at()), confidence, event.trust(tier),
                event.observation().marking(), List.of(event.evidence(EXTRACTOR)), List.of());
    }

    private static String shown(Subject subject) {
        return PlainText.of(subject.name(), NAME_LENGTH_MAX);
    }
}
