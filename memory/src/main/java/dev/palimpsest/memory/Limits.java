package dev.palimpsest.memory;

/** The bounds every memory keeps to. A value over a bound is refused or truncated where it enters, and said so there. */
public final class Limits {

    /** Longest text of one memory, in UTF-16 units; longer source text stays whole in its observation. */
    public static final int TEXT_LENGTH_MAX = 16_384;

    /** Longest name of a subject, in UTF-16 units. */
    public static final int SUBJECT_NAME_LENGTH_MAX = 512;

    /** Most values one attribute keeps; further ones are counted by the log, not kept on the head. */
    public static final int ATTRIBUTE_VALUES_MAX = 8;

    /** Longest value of an attribute, in UTF-16 units; longer ones are cut. All bounds together keep a head below 4 MiB. */
    public static final int ATTRIBUTE_VALUE_LENGTH_MAX = 2_048;

    /** Most attributes of one memory. */
    public static final int ATTRIBUTES_MAX = 64;

    /** Most entities one memory points at. */
    public static final int ENTITIES_MAX = 32;

    /** Most evidence entries on an event or a head; the log as a whole keeps all. */
    public static final int EVIDENCE_MAX = 8;

    /** Most evidence of sightings that were folded into one statement. */
    public static final int SAMPLE_MAX = 1;

    /** Longest time a session may be idle, and a memory may be asked to last, in days. */
    public static final int DAYS_MAX = 36_500;

    private Limits() {}
}
