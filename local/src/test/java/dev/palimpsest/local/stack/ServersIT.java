package dev.palimpsest.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@OnSharedStack
@ExtendWith(StackExtension.class)
class ServersIT {

    @Test
    void shouldReturnWhatATransactionCommitted(Stack stack) {
        Records.createTopic(stack, "round-trip");

        Records.writeCommitted(stack, "round-trip", "10.120.8.21");

        assertThat(Records.readCommitted(stack, "round-trip")).containsExactly("10.120.8.21");
    }

    @Test
    void shouldSearchVectorsOnlyAmongWhatTheFilterInsideTheClauseAllows(Stack stack) {
        URI index = stack.search().resolve("/vectors");
        Http.put(index, """
                {"settings": {"index.knn": true, "number_of_replicas": 0}, "mappings": {"properties": {
                  "tenant": {"type": "keyword"},
                  "vector": {"type": "knn_vector", "dimension": 3, "space_type": "cosinesimil",
                             "method": {"name": "hnsw", "engine": "lucene"}}}}}""");
        Http.put(URI.create(index + "/_doc/nearest-of-another-tenant"), "{\"tenant\": \"b\", \"vector\": [1, 0, 0]}");
        Http.put(URI.create(index + "/_doc/allowed?refresh=true"), "{\"tenant\": \"a\", \"vector\": [0, 1, 0.1]}");

        String found = Http.post(URI.create(index + "/_search"), """
                {"query": {"knn": {"vector": {"vector": [1, 0, 0], "k": 1, "filter": {"term": {"tenant": "a"}}}}}}""");

        assertThat(found).contains("\"allowed\"").doesNotContain("nearest-of-another-tenant");
    }

    @Test
    void shouldFindEnglishByItsStemAndChineseByItsCharacterPairs(Stack stack) {
        URI index = stack.search().resolve("/texts");
        Http.put(index, """
                {"settings": {"number_of_replicas": 0}, "mappings": {"properties": {
                  "en": {"type": "text", "analyzer": "english"}, "zh": {"type": "text", "analyzer": "cjk"}}}}""");
        Http.put(URI.create(index + "/_doc/one?refresh=true"),
                "{\"en\": \"lateral movements seen\", \"zh\": \"最近的可疑活动\"}");

        String english = Http.post(URI.create(index + "/_count"),
                "{\"query\": {\"match\": {\"en\": \"moving movement\"}}}");
        String chinese = Http.post(URI.create(index + "/_count"), "{\"query\": {\"match_phrase\": {\"zh\": \"可疑\"}}}");

        assertThat(english).contains("\"count\":1");
        assertThat(chinese).contains("\"count\":1");
    }

    @Test
    void shouldReadASchemaBackByTheIdItWasRegisteredUnder(Stack stack) {
        URI versions = stack.registry().resolve("/apis/ccompat/v7/subjects/round-trip-value/versions");

        String registered = Http.post(versions, "{\"schema\": \"\\\"string\\\"\"}");

        String id = registered.replaceAll(".*\"id\"\\s*:\\s*(\\d+).*", "$1");
        assertThat(Http.get(stack.registry().resolve("/apis/ccompat/v7/schemas/ids/" + id))).contains("string");
    }
}
