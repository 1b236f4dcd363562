package dev.palimpsest.query.http;

import org.jspecify.annotations.Nullable;

/** Bodies of requests. Parts that are not known here are refused, never ignored. */
final class Requests {

    private Requests() {}

    /**
     * A search.
     *
     * @param query words or a question
     * @param limit 1 to 100; 10 unless said
     */
    record Search(@Nullable String query, @Nullable FilterRequest filter, @Nullable Integer limit) {}

    /**
     * A briefing.
     *
     * @param subject  who asks, {@code user:alice}
     * @param text     the question
     * @param tokens   budget
     * @param language {@code en} or {@code zh}
     */
    record Brief(@Nullable String subject, @Nullable String text, @Nullable Integer tokens,
            @Nullable String language) {}

    /** A new wording. */
    record Revise(@Nullable String text, @Nullable String reason) {}
}
