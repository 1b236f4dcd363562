package dev.palimpsest.memory.indicator;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.claim.Claim.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

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
     * How often it was heard of, counting that a list or a table still has it: at most once a day, while it stands. The same
     * delivery again, and objects that date their own words, say nothing by being there.
     *
     * @return empty where that is no sighting
     */
    public static Optional<Occurrences> relisted(Memory memory, Statement claim) {
        if (!Lifecycle.isStated(memory) || !(memory.content() instanceof Content.Plain known)
                || !(claim.content() instanceof Content.Plain said)) {
            return Optional.empty();
        }
        Listing word = Listing.of(said, claim.occurrences().last(), claim.valid(), claim.confidence());
        Instant last = Stream.concat(Stream.of(Lifecycle.lastHeardOf(memory, known)),
                Lifecycle.time(known, IndicatorFields.LISTED_AT).stream()).max(Comparator.naturalOrder()).orElseThrow();
        return Lifecycle.time(said, IndicatorFields.LISTED_AT)
                .filter(at -> !at.isBefore(last.plus(DAY)) && !Lifecycle.hasEnded(memory, at) && !word.isWithdrawn())
                .map(at -> memory.occurrences().plus(Occurrences.once(at)));
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
        Listings listings = Listings.of(memory, known);
        if (type == SightingType.EXPIRED && listings.spokeAfter(at)) {
            return Optional.empty();
        }
        long count = Lifecycle.count(known, type) + Math.max(1, Lifecycle.count(said, type));
        Content.Plain content = known.withAttribute(type.count(), Long.toString(count)).withAttribute(type.last(),
                at.toString());
        Occurrences occurrences = type == SightingType.SEEN
                ? memory.occurrences().plus(claim.occurrences())
                : memory.occurrences();
        if (type != SightingType.EXPIRED) {
            return Optional.of(new IndicatorNews(content, memory.valid(), occurrences, memory.confidence()));
        }
        ValidTime valid = endedBy(Optional.of(at), memory.valid());
        return Optional.of(new IndicatorNews(
                listings.all().isEmpty() ? content : withAll(content, listings.content(valid)), valid, occurrences,
                memory.confidence()));
    }

    /** Of each of a source's objects the newest word counts, and what stands is merged: see {@link Listings}. */
    private static Optional<IndicatorNews> stated(Memory memory, Content.Plain known, Statement claim,
            Content.Plain said) {
        Listing word = Listing.of(said, claim.occurrences().last(), claim.valid(), claim.confidence());
        Listings listings = Listings.of(memory, known).with(word);
        Content.Plain sighted = withSightings(known, listings);
        ValidTime valid = endedBy(Lifecycle.time(sighted, SightingType.EXPIRED.last()), listings.valid());
        Content.Plain content = withPap(said, withPap(known, withAll(sighted, listings.content(valid))));
        boolean same = content.equals(without(known)) && valid.equals(memory.valid())
                && listings.confidence() == memory.confidence()
                && memory.marking().strictest(claim.marking()) == memory.marking();
        Occurrences heard = word.isWithdrawn() ? memory.occurrences() : memory.occurrences().plus(claim.occurrences());
        return same
                ? Optional.empty()
                : Optional.of(new IndicatorNews(listedAt(content, known, said), valid, heard, listings.confidence()));
    }

    /** What sightings wrote. What was reported expired lives again when an object that stands spoke later. */
    private static Content.Plain withSightings(Content.Plain known, Listings listings) {
        TreeMap<String, List<String>> attributes = new TreeMap<>();
        known.attributes().forEach((name, values) -> {
            if (name.startsWith(IndicatorFields.SIGHTING) && !name.equals(IndicatorFields.SIGHTING_TYPE)) {
                attributes.put(name, values);
            }
        });
        Lifecycle.time(known, SightingType.EXPIRED.last()).filter(listings::spokeAfter)
                .ifPresent(_ -> attributes.remove(SightingType.EXPIRED.last()));
        return new Content.Plain("", attributes, List.of(), List.of());
    }

    private static Content.Plain withAll(Content.Plain sighted, Content.Plain words) {
        TreeMap<String, List<String>> attributes = new TreeMap<>(words.attributes());
        attributes.putAll(sighted.attributes());
        return new Content.Plain(words.text(), attributes, words.entities(), words.categories());
    }

    /** That it is listed once more is no news by itself. */
    private static Content.Plain without(Content.Plain content) {
        return content.withAttribute(IndicatorFields.LISTED_AT, List.of());
    }

    private static Content.Plain listedAt(Content.Plain content, Content.Plain known, Content.Plain said) {
        return content.withAttribute(IndicatorFields.LISTED_AT,
                Stream.concat(known.all(IndicatorFields.LISTED_AT).stream(),
                        said.all(IndicatorFields.LISTED_AT).stream()).max(Comparator.naturalOrder()).stream().toList());
    }

    private static ValidTime endedBy(Optional<Instant> expired, ValidTime valid) {
        return expired.map(at -> valid.endedBy(at.isBefore(valid.from()) ? valid.from() : at)).orElse(valid);
    }

    /** The stricter of both marks. */
    private static Content.Plain withPap(Content.Plain known, Content.Plain said) {
        return known.first(IndicatorFields.PAP)
                .filter(mark -> PAP_MARKS.indexOf(mark) > PAP_MARKS
                        .indexOf(said.first(IndicatorFields.PAP).orElse("")))
                .map(mark -> said.withAttribute(IndicatorFields.PAP, mark)).orElse(said);
    }
}
