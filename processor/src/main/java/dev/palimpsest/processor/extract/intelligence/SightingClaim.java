package dev.palimpsest.processor.extract.intelligence;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.indicator.IndicatorFields;
import dev.palimpsest.memory.indicator.Lifecycle;
import dev.palimpsest.memory.indicator.SightingType;
import dev.palimpsest.processor.extract.typed.PlainText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** That an indicator was seen, was a false positive, or has expired. */
public final class SightingClaim {

    /** A sighting of our own moves an indicator's clock at most this often, so that contact with it is no traffic in the log. */
    private static final Duration OWN_AT_MOST_EVERY = Duration.ofDays(1);

    private static final int VALUE_LENGTH_MAX = 160;

    private SightingClaim() {}

    static Optional<Claim> of(FeedObject feed) {
        Optional<SightingType> type = feed.object().first("sighting.type").flatMap(SightingType::named);
        return type.flatMap(what -> IndicatorSubject.of(feed).map(subject -> claim(feed, subject, what)));
    }

    private static Claim claim(FeedObject feed, Subject subject, SightingType type) {
        Instant at = feed.observation().occurredAt();
        // Who says often that something is harmless says it once: nobody talks an indicator down by numbers.
        String count = feed.object().first("sighting.count").filter(_ -> type == SightingType.SEEN)
                .filter(text -> text.matches("[1-9]\\d{0,8}")).orElse("1");
        return new Statement(feed.observation().tenant(), subject, Kind.INDICATOR,
                Identity.indicator(feed.sender()),
                content(subject, type, count, at, feed.observation().source()),
                ValidTime.since(at), Occurrences.once(at), feed.confidence(), feed.trust(), feed.marking(),
                feed.evidence(), List.of());
    }

    /**
     * The report for what other sources say of the same subject. A report that was passed on is not passed on again, and
     * that something is over holds for the word of its own source alone.
     *
     * @param report a claim that may be a report
     */
    public static Stream<Statement> passedOn(Claim report, Memory reported, List<Memory> indicators) {
        if (!(report instanceof Statement statement) || !statement.derivedFrom().isEmpty()
                || statement.kind() != Kind.INDICATOR || !(statement.content() instanceof Content.Plain content)
                || content.first(IndicatorFields.SIGHTING_TYPE).flatMap(SightingType::named)
                        .filter(type -> type != SightingType.EXPIRED).isEmpty()) {
            return Stream.empty();
        }
        return indicators.stream().filter(Lifecycle::isStated)
                .filter(other -> !other.id().equals(reported.id()))
                .map(other -> new Statement(other.tenant(), other.subject(), Kind.INDICATOR, other.identity(), content,
                        statement.valid(), statement.occurrences(), statement.confidence(), statement.trust(),
                        statement.marking(), statement.evidence(), List.of(reported.ref())));
    }

    /** What our own contact with an indicator says of it: once a day that it was seen. */
    public static Optional<Statement> ofContact(Memory indicator, Memory contact, Occurrences news,
            List<Evidence> evidence) {
        Optional<Instant> last = indicator.content().plain()
                .flatMap(content -> content.first(SightingType.SEEN.last())).map(Instant::parse);
        boolean known = last.filter(at -> news.last().isBefore(at.plus(OWN_AT_MOST_EVERY))).isPresent();
        if (known || !Lifecycle.isStated(indicator)) {
            return Optional.empty();
        }
        return Optional.of(new Statement(indicator.tenant(), indicator.subject(), Kind.INDICATOR, indicator.identity(),
                content(indicator.subject(), SightingType.SEEN, "1", news.last(), "our sensors"),
                ValidTime.since(news.first()), new Occurrences(news.last(), news.last(), 1), contact.confidence(),
                contact.trust(), indicator.marking(), evidence, List.of(indicator.ref(), contact.ref())));
    }

    private static Content content(Subject subject, SightingType type, String count, Instant at, String reporter) {
        String text = PlainText.of(subject.name(), VALUE_LENGTH_MAX) + " reported as " + type.word().replace('-', ' ')
                + " (" + PlainText.of(reporter, VALUE_LENGTH_MAX) + ")";
        return new Content.Plain(text, Content.attributes(Map.of(IndicatorFields.SIGHTING_TYPE, type.word(),
                type.count(), count, type.last(), at.toString())), List.of(), List.of("indicator", "sighting"));
    }
}
