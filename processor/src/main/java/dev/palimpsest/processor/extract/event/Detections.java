package dev.palimpsest.processor.extract.event;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.observables.attack.Tactic;
import dev.palimpsest.observables.attack.Technique;
import dev.palimpsest.processor.extract.typed.PlainText;
import dev.palimpsest.sigma.RuleSet;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Alert stories: what rules find in an event, and what the sensor itself reports. */
final class Detections {

    private static final int NAME_LENGTH_MAX = 160;
    private static final int VALUE_LENGTH_MAX = 260;

    private Detections() {}

    static Stream<Statement> of(SensorEvent event, RuleSet rules) {
        return Stream.concat(RuleFindings.of(event, rules), ReportedAlerts.of(event))
                .map(finding -> claim(event, finding));
    }

    private static Statement claim(SensorEvent event, Finding finding) {
        String[] categories = finding.technique() == null
                ? new String[]{"alert"}
                : tactics(finding.technique()).toArray(String[]::new);
        Content content = new Content.Plain(text(finding), attributes(event, finding), entities(event, finding),
                List.of(categories));
        return new Statement(event.observation().tenant(), finding.parties().source(), Kind.DETECTION,
                Identity.story(story(event, finding)), content, ValidTime.since(event.at()),
                Occurrences.once(event.at()), finding.confidence(), event.trust(TrustTier.SENSOR_STRUCTURED),
                event.observation().marking(), List.of(event.evidence(finding.extractor())), List.of());
    }

    private static String story(SensorEvent event, Finding finding) {
        Technique technique = finding.technique();
        String what = technique == null ? "rule:" + finding.rule() : technique.id();
        return what + "|" + finding.parties().target() + "|" + event.at().atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static String text(Finding finding) {
        Parties parties = finding.parties();
        Technique technique = finding.technique();
        String what = PlainText.of(finding.name(), NAME_LENGTH_MAX)
                + (technique == null ? "" : " (" + technique.id() + " " + technique.name() + ")");
        return parties.isOneMachine()
                ? what + " on " + parties.target().name()
                : what + " from " + parties.source().name() + " on " + parties.target().name();
    }

    private static SortedMap<String, List<String>> attributes(SensorEvent event, Finding finding) {
        TreeMap<String, List<String>> attributes = new TreeMap<>();
        attributes.put("rule.id", List.of(PlainText.of(finding.rule(), NAME_LENGTH_MAX)));
        attributes.put("rule.name", List.of(PlainText.of(finding.name(), NAME_LENGTH_MAX)));
        attributes.put("event.format", List.of(event.format()));
        attributes.put("event.severity", List.of(finding.severity().label()));
        Technique technique = finding.technique();
        if (technique != null) {
            attributes.put("threat.technique.id", List.of(technique.id()));
            attributes.put("threat.technique.name", List.of(technique.name()));
            attributes.put("threat.tactic", tactics(technique));
        }
        for (String field : finding.telling()) {
            told(event, field).filter(value -> !value.isEmpty())
                    .ifPresent(value -> attributes.put(field, List.of(value)));
        }
        return attributes;
    }

    /** An account is a typed value; anything else is shown as it stands, made harmless and short. */
    private static Optional<String> told(SensorEvent event, String field) {
        return field.equals("user.name")
                ? event.actor().map(Subject::name)
                : event.first(field).map(value -> PlainText.of(value, VALUE_LENGTH_MAX));
    }

    private static List<Subject> entities(SensorEvent event, Finding finding) {
        List<Subject> entities = new ArrayList<>(List.of(finding.parties().source(), finding.parties().target()));
        event.host().ifPresent(entities::add);
        Technique technique = finding.technique();
        if (technique != null) {
            entities.add(new Subject("technique", technique.id()));
        }
        event.actor().ifPresent(entities::add);
        entities.addAll(finding.threats());
        return entities;
    }

    private static List<String> tactics(Technique technique) {
        return technique.tactics().stream().map(Tactic::shortName).toList();
    }
}
