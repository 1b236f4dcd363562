package dev.palimpsest.memory.indicator;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What an indicator is worth at a given time. Nothing is ever written for it: the log keeps the words and the sightings,
 * and the same head gives the same answer for the same time, whenever it is asked. Pure.
 */
public final class Lifecycle {

    /** Below this score an indicator raises no detection. */
    public static final int SCORE_TO_MATCH_MIN = 20;

    private static final Map<String, Integer> RELIABILITY = Map.of("A", 100, "B", 75, "C", 50, "D", 25, "E", 0);

    private Lifecycle() {}

    /** Whether a source states it; else it is known from reports of sightings alone. */
    public static boolean isStated(Memory memory) {
        return memory.kind() == Kind.INDICATOR && memory.content() instanceof Content.Plain content
                && content.all(IndicatorFields.SIGHTING_TYPE).isEmpty();
    }

    /**
     * The score, 0 to 100: the base by its source's and its own grade, less what false positives and time took away.
     *
     * @return empty for what is no indicator of a source, and where the content is sealed
     */
    public static OptionalInt score(Memory memory, Instant asOf) {
        if (!isStated(memory) || !(memory.content() instanceof Content.Plain content)) {
            return OptionalInt.empty();
        }
        boolean stands = memory.status() == Status.CURRENT || memory.status() == Status.QUARANTINED;
        if (!stands || hasEnded(memory, asOf)) {
            return OptionalInt.of(0);
        }
        double left = DecayModel.of(memory.subject()).left(Duration.between(lastHeardOf(memory, content), asOf));
        return OptionalInt.of((int) Math.round(base(memory, content) * rightness(content) * left));
    }

    /** Whether a contact at the instant is worth an alert. */
    public static boolean raises(Memory memory, Instant at) {
        return score(memory, at).orElse(0) >= SCORE_TO_MATCH_MIN;
    }

    /** Whether reports of false positives leave it worth an alert, whatever time has taken away. */
    public static boolean isBelieved(Memory memory) {
        return !isStated(memory) || !(memory.content() instanceof Content.Plain content)
                || Math.round(base(memory, content) * rightness(content)) >= SCORE_TO_MATCH_MIN;
    }

    /** Whether it was revoked, had reached its end, or had been reported expired by the instant. */
    public static boolean hasEnded(Memory memory, Instant asOf) {
        Instant end = memory.valid().to();
        Optional<Instant> expired = memory.content().plain()
                .flatMap(content -> time(content, SightingType.EXPIRED.last()));
        return (end != null && !asOf.isBefore(end)) || expired.filter(at -> !asOf.isBefore(at)).isPresent();
    }

    /** How often it was reported so. */
    public static long count(Content.Plain content, SightingType type) {
        return content.first(type.count()).filter(text -> text.matches("\\d{1,15}")).map(Long::parseLong).orElse(0L);
    }

    /** Source and fact count the same; what nobody judged does not count beside what somebody did. */
    private static double base(Memory memory, Content.Plain content) {
        Optional<Double> source = content.first(IndicatorFields.RELIABILITY).map(RELIABILITY::get)
                .map(Integer::doubleValue);
        boolean judged = content.first(IndicatorFields.CREDIBILITY).filter(grade -> !grade.equals("6")).isPresent();
        double fact = memory.confidence() * 100;
        return source.map(value -> judged ? (value + fact) / 2 : value).orElse(fact);
    }

    /** The share of those who were right to alert; the source's own word is one of them. */
    private static double rightness(Content.Plain content) {
        double right = 1.0 + count(content, SightingType.SEEN);
        return right / (right + count(content, SightingType.FALSE_POSITIVE));
    }

    /** By its source's newest word, or by a sighting after that. */
    static Instant lastHeardOf(Memory memory, Content.Plain content) {
        return Stream.of(Optional.of(memory.occurrences().last()), time(content, IndicatorFields.LAST_SEEN),
                time(content, SightingType.SEEN.last())).flatMap(Optional::stream).max(Instant::compareTo)
                .orElseThrow();
    }

    static Optional<Instant> time(Content.Plain content, String name) {
        return content.first(name).flatMap(text -> {
            try {
                return Optional.of(Instant.parse(text));
            } catch (DateTimeParseException _) {
                return Optional.empty();
            }
        });
    }
}
