package dev.palimpsest.memory;

/** What sort of thing is remembered. */
public enum Kind {
    /** A session's scratch. */
    WORKING,
    /** What was said or happened, verbatim. */
    EPISODIC,
    /** A fact. */
    SEMANTIC,
    /** A slot of somebody's profile. */
    PROFILE,
    /** An indicator of compromise with its lifecycle, as one source states it. */
    INDICATOR,
    /** An alert story: technique, entities, time. */
    DETECTION,
    /** An edge: source, type, target. */
    RELATION,
    /** How we do things. */
    PROCEDURAL;

    /** Whether text from logs or feeds may become a memory of this kind: never a profile, never a procedure. */
    public boolean opensToData() {
        return this != PROFILE && this != PROCEDURAL;
    }
}
