package dev.palimpsest.processor.extract.event;

import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.observables.attack.Attack;
import dev.palimpsest.observables.attack.NamedThreat;
import dev.palimpsest.observables.attack.Tactic;
import dev.palimpsest.observables.attack.Technique;
import dev.palimpsest.processor.extract.typed.PlainText;
import dev.palimpsest.processor.extract.typed.Subjects;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the sensor itself calls an alert or marks with a technique. */
final class ReportedAlerts {

    private static final Extractor EXTRACTOR = new Extractor("detections", 1);

    /** Techniques of one event. */
    private static final int TECHNIQUES_MAX = 8;
    private static final int THREATS_MAX = 8;
    private static final int NAME_LENGTH_MAX = 160;

    private static final Pattern ID = Pattern.compile("(?i)\\bt(\\d{4})(?:[._](\\d{3}))?(?!\\d)");
    private static final Pattern TAG = Pattern.compile("(?i)attack[._]t(\\d{4})(?:[._](\\d{3}))?(?!\\d)");
    private static final List<String> TELLING = List.of("rule.category", "process.executable", "user.name");

    private ReportedAlerts() {}

    static Stream<Finding> of(SensorEvent event) {
        List<Technique> techniques = techniques(event);
        if (!techniques.isEmpty()) {
            return techniques.stream().flatMap(technique -> finding(event, technique).stream());
        }
        return isGraveAlert(event) ? finding(event, null).stream() : Stream.empty();
    }

    private static List<Technique> techniques(SensorEvent event) {
        Stream<String> stated = Stream.of("threat.technique.id", "threat.technique.subtechnique.id")
                .flatMap(field -> ids(event, field, ID));
        Stream<String> tagged = Stream.of("rule.tags", "tags").flatMap(field -> ids(event, field, TAG));
        Stream<String> ruleName = event.isSysmon() ? ids(event, "rule.name", ID) : Stream.empty();
        List<String> ids = Stream.of(stated, tagged, ruleName).flatMap(each -> each).distinct()
                .limit(TECHNIQUES_MAX).toList();
        List<String> known = ids.isEmpty() ? byCategory(event) : ids;
        List<Technique> techniques = known.stream().flatMap(id -> Attack.currentTechnique(id).stream()).distinct()
                .toList();
        return techniques.stream().filter(technique -> techniques.stream()
                .noneMatch(other -> other.parentId().filter(technique.id()::equals).isPresent())).toList();
    }

    private static Stream<String> ids(SensorEvent event, String field, Pattern pattern) {
        return event.all(field).stream().limit(TECHNIQUES_MAX).flatMap(text -> pattern.matcher(text).results())
                .map(ReportedAlerts::id);
    }

    private static String id(MatchResult match) {
        return "T" + match.group(1) + (match.group(2) == null ? "" : "." + match.group(2));
    }

    private static List<String> byCategory(SensorEvent event) {
        return isAlert(event) ? AlertCategories.technique(event.lower("rule.category")).stream().toList() : List.of();
    }

    private static boolean isAlert(SensorEvent event) {
        Predicate<String> alert = value -> value.equals("alert");
        return Stream.of("event.kind", "event.action", "event.dataset", "event.category")
                .anyMatch(field -> event.all(field).stream().anyMatch(alert.or(value -> value.endsWith(".alert"))))
                && event.first("rule.name", "rule.id").isPresent();
    }

    private static boolean isGraveAlert(SensorEvent event) {
        return isAlert(event) && severity(event).compareTo(Severity.HIGH) >= 0;
    }

    private static Optional<Finding> finding(SensorEvent event, @Nullable Technique technique) {
        String name = name(event, technique);
        String rule = event.first("rule.id", "rule.name").orElse(name);
        return Parties.of(event)
                .map(parties -> new Finding(PlainText.of(rule, NAME_LENGTH_MAX), name, technique, confidence(event),
                        severity(event), aimed(parties, technique), threats(event, name), TELLING, EXTRACTOR));
    }

    /** Command and control is told from the inside: whoever talks to the controller is whom the story is about. */
    private static Parties aimed(Parties parties, @Nullable Technique technique) {
        boolean inbound = technique != null && technique.tactics().contains(Tactic.COMMAND_AND_CONTROL)
                && parties.source().type().equals("ip") && parties.target().type().equals("ip")
                && Subjects.isPublic(parties.source()) && !Subjects.isPublic(parties.target());
        return inbound ? parties.reversed() : parties;
    }

    private static String name(SensorEvent event, @Nullable Technique technique) {
        Optional<String> given = event.first("rule.name").map(text -> PlainText.of(text, NAME_LENGTH_MAX))
                .filter(text -> !text.isEmpty() && !text.contains("technique_id="));
        return given.orElse(technique == null
                ? "Alert of a sensor"
                : event.isSysmon() ? "Activity marked by Sysmon" : "Alert of a sensor");
    }

    /** Software the rule's author names, in a field or in the rule's title; both are the sensor's words. */
    private static List<Subject> threats(SensorEvent event, String name) {
        Stream<NamedThreat> stated = event.all("threat.software.name").stream().limit(THREATS_MAX)
                .flatMap(software -> Attack.threatsNamed(software.replace('_', ' ')).stream());
        Stream<NamedThreat> titled = Attack.namesIn(name).stream().flatMap(match -> match.threats().stream());
        return Stream.concat(stated, titled).filter(threat -> threat.kind() != NamedThreat.Kind.CAMPAIGN)
                .map(Subjects::threat).distinct().limit(THREATS_MAX).toList();
    }

    /** Sysmon's configurations mark every event an include rule let through, most of them harmless. */
    private static double confidence(SensorEvent event) {
        if (event.isSysmon()) {
            return 0.3;
        }
        return switch (severity(event)) {
            case CRITICAL, HIGH -> 0.75;
            case MEDIUM -> 0.6;
            case LOW -> 0.4;
        };
    }

    /** Suricata counts down from 1, the gravest; others use words. */
    private static Severity severity(SensorEvent event) {
        if (event.isSysmon()) {
            return Severity.LOW;
        }
        return switch (event.lower("event.severity")) {
            case "critical" -> Severity.CRITICAL;
            case "1", "high" -> Severity.HIGH;
            case "3", "4", "low", "informational" -> Severity.LOW;
            default -> Severity.MEDIUM;
        };
    }
}
