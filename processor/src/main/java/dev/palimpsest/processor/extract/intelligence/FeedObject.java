package dev.palimpsest.processor.extract.intelligence;

import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.SourceName;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.Payload.IntelligenceObject;
import dev.palimpsest.processor.extract.Observed;
import dev.palimpsest.processor.extract.typed.PlainText;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** An intelligence object with its record, and the questions both kinds of claim ask of it. */
record FeedObject(Observed observed, IntelligenceObject object) {

    static final Extractor EXTRACTOR = new Extractor("intelligence", 1);

    private static final double CONFIDENCE_DEFAULT = 0.5;
    private static final int NAME_LENGTH_MAX = 120;
    private static final int VALUES_MAX = 8;
    private static final int OBJECT_LENGTH_MAX = 250;
    private static final Set<String> TABLES = Set.of("csv", "list");

    Observation observation() {
        return observed.observation();
    }

    /** Who says it, whatever they call the stream it came in. */
    String sender() {
        return SourceName.sender(observation().source());
    }

    /**
     * What tells this object from others of the same sender that say something of the same value: the name its format gives
     * it, and where that is unique within a table alone, or there is none, the label of the stream.
     */
    Optional<String> listedAs() {
        Optional<String> named = line("external_id", OBJECT_LENGTH_MAX);
        String label = observation().source().substring(sender().length());
        if (named.isPresent() && !TABLES.contains(object.format())) {
            return named;
        }
        return Optional.of(label + named.map(name -> "#" + name).orElse(""))
                .map(name -> PlainText.of(name.startsWith("/") ? name.substring(1) : name, OBJECT_LENGTH_MAX))
                .filter(name -> !name.isEmpty());
    }

    /**
     * When a list or a table had it; empty for objects that date their own words, as a row does that says when it was last
     * seen.
     */
    Optional<Instant> listedAt() {
        return TABLES.contains(object.format()) && time("last_seen").isEmpty() && !isRevoked()
                ? Optional.of(observation().receivedAt())
                : Optional.empty();
    }

    /** A field as one harmless line of at most so many characters. */
    Optional<String> line(String field, int max) {
        return object.first(field).map(text -> PlainText.of(text, max)).filter(text -> !text.isEmpty());
    }

    Optional<String> name(String field) {
        return line(field, NAME_LENGTH_MAX);
    }

    List<String> names(String field) {
        return object.fields().getOrDefault(field, List.of()).stream().limit(VALUES_MAX)
                .map(text -> PlainText.of(text, NAME_LENGTH_MAX)).filter(text -> !text.isEmpty()).distinct().toList();
    }

    Optional<Instant> time(String field) {
        return object.first(field).flatMap(FeedObject::parse);
    }

    boolean isRevoked() {
        return object.first("revoked").filter("true"::equalsIgnoreCase).isPresent();
    }

    /** The source's own figure, 0 to 100, as a fraction, else its grade's; one half where it gives neither. */
    double confidence() {
        return statedConfidence().or(() -> object.first("credibility").flatMap(Admiralty::confidence))
                .orElse(CONFIDENCE_DEFAULT);
    }

    /** How credible it calls the fact, {@code 1} to {@code 6}; empty where it does not say. */
    Optional<String> credibility() {
        return object.first("credibility").or(() -> statedConfidence().map(Admiralty::credibility));
    }

    private Optional<Double> statedConfidence() {
        return object.first("confidence").filter(text -> text.strip().matches("\\d{1,3}(?:\\.\\d{1,6})?"))
                .map(text -> Double.parseDouble(text.strip()) / 100).map(value -> Math.min(1, value));
    }

    /** When the source wrote it; empty where only the time of receipt is known. */
    Optional<Instant> modified() {
        return object.first("event.time_quality").filter("received"::equals).isPresent()
                ? Optional.empty()
                : Optional.of(observation().occurredAt());
    }

    /** A feed's word is at most a curated feed's, and no better than the source it came by. */
    TrustTier trust() {
        TrustTier given = observation().trust();
        return given.isBelow(TrustTier.CURATED_FEED) ? given : TrustTier.CURATED_FEED;
    }

    /** The stricter of the object's own mark and that of the source. */
    Tlp marking() {
        return object.first("tlp").map(FeedObject::tlp).map(observation().marking()::strictest)
                .orElse(observation().marking());
    }

    List<Evidence> evidence() {
        return List.of(observed.evidence(null, EXTRACTOR));
    }

    /** A mark nobody knows is taken for the strictest. */
    private static Tlp tlp(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT).replaceFirst("^tlp:\\s*", "").replace('_', '+')) {
            case "clear", "white" -> Tlp.CLEAR;
            case "green" -> Tlp.GREEN;
            case "amber" -> Tlp.AMBER;
            case "amber+strict", "amber-strict" -> Tlp.AMBER_STRICT;
            default -> Tlp.RED;
        };
    }

    private static Optional<Instant> parse(String text) {
        try {
            return Optional.of(Instant.parse(text.strip()));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
