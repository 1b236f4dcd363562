package dev.palimpsest.trust.secret;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds secrets in text. Linear in the text, whatever it holds. Safe for several threads. */
public final class Secrets {
    private static final List<Detector> TOKENS = List.of(new Tokens(), new WebTokens(), new PrivateKeys());
    private static final List<Detector> ALL = List.of(TOKENS.get(0), TOKENS.get(1), TOKENS.get(2),
            new Assignments(), new CommandLines(), new Headers(), new Addresses(),
            new Exchanges());
    /** Everything: what names, flags and headers give away besides. */
    public static final Secrets EVERYWHERE = new Secrets(ALL);
    /** Only what is a secret wherever it stands: the tokens, web tokens and private keys. */
    public static final Secrets BY_FORM = new Secrets(TOKENS);

    private record Asked(Detector detector, int keyword) {}

    private final KeywordScan scan;
    private final List<Asked> asked = new ArrayList<>();

    private Secrets(List<Detector> detectors) {
        List<String> keywords = new ArrayList<>();
        for (Detector detector : detectors) {
            for (int i = 0; i < detector.keywords().size(); i++) {
                keywords.add(detector.keywords().get(i));
                asked.add(new Asked(detector, i));
            }
        }
        scan = new KeywordScan(keywords);
    }

    /** The secrets of a text in their order; none overlaps another or a pseudonym. */
    public List<Found> find(String text) {
        return find(new Reading(text));
    }

    List<Found> find(Reading reading) {
        Taken forms = new Taken();
        Taken any = new Taken();
        List<Found> all = new ArrayList<>();
        List<Found> byContext = new ArrayList<>();
        scan.scan(reading.text(), (keyword, start, end) -> {
            Asked one = asked.get(keyword);
            boolean form = TOKENS.contains(one.detector());
            reading.step(1);
            if ((form ? forms : any).covers(start, end)) {
                return;
            }
            one.detector().look(reading, one.keyword(), start, end, found -> {
                if (!reading.holdsPseudonym(found.start(), found.end())) {
                    (form ? all : byContext).add(found);
                    any.add(found);
                    if (form) {
                        forms.add(found);
                    }
                }
            });
        });
        reading.step(reading.text().length());
        all.addAll(byContext); // where both find the same, its form says more than its name
        return all.isEmpty() ? List.of() : apart(all);
    }

    /** The stretch taken last: what stands in it needs no second look. */
    private static final class Taken {
        private int from;
        private int to;

        boolean covers(int start, int end) {
            return start >= from && end <= to;
        }

        void add(Found found) {
            if (found.end() > to) {
                from = found.start() <= to ? Math.min(from, found.start()) : found.start();
                to = found.end();
            }
        }
    }

    /**
     * Of what overlaps, the one that begins first stands, of those that begin together the longest; what another goes on
     * beyond it stands for itself.
     */
    static List<Found> apart(List<Found> all) {
        all.sort(Comparator.comparingInt(Found::start).thenComparing(Comparator.comparingInt(Found::end).reversed()));
        List<Found> kept = new ArrayList<>();
        int from = 0;
        for (Found each : all) {
            if (each.end() > from) {
                kept.add(each.start() >= from ? each : new Found(each.group(), each.kind(), from, each.end()));
                from = each.end();
            }
        }
        return kept;
    }

    /** The kind of secret that a whole value is by the name of its field and, for names of more than one meaning, its look. */
    public static Optional<String> kindOfField(String field, String value) {
        return Optional.ofNullable(Assignments.kindOfField(field, value));
    }
}
