package dev.palimpsest.access;

import java.util.Optional;

/** Tells callers by what they present. Safe for several threads. */
@FunctionalInterface
public interface Credentials {

    /** Whose secret this is; empty for anything unknown. */
    Optional<Caller> of(String secret);
}
