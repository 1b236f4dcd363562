package dev.palimpsest.access;

import java.util.List;
import java.util.Optional;

/** Tells callers by what they present. Safe for several threads. */
@FunctionalInterface
public interface Credentials {

    /**
     * Whose secret this is; empty for anything unknown.
     *
     * @throws Refusal where that cannot be told now
     */
    Optional<Caller> of(String secret);

    /** Any of these, asked in order. */
    static Credentials any(List<Credentials> each) {
        List<Credentials> all = List.copyOf(each);
        return secret -> all.stream().flatMap(one -> one.of(secret).stream()).findFirst();
    }
}
