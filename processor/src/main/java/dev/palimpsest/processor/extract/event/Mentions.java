package dev.palimpsest.processor.extract.event;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.observables.Limits;
import dev.palimpsest.observables.Observable;
import dev.palimpsest.observables.Observables;
import dev.palimpsest.observables.Options;
import dev.palimpsest.processor.extract.typed.PlainText;
import dev.palimpsest.processor.extract.typed.Subjects;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Indicators that stand in free text and nowhere else in the event. */
final class Mentions {

    /** Mentions of one event. */
    static final int MENTIONS_MAX = 16;

    /** Formats in which a word that looks like a domain is one. */
    private static final Set<String> NAMING = Set.of("ecs", "cef", "leef", "ocsf", "guardduty");

    private static final Limits SCAN = new Limits(16_384, 2_048, 4 * MENTIONS_MAX);

    private Mentions() {}

    /** What the text mentions beyond the subjects known already. */
    static Stream<Statement> of(SensorEvent event, Collection<Subject> known) {
        Optional<Subject> where = event.host().or(() -> source(event));
        return where.stream().flatMap(place -> AttackerFields.withText(event)
                .flatMap(field -> event.all(field).stream().flatMap(text -> found(event, text)))
                .distinct().filter(subject -> !known.contains(subject)).limit(MENTIONS_MAX)
                .map(subject -> new Edge(event, subject, EdgeType.MENTIONED_BY, place).freeText().claim()));
    }

    private static Optional<Subject> source(SensorEvent event) {
        String slug = PlainText.slug(event.observation().source());
        return slug.isEmpty() ? Optional.empty() : Optional.of(new Subject("source", slug));
    }

    private static Stream<Subject> found(SensorEvent event, String text) {
        return Observables.scan(text, SCAN, Options.PLAIN).observables().stream()
                .filter(observable -> isMeant(event, observable, text))
                .flatMap(Observable::withDerived)
                .flatMap(observable -> Subjects.of(observable).stream());
    }

    /** In scripts and command lines {@code System.IO} is no domain and {@code Version=4.0.0.0} no address. */
    private static boolean isMeant(SensorEvent event, Observable observable, String text) {
        return switch (observable.type()) {
            case DOMAIN -> AttackerFields.isUntyped(event) || NAMING.contains(event.format());
            case IPV4 -> !observable.value().endsWith(".0.0") && !isVersion(text, observable.start());
            default -> true;
        };
    }

    private static boolean isVersion(String text, int at) {
        String before = text.substring(Math.max(0, at - 10), at);
        return before.matches("(?is).*(?:version|ver|v)\\s?[=:]?\\s?\"?");
    }
}
