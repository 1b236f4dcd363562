package dev.palimpsest.memory.indicator;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.ValidTime;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What one object of a source says of an indicator: a STIX object, an attribute of a MISP event, a row or a stream of rows
 * without names.
 *
 * @param object     its name within the source; empty where it has none
 * @param heard      when its source wrote this word, else when it came
 * @param dated      whether the source itself says when
 * @param valid      when it holds by this word
 * @param confidence 0 to 1
 * @param words      all else that it says
 */
record Listing(String object, Instant heard, boolean dated, ValidTime valid, double confidence, Content.Plain words) {

    /** The strongest first: by confidence, then the newest, then by name. */
    static final Comparator<Listing> STRONGEST = Comparator.comparingDouble(Listing::confidence)
            .thenComparing(Listing::heard).reversed().thenComparing(Listing::object);

    /** Those that are kept where there is no room for all: what stands, then the newest, then by name. */
    static final Comparator<Listing> KEPT = Comparator.comparing(Listing::isWithdrawn)
            .thenComparing(Listing::heard, Comparator.reverseOrder()).thenComparing(Listing::object);

    /** The word of a claim, or of the only object of a memory. */
    static Listing of(Content.Plain said, Instant last, ValidTime valid, double confidence) {
        String object = said.first(IndicatorFields.OBJECT).or(() -> said.first(IndicatorFields.ID)).orElse("");
        @Nullable
        Instant written = Lifecycle.time(said, IndicatorFields.MODIFIED_AT).orElse(null);
        return new Listing(object, written == null ? last : written, written != null, valid, confidence,
                ListingText.wordsOf(said));
    }

    static Listing of(Memory memory, Content.Plain known) {
        return of(known, memory.occurrences().last(), memory.valid(), memory.confidence());
    }

    /** The same with these words. */
    Listing saying(Content.Plain other) {
        return new Listing(object, heard, dated, valid, confidence, other);
    }

    /** Whether the source took it back. */
    boolean isWithdrawn() {
        return !words.all(IndicatorFields.REVOKED).isEmpty();
    }

    /** The same object's word after another of it has come: the newer one, whichever came first. */
    Listing then(Listing said) {
        if (dated && said.dated && said.heard.isBefore(heard)) {
            return this;
        }
        boolean both = isOfList() && said.isOfList();
        Listing next = new Listing(object, said.heard, said.dated, dated && said.dated ? said.valid : since(said),
                said.confidence, both ? words.union(said.words) : said.words);
        boolean same = next.words.equals(words) && next.valid.equals(valid) && confidence == next.confidence;
        return same ? this : next;
    }

    /**
     * Whether it is a line of a plain list. A list has no times, and says under several comments what it says of a value: all
     * of it holds, and no line replaces another, else each loading would go through them all again.
     */
    private boolean isOfList() {
        return words.all(IndicatorFields.FORMAT).contains("list");
    }

    /** A later beginning alone is no news where no times are given: each delivery begins anew. */
    private ValidTime since(Listing said) {
        ValidTime other = said.valid;
        boolean longOver = other.from().equals(other.to()) && other.from().equals(valid.to());
        if (longOver) {
            return valid;
        }
        boolean begins = valid.endsBy(other) || other.from().isBefore(valid.from());
        return begins ? other : new ValidTime(valid.from(), other.to());
    }
}
