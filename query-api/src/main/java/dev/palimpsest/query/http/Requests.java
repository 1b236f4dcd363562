package dev.palimpsest.query.http;

import org.jspecify.annotations.Nullable;

/** Bodies of requests. Parts that are not known here are refused, never ignored. */
final class Requests {

    private Requests() {}

    /** A new wording. */
    record Revise(@Nullable String text, @Nullable String reason) {}
}
