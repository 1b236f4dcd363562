package dev.palimpsest.memory.indicator;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Pap;

/** Attributes of indicators that the lifecycle reads and writes. */
public final class IndicatorFields {

    /** How reliable the source is in general, {@code A} to {@code F}; absent where nobody judged it. */
    public static final String RELIABILITY = "threat.indicator.reliability";

    /** How credible the single fact is, {@code 1} to {@code 6}; absent where nobody judged it. */
    public static final String CREDIBILITY = "threat.indicator.credibility";

    /** When the source wrote this word, where it says so. */
    public static final String MODIFIED_AT = "threat.indicator.modified_at";

    /** {@code list} where a plain list states it, which has one line for each thing it says of a value. */
    public static final String FORMAT = "threat.indicator.format";

    /** When the source saw it last. */
    public static final String LAST_SEEN = "threat.indicator.last_seen";

    /** {@code true} where the source took it back. */
    public static final String REVOKED = "threat.indicator.revoked";

    /** What may be done with it: {@code clear green amber red}. */
    public static final String PAP = "threat.indicator.marking.pap";

    /** Names of lists of well-known good or ambiguous values that hold it. */
    public static final String WARNINGLIST = "threat.indicator.warninglist";

    /** {@code partial} where its source asks for more than this value. */
    public static final String PATTERN_MATCH = "threat.indicator.pattern.match";

    /** The sender and label by which a source's word came. */
    public static final String SOURCE = "threat.indicator.source";

    /** Which of a source's objects lists it: on a claim the one that speaks, on a memory those that stand. */
    public static final String OBJECT = "threat.indicator.object";

    /** When a list or a table had it: there each delivery says anew what holds. Absent on objects that date their own words. */
    public static final String LISTED_AT = "threat.indicator.listed_at";

    /** What each of several objects says, see {@link Listing}. */
    static final String LISTING = "threat.indicator.listing";

    /** {@code true} where more objects listed it than are told apart. */
    static final String MORE = "threat.indicator.more_objects";

    /** The source's own name of an object. */
    static final String ID = "threat.indicator.id";

    /** What a report of a sighting says: see {@link SightingType}. Absent on a source's own word. */
    public static final String SIGHTING_TYPE = "threat.indicator.sighting.type";

    /** Begins the names of all that sightings wrote. */
    static final String SIGHTING = "threat.indicator.sighting.";

    private IndicatorFields() {}

    /** What may be done with what a memory says; anything where nothing else is said. */
    public static Pap pap(Memory memory) {
        return memory.content().plain().flatMap(plain -> plain.first(PAP)).flatMap(Pap::named).orElse(Pap.CLEAR);
    }
}
