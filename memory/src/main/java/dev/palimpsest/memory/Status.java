package dev.palimpsest.memory;

/** Where a memory stands. Only {@link #CURRENT} ones are recalled unless others are asked for. */
public enum Status {
    CURRENT, EXPIRED, RETRACTED, QUARANTINED, ERASED
}
