package dev.palimpsest.memory.indicator;

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

    /** What a report of a sighting says: see {@link SightingType}. Absent on a source's own word. */
    public static final String SIGHTING_TYPE = "threat.indicator.sighting.type";

    /** Begins the names of all that sightings wrote. */
    static final String SIGHTING = "threat.indicator.sighting.";

    private IndicatorFields() {}
}
