package dev.palimpsest.memory.indicator;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Limits;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.ValidTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the objects of one source say of one indicator, and what that comes to. Of each object its newest word counts. While one
 * of them stands, what stands is merged: the words of the strongest, the links, techniques and labels of all, the widest
 * validity, the best grades. Where all were taken back, what they last said is kept. The result is the same in whatever order
 * dated words arrive.
 *
 * @param all  each object once, by name; at most {@link #MAX}
 * @param more whether more objects stood at some time than are told apart; then it does not end by taking back these
 */
record Listings(List<Listing> all, boolean more) {

    /** Most objects that are told apart. */
    static final int MAX = Limits.ATTRIBUTE_VALUES_MAX;

    /** What each object adds to; of all else the strongest's word stands. */
    private static final Set<String> UNITED = Set.of(IndicatorFields.ID, IndicatorFields.SOURCE,
            IndicatorFields.WARNINGLIST, "threat.indicator.reference", "threat.software.name", "threat.group.name",
            "threat.technique.id", "labels", Content.HELD, Content.INSTRUCTION_SCORE);

    Listings {
        all = List.copyOf(all);
    }

    /** Those of a memory; none where it is known from reports of sightings alone. */
    static Listings of(Memory memory, Content.Plain known) {
        if (!Lifecycle.isStated(memory)) {
            return new Listings(List.of(), false);
        }
        List<String> kept = known.all(IndicatorFields.LISTING);
        List<Listing> read = kept.stream().flatMap(text -> ListingText.read(text, known).stream()).toList();
        return new Listings(read.isEmpty() ? List.of(Listing.of(memory, known)) : read,
                !known.all(IndicatorFields.MORE).isEmpty());
    }

    /** These after a word of one of them, or of another. */
    Listings with(Listing said) {
        Optional<Listing> before = all.stream().filter(one -> one.object().equals(said.object())).findFirst();
        boolean several = all.size() > 1 || (all.size() == 1 && before.isEmpty());
        Listing fitted = several ? ListingText.fitted(said) : said;
        Listing after = before.map(one -> one.then(fitted)).orElse(fitted);
        // Only lines of a list add up; where there is no room for one more, those before it stay.
        Listing now = before.filter(_ -> several && !ListingText.fits(after)).orElse(after);
        List<Listing> next = new ArrayList<>(List.of(now));
        all.stream().filter(one -> !one.object().equals(said.object()))
                .map(one -> several ? ListingText.fitted(one) : one).forEach(next::add);
        next.sort(Listing.KEPT);
        boolean over = next.size() > MAX && !next.getLast().isWithdrawn();
        return new Listings(next.stream().limit(MAX).sorted(Comparator.comparing(Listing::object)).toList(),
                more || over);
    }

    /** From the earliest beginning to the latest end; open where one is. */
    ValidTime valid() {
        Instant from = all.stream().map(one -> one.valid().from()).min(Comparator.naturalOrder()).orElseThrow();
        @Nullable
        Instant to = all.getFirst().valid().to();
        for (Listing one : all) {
            Instant end = one.valid().to();
            to = to == null || end == null ? null : end.isAfter(to) ? end : to;
        }
        return new ValidTime(from, more ? null : to);
    }

    double confidence() {
        return counted().stream().mapToDouble(Listing::confidence).max().orElseThrow();
    }

    /** Whether an object that stands spoke later than the instant. */
    boolean spokeAfter(Instant at) {
        return all.stream().anyMatch(one -> !one.isWithdrawn() && one.heard().isAfter(at));
    }

    /**
     * What all of that comes to.
     *
     * @param standing when it is valid; where that is shortened, each listing keeps its own
     */
    Content.Plain content(ValidTime standing) {
        List<Listing> counted = counted();
        Listing strongest = counted.stream().min(Listing.STRONGEST).orElseThrow();
        Content.Plain words = strongest.words();
        TreeMap<String, List<String>> attributes = new TreeMap<>(words.attributes());
        for (Listing one : counted) {
            one.words().attributes().forEach((name, values) -> {
                if (UNITED.contains(name)) {
                    attributes.merge(name, values, Listings::both);
                }
            });
        }
        best(attributes, IndicatorFields.RELIABILITY, Comparator.naturalOrder());
        best(attributes, IndicatorFields.CREDIBILITY, Comparator.naturalOrder());
        best(attributes, IndicatorFields.MODIFIED_AT, Comparator.reverseOrder());
        best(attributes, IndicatorFields.LAST_SEEN, Comparator.reverseOrder());
        onlyIfAll(attributes, IndicatorFields.PATTERN_MATCH, counted);
        if (more) {
            attributes.remove(IndicatorFields.REVOKED);
            attributes.put(IndicatorFields.MORE, List.of("true"));
        }
        attributes.put(IndicatorFields.OBJECT,
                counted.stream().map(Listing::object).filter(name -> !name.isEmpty()).toList());
        boolean told = all.size() == 1 && standing.equals(all.getFirst().valid());
        attributes.put(IndicatorFields.LISTING,
                told ? List.of() : all.stream().map(one -> ListingText.write(one, all.size() > 1)).toList());
        return new Content.Plain(words.text(), attributes,
                counted.stream().flatMap(one -> one.words().entities().stream()).distinct().sorted().toList(),
                counted.stream().flatMap(one -> one.words().categories().stream()).distinct().sorted().toList());
    }

    /** Those that stand; where none does, all. */
    private List<Listing> counted() {
        List<Listing> standing = all.stream().filter(one -> !one.isWithdrawn()).toList();
        return standing.isEmpty() ? all : standing;
    }

    private void best(TreeMap<String, List<String>> attributes, String name, Comparator<String> better) {
        counted().stream().flatMap(one -> one.words().all(name).stream()).min(better)
                .ifPresent(value -> attributes.put(name, List.of(value)));
    }

    private static void onlyIfAll(TreeMap<String, List<String>> attributes, String name, List<Listing> counted) {
        if (counted.stream().anyMatch(one -> one.words().all(name).isEmpty())) {
            attributes.remove(name);
        }
    }

    private static List<String> both(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).distinct().sorted().toList();
    }
}
