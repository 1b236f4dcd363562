package dev.palimpsest.processor.extract.intelligence;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Content.Plain;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Limits;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Pap;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.indicator.IndicatorFields;
import dev.palimpsest.memory.indicator.Lifecycle;
import dev.palimpsest.processor.extract.typed.Prefix;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where a sighting and an indicator meet: on one subject, or the sighting's address lies in the indicator's network. */
public final class Encounters {

    /** Contacts from which on they are called repeated, if they lie {@link #BEACONING_SPAN_MIN} apart. */
    public static final int BEACONING_COUNT_MIN = 4;

    /** Shortest time between the first and the last of repeated contacts. */
    public static final Duration BEACONING_SPAN_MIN = Duration.ofMinutes(10);

    /** What is held for its words meets like anything else; what follows from it is held for them too. */
    private static final Set<Status> STANDING = Set.of(Status.CURRENT, Status.QUARANTINED);

    private Encounters() {}

    /** As {@link #of(Memory, Memory, Occurrences)} with all that the sighting has seen so far. */
    public static Optional<Statement> of(Memory indicator, Memory sighting) {
        return of(indicator, sighting, sighting.occurrences());
    }

    /**
     * The detection that follows from an indicator and a sighting on the same subject, or in its network. A contact
     * before the indicator was published counts; one after its end, or when it was worth too little, does not.
     *
     * @param indicator the head of an indicator
     * @param sighting  the head of a relation
     * @param news      the contacts this statement shall count: all of the sighting's when the indicator is new, those
     *                  of the latest claim when the sighting repeats, so that none is counted twice
     * @return empty where either was taken back, is erased or not readable, the subjects do not meet or the tenants differ,
     *         the relation is no
     *         contact, or the indicator was no longer worth an alert
     */
    public static Optional<Statement> of(Memory indicator, Memory sighting, Occurrences news) {
        if (!meet(indicator, sighting) || !Lifecycle.raises(indicator, news.first())
                || !(indicator.content() instanceof Plain known) || !(sighting.content() instanceof Plain seen)) {
            return Optional.empty();
        }
        return Encounter.of(indicator, known, sighting).map(encounter -> claim(encounter, indicator, sighting,
                encounter.content(known, seen), news));
    }

    /** What of an indicator is told where it is met. */
    public static List<String> tells(Plain indicator) {
        return Stream.of(indicator.all("threat.software.name"), indicator.all("threat.group.name"),
                List.of(Doubt.of(indicator))).flatMap(List::stream).toList();
    }

    private static boolean meet(Memory indicator, Memory sighting) {
        return indicator.kind() == Kind.INDICATOR && sighting.kind() == Kind.RELATION
                && STANDING.contains(indicator.status()) && STANDING.contains(sighting.status())
                && sighting.identity().form() == Identity.Form.EDGE && indicator.tenant().equals(sighting.tenant())
                && covers(indicator.subject(), sighting.subject());
    }

    /** Whether they are one, or the seen address lies in the known network. */
    private static boolean covers(Subject known, Subject seen) {
        return known.equals(seen) || (known.type().equals(Prefix.TYPE)
                && Prefix.of(known).filter(network -> Prefix.of(seen).filter(network::contains).isPresent())
                        .isPresent());
    }

    private static Statement claim(Encounter encounter, Memory indicator, Memory sighting, Content content,
            Occurrences news) {
        TrustTier lower = indicator.trust().isBelow(sighting.trust()) ? indicator.trust() : sighting.trust();
        TrustTier trust = lower.isBelow(TrustTier.SENSOR_STRUCTURED) ? TrustTier.SENSOR_STRUCTURED : lower;
        return new Statement(sighting.tenant(), encounter.party(), Kind.DETECTION,
                Identity.story(story(encounter, encounter.matter(), news.last())), marked(content, indicator),
                ValidTime.since(news.first()), news, Math.min(indicator.confidence(), sighting.confidence()), trust,
                indicator.marking().strictest(sighting.marking()), evidence(indicator, sighting),
                List.of(indicator.ref(), sighting.ref()));
    }

    /** What follows from an indicator is no freer to be acted on than the indicator. */
    private static Content marked(Content content, Memory indicator) {
        Pap pap = IndicatorFields.pap(indicator);
        return pap == Pap.CLEAR
                ? content
                : content.plain().<Content>map(plain -> plain.withAttribute(IndicatorFields.PAP,
                        pap.name().toLowerCase(Locale.ROOT))).orElse(content);
    }

    private static String story(Encounter encounter, Subject indicator, Instant at) {
        return encounter.technique().id() + "|" + indicator + "|" + at.atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** The latest of both, half of the places each. */
    private static List<Evidence> evidence(Memory indicator, Memory sighting) {
        return Stream.concat(latest(indicator.evidence()), latest(sighting.evidence())).distinct().toList();
    }

    private static Stream<Evidence> latest(List<Evidence> evidence) {
        return evidence.stream().skip(Math.max(0, evidence.size() - Limits.EVIDENCE_MAX / 2));
    }
}
