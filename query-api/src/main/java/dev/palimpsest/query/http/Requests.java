package dev.palimpsest.query.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.palimpsest.query.brief.BriefRequest;
import java.util.Optional;
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
     * @param from     beginning of the period, ISO 8601; otherwise the question's words say
     * @param to       its end, exclusive
     * @param minTrust only what rests on a word at least as strong
     * @param corroborated true leaves out what one weak source alone says
     */
    record Brief(@Nullable String subject, @Nullable String text, @Nullable Integer tokens,
            @Nullable String language, @Nullable String from, @Nullable String to,
            @JsonProperty("min_trust") @Nullable String minTrust, @Nullable Boolean corroborated) {

        /** @throws IllegalArgumentException naming the part that is wrong and what it may be */
        BriefRequest.Scope scope() {
            return new BriefRequest.Scope(Optional.ofNullable(FilterRequest.instant("from", from)),
                    Optional.ofNullable(FilterRequest.instant("to", to)), FilterRequest.tier(minTrust),
                    Boolean.TRUE.equals(corroborated));
        }
    }

    /** A new wording. */
    record Revise(@Nullable String text, @Nullable String reason) {}
}
