package dev.palimpsest.trust.secret;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds secrets in text. Linear in the text, whatever it holds. Safe for several threads. */
public final class Secrets {
    private static final List<Detector> TOKENS = List.of(new Tokens(), new WebTokens(), new PrivateKeys());
    private static final List<Detector> ALL = List.of(TOKENS.get(0), TOKENS.get(1), TOKENS.get(2),
            new Assignments(), new CommandLines(), new Headers(), new Addresses());
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
        List<Found> all = new ArrayList<>();
        List<Found> byContext = new ArrayList<>();
        scan.scan(text, (keyword, start, end) -> {
            Asked one = asked.get(keyword);
            one.detector().look(text, one.keyword(), start, end,
                    TOKENS.contains(one.detector()) ? all::add : byContext::add);
        });
        all.addAll(byContext); // where both find the same, its form says more than its name
        return all.isEmpty() ? List.of() : apart(text, all);
    }

    /** Of what overlaps, the one that begins first stands; of those that begin together, the longest. */
    static List<Found> apart(String text, List<Found> all) {
        all.sort(Comparator.comparingInt(Found::start).thenComparing(Comparator.comparingInt(Found::end).reversed()));
        List<Found> kept = new ArrayList<>();
        int from = 0;
        for (Found each : all) {
            if (each.start() >= from && !holdsPseudonym(text, each)) {
                kept.add(each);
                from = each.end();
            }
        }
        return kept;
    }

    private static boolean holdsPseudonym(String text, Found found) {
        for (int i = found.start(); i < found.end(); i++) {
            char c = text.charAt(i);
            if (c == Pseudonyms.OPEN.charAt(0) || c == Pseudonyms.CLOSE.charAt(0)) {
                return true;
            }
        }
        return false;
    }

    /** The kind of secret that a whole value is by the name of its field; empty for none. */
    public static Optional<String> kindOfField(String field) {
        return Optional.ofNullable(Assignments.kindOfField(field));
    }
}
