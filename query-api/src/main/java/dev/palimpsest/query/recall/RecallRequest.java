package dev.palimpsest.query.recall;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.palimpsest.query.audit.Moment;
import dev.palimpsest.query.brief.BriefRequest;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What somebody wants to recall, in a caller's words. Parts that are not known here are refused, never ignored. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface RecallRequest {

    /** What receipts call it. */
    default String operation() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** The question's text; may be empty. */
    default String text() {
        return "";
    }

    /**
     * Of which time.
     *
     * @throws dev.palimpsest.access.Refusal where that is no time, or lies ahead
     */
    Moment moment(Instant now);

    /**
     * A search.
     *
     * @param query words or a question
     * @param limit 1 to {@link dev.palimpsest.index.MemoryFilter#SIZE_MAX}; 10 unless said
     */
    record Search(@Nullable String query, @Nullable FilterRequest filter,
            @Nullable Integer limit) implements RecallRequest {

        @Override
        public String text() {
            return Optional.ofNullable(query).orElse("");
        }

        @Override
        public Moment moment(Instant now) {
            return filters().moment(now);
        }

        FilterRequest filters() {
            return Optional.ofNullable(filter).orElse(FilterRequest.NONE);
        }
    }

    /**
     * A page of a list.
     *
     * @param skip so many memories after the cursor are left out; none unless said
     */
    record List(FilterRequest filter, @Nullable Integer limit, @Nullable String cursor,
            @Nullable Integer skip) implements RecallRequest {

        /** From the cursor on. */
        public List(FilterRequest filter, @Nullable Integer limit, @Nullable String cursor) {
            this(filter, limit, cursor, null);
        }

        @Override
        public Moment moment(Instant now) {
            return filter.moment(now);
        }
    }

    /**
     * A briefing.
     *
     * @param subject  who asks, {@code user:alice}
     * @param question what is asked, in any words
     * @param tokens   budget
     * @param language {@code en} or {@code zh}
     * @param from     beginning of the period, ISO 8601; otherwise the question's words say
     * @param to       its end, exclusive
     * @param minTrust only what rests on a word at least as strong
     * @param corroborated true leaves out what one weak source alone says
     * @param asOf     as of that time; "recent" counts back from it
     * @param knownAt  from what the log had learnt by that time
     */
    record Brief(@Nullable String subject, @JsonProperty("text") @Nullable String question, @Nullable Integer tokens,
            @Nullable String language, @Nullable String from, @Nullable String to,
            @JsonProperty("min_trust") @Nullable String minTrust, @Nullable Boolean corroborated,
            @JsonProperty("as_of") @Nullable String asOf,
            @JsonProperty("known_at") @Nullable String knownAt) implements RecallRequest {

        @Override
        public String text() {
            return Optional.ofNullable(question).orElse("");
        }

        @Override
        public Moment moment(Instant now) {
            return Moment.parse(asOf, knownAt, now);
        }

        /** @throws IllegalArgumentException naming the part that is wrong and what it may be */
        BriefRequest.Scope scope() {
            return new BriefRequest.Scope(Optional.ofNullable(FilterRequest.instant("from", from)),
                    Optional.ofNullable(FilterRequest.instant("to", to)), FilterRequest.tier(minTrust),
                    Boolean.TRUE.equals(corroborated));
        }
    }

    /**
     * One memory.
     *
     * @param id      of a memory, or the beginning of one
     * @param version the head unless said
     */
    record Get(String id, @Nullable Long version, @JsonProperty("as_of") @Nullable String asOf,
            @JsonProperty("known_at") @Nullable String knownAt) implements RecallRequest {

        @Override
        public Moment moment(Instant now) {
            return Moment.parse(asOf, knownAt, now);
        }
    }

    /** All that happened to a memory. */
    record History(String id, @JsonProperty("known_at") @Nullable String knownAt) implements RecallRequest {

        @Override
        public Moment moment(Instant now) {
            return Moment.parse(null, knownAt, now);
        }
    }

    /**
     * What is connected with a subject.
     *
     * @param subject where to begin
     * @param depth   steps to go, 1 to 3; 1 unless said
     * @param limit   most edges, 1 to 1000; 100 unless said
     */
    record Graph(String subject, @Nullable Integer depth, @Nullable Integer limit,
            @JsonProperty("as_of") @Nullable String asOf,
            @JsonProperty("known_at") @Nullable String knownAt) implements RecallRequest {

        @Override
        public Moment moment(Instant now) {
            return Moment.parse(asOf, knownAt, now);
        }
    }

    /**
     * What a memory rests on.
     *
     * @param version the head unless said
     */
    record Why(String id, @Nullable Long version) implements RecallRequest {

        @Override
        public Moment moment(Instant now) {
            return Moment.PRESENT;
        }
    }

    /**
     * What was learnt of a subject.
     *
     * @param from after what was known then, ISO 8601
     * @param to   up to what was known then; now unless said
     */
    record Diff(String subject, @Nullable String from, @Nullable String to) implements RecallRequest {

        @Override
        public Moment moment(Instant now) {
            return Moment.PRESENT;
        }
    }
}
