package dev.palimpsest.memory.indicator;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.claim.Claim.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a claim changes on an indicator: its source's newer word, or a report of a sighting.
 *
 * @param content     what is said from now on
 * @param valid       when it holds
 * @param occurrences how often it was heard of
 * @param confidence  0 to 1
 */
public record IndicatorNews(Content content, ValidTime valid, Occurrences occurrences, double confidence) {

    private static final Duration DAY = Duration.ofDays(1);
    private static final List<String> PAP_MARKS = List.of("clear", "green", "amber", "red");

    /** Empty where the claim says nothing new. */
    public static Optional<IndicatorNews> of(Memory memory, Statement claim) {
        if (memory.content() instanceof Content.Plain known && claim.content() instanceof Content.Plain said) {
            Optional<SightingType> sighting = said.first(IndicatorFields.SIGHTING_TYPE).flatMap(SightingType::named);
            return sighting.isPresent()
                    ? reported(memory, known, claim, said, sighting.get())
                    : stated(memory, known, claim, said);
        }
        boolean same = memory.content().equals(claim.content()) && memory.valid().equals(claim.valid());
        return same
                ? Optional.empty()
                : Optional.of(new IndicatorNews(claim.content(), claim.valid(),
                        memory.occurrences().plus(claim.occurrences()), claim.confidence()));
    }

    /**
     * A sighting changes counts and leaves the source's word. One that is no later than the last of its type was counted:
     * feeds repeat all they ever reported. That it is harmless counts once a day, so that nobody talks it down in an hour.
     */
    private static Optional<IndicatorNews> reported(Memory memory, Content.Plain known, Statement claim,
            Content.Plain said, SightingType type) {
        boolean outranked = type != SightingType.SEEN && claim.trust().isBelow(memory.trust());
        Instant at = claim.occurrences().last();
        boolean counted = Lifecycle.time(known, type.last())
                .filter(last -> !at.isAfter(type == SightingType.FALSE_POSITIVE ? last.plus(DAY) : last)).isPresent();
        if (outranked || counted) {
            return Optional.empty();
        }
        long count = Lifecycle.count(known, type) + Math.max(1, Lifecycle.count(said, type));
        Content.Plain content = known.withAttribute(type.count(), Long.toString(count)).withAttribute(type.last(),
                at.toString());
        Occurrences occurrences = type == SightingType.SEEN
                ? memory.occurrences().plus(claim.occurrences())
                : memory.occurrences();
        return Optional.of(new IndicatorNews(content, memory.valid(), occurrences, memory.confidence()));
    }

    /** A source's newer word replaces its older one and keeps what sightings wrote; an older word that comes late is none. */
    private static Optional<IndicatorNews> stated(Memory memory, Content.Plain known, Statement claim,
            Content.Plain said) {
        Optional<Instant> before = Lifecycle.time(known, IndicatorFields.MODIFIED_AT);
        Optional<Instant> now = Lifecycle.time(said, IndicatorFields.MODIFIED_AT);
        if (before.isPresent() && now.filter(time -> time.isBefore(before.get())).isPresent()) {
            return Optional.empty();
        }
        Content.Plain content = isListed(known, said) ? known.union(said) : withPap(known, withSightings(known, said));
        ValidTime valid = valid(memory.valid(), claim.valid());
        boolean same = content.equals(known) && valid.equals(memory.valid())
                && claim.confidence() == memory.confidence()
                && memory.marking().strictest(claim.marking()) == memory.marking();
        return same
                ? Optional.empty()
                : Optional.of(new IndicatorNews(revived(content, claim), valid,
                        memory.occurrences().plus(claim.occurrences()), claim.confidence()));
    }

    /**
     * Whether both are lines of plain lists. A list has no times, and says under several comments what it says of a value:
     * all of it holds, and no line replaces another, else each loading would go through them all again.
     */
    private static boolean isListed(Content.Plain known, Content.Plain said) {
        return !known.all(IndicatorFields.FORMAT).isEmpty() && !said.all(IndicatorFields.FORMAT).isEmpty();
    }

    private static Content.Plain withSightings(Content.Plain known, Content.Plain said) {
        TreeMap<String, List<String>> attributes = new TreeMap<>(said.attributes());
        known.attributes().forEach((name, values) -> {
            if (name.startsWith(IndicatorFields.SIGHTING) && !name.equals(IndicatorFields.SIGHTING_TYPE)) {
                attributes.put(name, values);
            }
        });
        return new Content.Plain(said.text(), attributes, said.entities(), said.categories());
    }

    /** The stricter of both marks. */
    private static Content.Plain withPap(Content.Plain known, Content.Plain said) {
        return known.first(IndicatorFields.PAP)
                .filter(mark -> PAP_MARKS.indexOf(mark) > PAP_MARKS
                        .indexOf(said.first(IndicatorFields.PAP).orElse("")))
                .map(mark -> said.withAttribute(IndicatorFields.PAP, mark)).orElse(said);
    }

    /** What was reported expired lives again when its source speaks of it later. */
    private static Content.Plain revived(Content.Plain content, Statement claim) {
        return Lifecycle.time(content, SightingType.EXPIRED.last())
                .filter(at -> claim.occurrences().last().isAfter(at))
                .map(at -> content.withAttribute(SightingType.EXPIRED.last(), List.of())).orElse(content);
    }

    /** A later beginning alone is no news: lists without times begin anew with each delivery. */
    private static ValidTime valid(ValidTime known, ValidTime said) {
        Instant end = known.to();
        boolean over = end != null && !end.isAfter(said.from());
        Instant from = over || said.from().isBefore(known.from()) ? said.from() : known.from();
        return Objects.equals(end, said.to()) && !said.from().isBefore(known.from())
                ? known
                : new ValidTime(from, said.to());
    }
}
