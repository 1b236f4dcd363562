package dev.palimpsest.query.recall;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.index.Condition;
import dev.palimpsest.index.MemoryFilter;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.query.audit.Moment;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which memories, in a caller's words. All parts are optional; several values of a part mean any of them.
 *
 * @param subject  whose: {@code type:name}
 * @param about    whose or pointing at
 * @param kind     {@code profile}, {@code detection} and so on
 * @param status   {@code current} unless said
 * @param category labels
 * @param from     last observed at or after, ISO 8601
 * @param to       last observed before
 * @param minScore leaves out indicators that are worth less now, 0 to 100
 * @param minTrust on a word at least as strong: {@code sensor-structured}, {@code analyst} and so on
 * @param corroborated true leaves out what one weak source alone says
 * @param asOf     what held at that time; what stands unless said
 * @param knownAt  what the log had learnt by that time; all of it unless said
 * @param where    what else must be so, in the language of {@link Where}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FilterRequest(@Nullable List<String> subject, @Nullable List<String> about, @Nullable List<String> kind,
        @Nullable List<String> status, @Nullable List<String> category, @Nullable String from, @Nullable String to,
        @JsonProperty("min_score") @Nullable Integer minScore, @JsonProperty("min_trust") @Nullable String minTrust,
        @Nullable Boolean corroborated, @JsonProperty("as_of") @Nullable String asOf,
        @JsonProperty("known_at") @Nullable String knownAt, @Nullable JsonNode where) {

    public static final FilterRequest NONE = new FilterRequest(null, null, null, null, null, null, null, null, null,
            null, null, null);

    /** Without a condition. */
    public FilterRequest(@Nullable List<String> subject, @Nullable List<String> about, @Nullable List<String> kind,
            @Nullable List<String> status, @Nullable List<String> category, @Nullable String from, @Nullable String to,
            @Nullable Integer minScore, @Nullable String minTrust, @Nullable Boolean corroborated,
            @Nullable String asOf, @Nullable String knownAt) {
        this(subject, about, kind, status, category, from, to, minScore, minTrust, corroborated, asOf, knownAt, null);
    }

    /** What passes a condition, see {@link Where}, and has one of these statuses. */
    public static FilterRequest where(JsonNode where, List<String> statuses) {
        return new FilterRequest(null, null, null, statuses, null, null, null, null, null, null, null, null, where);
    }

    /** Of which time. */
    Moment moment(Instant now) {
        return Moment.parse(asOf, knownAt, now);
    }

    /** @throws IllegalArgumentException naming the part that is wrong and what it may be */
    MemoryFilter toFilter(Instant now) {
        MemoryFilter filter = MemoryFilter.CURRENT.withAsOf(now).withSubjects(subjects(subject))
                .withAbout(subjects(about))
                .withKinds(constants("kind", Kind.class, kind).toArray(Kind[]::new))
                .withCategories(Set.copyOf(values(category)))
                .between(instant("from", from), instant("to", to));
        filter = filter.withMinTrust(tier(minTrust)).withCorroborated(Boolean.TRUE.equals(corroborated))
                .where(where == null ? Condition.always() : Where.parse(where));
        Set<Status> statuses = constants("status", Status.class, status);
        return statuses.isEmpty() ? filter : filter.withStatuses(statuses);
    }

    /** @throws IllegalArgumentException where the score is none */
    ScoreFilter scores(Instant asOf) {
        int min = minScore == null ? 0 : minScore;
        if (min < 0 || min > 100) {
            throw new IllegalArgumentException("min_score lies between 0 and 100; got: " + min);
        }
        return new ScoreFilter(min, asOf);
    }

    private static Set<Subject> subjects(@Nullable List<String> texts) {
        return values(texts).stream().map(Subject::parse).collect(Collectors.toUnmodifiableSet());
    }

    private static <E extends Enum<E>> Set<E> constants(String part, Class<E> type, @Nullable List<String> texts) {
        return values(texts).stream().map(text -> constant(part, type, text)).collect(Collectors.toUnmodifiableSet());
    }

    private static <E extends Enum<E>> E constant(String part, Class<E> type, String text) {
        String wanted = text.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(type.getEnumConstants()).filter(constant -> constant.name().equals(wanted)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(part + " is one of " + Arrays
                        .stream(type.getEnumConstants()).map(FilterRequest::word).collect(Collectors.joining(", "))
                        + "; got: " + text));
    }

    /** The tier of a word; the weakest where there is none. */
    static TrustTier tier(@Nullable String minTrust) {
        return minTrust == null ? TrustTier.UNKNOWN : constant("min_trust", TrustTier.class, minTrust);
    }

    /**
     * The instant of a text; null where there is none.
     *
     * @throws IllegalArgumentException naming the part and what it may be
     */
    public static @Nullable Instant instant(String part, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(part + " is a time such as 2026-11-22T14:05:00Z; got: " + text, e);
        }
    }

    /** A constant as callers write it. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<String> values(@Nullable List<String> values) {
        return values == null ? List.of() : values;
    }
}
