package dev.palimpsest.memory;

/** On whose word something is remembered, from the weakest to the strongest. */
public enum TrustTier {
    /** Nobody vouches for it. */
    UNKNOWN,
    /** Written by an assistant. */
    ASSISTANT,
    /** Free text inside a sensor's record, which an attacker may have chosen. */
    SENSOR_FREE_TEXT,
    /** A typed field a sensor filled in. */
    SENSOR_STRUCTURED,
    /** An intelligence feed somebody chose to load. */
    CURATED_FEED,
    /** Our own control plane. */
    CONTROL_PLANE,
    /** A person, speaking under a credential. */
    ANALYST;

    /** Whether this word is weaker than the other. */
    public boolean isBelow(TrustTier other) {
        return compareTo(other) < 0;
    }

    /** Whether one source of this tier is not enough for a fact. */
    public boolean needsCorroboration() {
        return isBelow(SENSOR_STRUCTURED);
    }

    /** Whether this is the word of data (a sensor, a feed, nobody known) and not of a person or an assistant. */
    public boolean isData() {
        return this == UNKNOWN || this == SENSOR_FREE_TEXT || this == SENSOR_STRUCTURED || this == CURATED_FEED;
    }
}
