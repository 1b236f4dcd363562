package dev.palimpsest.memory;

/** What keeps a memory from ending by itself, from the weakest to the strongest. */
public enum Protection {
    /** Nothing: time, decay and a session's capacity may end it. */
    NONE,
    /** Somebody pinned it: it has no end until it is taken back. Words change it as they do any other. */
    PINNED,
    /** For good: nothing changes what it says, and only quarantine and erasure end it. What speaks against it is a rival. */
    IMMUTABLE
}
