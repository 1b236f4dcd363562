package dev.palimpsest.index.opensearch;

import dev.palimpsest.index.Condition;
import dev.palimpsest.index.Cursor;
import dev.palimpsest.index.MemoryFilter;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON bodies of searches. */
final class SearchBodies {

    /** All of a document but what only searches need. */
    static final Map<String, ?> READ_BACK = Map.of("excludes", List.of("search", "about"));

    /**
     * Fields a question's words are looked for in, and their weight. A name says more than a mention, a mention more than
     * a value of an attribute.
     */
    private static final List<String> WORD_FIELDS = List.of("text", "text.cjk", "text.exact", "search.names^2",
            "search.names.words^1.5", "search.values^0.5", "search.values.words^0.5");

    /** What a word in the other fields adds to the best field's score. */
    private static final double OTHER_FIELDS_SHARE = 0.3;

    /** Most words of a question that are looked for: each becomes a clause a field, and Lucene takes 1,024. */
    static final int WORDS_MAX = 120;

    private static final double SUBJECT_OVER_ENTITY = 2;

    private SearchBodies() {}

    /** What every hit must satisfy; the tenant first. */
    static Map<String, ?> filter(TenantId tenant, MemoryFilter filter) {
        List<Map<String, ?>> clauses = new ArrayList<>();
        clauses.add(Map.of("term", Map.of("tenant", tenant.value())));
        anyOf(clauses, "subject", filter.subjects());
        anyOf(clauses, "about", filter.about());
        anyOf(clauses, "kind", filter.kinds());
        status(clauses, filter);
        anyOf(clauses, "trust", filter.tiers());
        if (filter.corroborated()) {
            clauses.add(Map.of("term", Map.of("candidate", false)));
        }
        anyOf(clauses, "categories", filter.categories());
        anyOf(clauses, "evidence.observation", filter.observations());
        Map<String, Long> range = new HashMap<>();
        bound(range, "gte", filter.from());
        bound(range, "lt", filter.to());
        if (!range.isEmpty()) {
            clauses.add(Map.of("range", Map.of(IndexMapping.LAST_MICROS, range)));
        }
        if (!filter.where().equals(Condition.always())) {
            clauses.add(Conditions.query(filter.where()));
        }
        return Map.of("bool", Map.of("filter", clauses));
    }

    /** The tenant's memories whose id begins so. */
    static Map<String, ?> startingWith(TenantId tenant, String prefix) {
        return Map.of("bool", Map.of("filter", List.of(Map.of("term", Map.of("tenant", tenant.value())),
                Map.of("prefix", Map.of("id", prefix)))));
    }

    /** By the status in the log or, as of an instant, with what has ended by then among the expired. */
    private static void status(List<Map<String, ?>> clauses, MemoryFilter filter) {
        Instant asOf = filter.asOf();
        if (asOf == null || filter.statuses().isEmpty()) {
            anyOf(clauses, "status", filter.statuses());
            return;
        }
        Map<String, ?> current = Map.of("term", Map.of("status", Status.CURRENT.name()));
        Map<String, ?> ended = Map.of("range", Map.of(IndexMapping.VALID_TO_MICROS, Map.of("lte", floor(asOf))));
        List<Map<String, ?>> any = new ArrayList<>();
        anyOf(any, "status", filter.statuses().stream().filter(status -> status != Status.CURRENT).toList());
        if (filter.statuses().contains(Status.CURRENT)) {
            any.add(Map.of("bool", Map.of("filter", current, "must_not", ended)));
        }
        if (filter.statuses().contains(Status.EXPIRED)) {
            any.add(Map.of("bool", Map.of("filter", List.of(current, ended))));
        }
        clauses.add(Map.of("bool", Map.of("should", any, "minimum_should_match", 1)));
    }

    private static long floor(Instant at) {
        return Cursor.micros(at.truncatedTo(ChronoUnit.MICROS));
    }

    static Map<String, ?> list(Map<String, ?> filter, int size, @Nullable Cursor after) {
        Map<String, Object> body = body(filter, size);
        body.put("sort", List.of(Map.of(IndexMapping.LAST_MICROS, "desc"), Map.of("id", "asc")));
        if (after != null) {
            body.put("search_after", List.of(after.lastMicros(), after.id().toString()));
        }
        return body;
    }

    /** The actors after one, by name, with what their memories come to. */
    static Map<String, ?> owners(Map<String, ?> filter, @Nullable Subject after, int size) {
        Map<String, Object> composite = new HashMap<>(Map.of("size", size, "sources",
                List.of(Map.of("owner", Map.of("terms", Map.of("field", IndexMapping.OWNERS))))));
        if (after != null) {
            composite.put("after", Map.of("owner", after.toString()));
        }
        return Map.of("size", 0, "track_total_hits", false, "query", filter, "aggs", Map.of("owners",
                Map.of("composite", composite, "aggs",
                        Map.of("first", Map.of("min", Map.of("field", IndexMapping.FROM_MICROS)), "last",
                                Map.of("max", Map.of("field", IndexMapping.CHANGED_MICROS))))));
    }

    /** Memories about what the text names, those that have it as subject first, then the latest. */
    static Map<String, ?> named(Map<String, ?> filter, String text, int size) {
        Map<String, ?> names = Map.of("multi_match", Map.of("query", words(text), "type", "most_fields", "fields",
                List.of("search.subject^" + SUBJECT_OVER_ENTITY, "search.names")));
        Map<String, Object> body = body(both(filter, names), size);
        body.put("sort", List.of("_score", Map.of(IndexMapping.LAST_MICROS, "desc")));
        return body;
    }

    static Map<String, ?> worded(Map<String, ?> filter, String text, int size) {
        return body(both(filter, Map.of("multi_match", Map.of("query", words(text), "type", "best_fields",
                "tie_breaker", OTHER_FIELDS_SHARE, "fields", WORD_FIELDS))), size);
    }

    /** The nearest vectors among those that pass: the filter is inside the clause, so none is lost to it. */
    static Map<String, ?> near(Map<String, ?> filter, String field, float[] vector, int size) {
        return body(Map.of("knn", Map.of("search." + field, Map.of("vector", vector, "k", size, "filter", filter))),
                size);
    }

    /** The beginning of the text that holds at most {@link #WORDS_MAX} words; a CJK character is a word of its own. */
    static String words(String text) {
        int words = 0;
        boolean within = false;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int point = text.codePointAt(at);
            boolean alone = point > 0x2000;
            boolean part = !alone && Character.isLetterOrDigit(point);
            if (alone || (part && !within)) {
                words++;
            }
            if (words > WORDS_MAX) {
                return text.substring(0, at);
            }
            within = part;
        }
        return text;
    }

    private static Map<String, Object> body(Map<String, ?> query, int size) {
        return new HashMap<>(Map.of("size", size, "query", query, "track_total_hits", false, "_source", READ_BACK));
    }

    private static Map<String, ?> both(Map<String, ?> filter, Map<String, ?> must) {
        return Map.of("bool", Map.of("filter", filter, "must", must));
    }

    private static void anyOf(List<Map<String, ?>> clauses, String field, Collection<?> values) {
        if (!values.isEmpty()) {
            clauses.add(Map.of("terms", Map.of(field, values.stream().map(Object::toString).toList())));
        }
    }

    /** Times of memories are whole microseconds, so a finer bound means the next whole one. */
    static void bound(Map<String, Long> range, String operator, @Nullable Instant at) {
        if (at != null) {
            boolean whole = at.equals(at.truncatedTo(ChronoUnit.MICROS));
            range.put(operator, Cursor.micros(at) + (whole ? 0 : 1));
        }
    }
}
