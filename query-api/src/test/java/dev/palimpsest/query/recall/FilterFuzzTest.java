package dev.palimpsest.query.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.index.Condition;
import dev.palimpsest.index.Memories;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Filters made at random from the language's own words and from others. */
class FilterFuzzTest {

    private static final int FILTERS = 10_000;
    private static final long SEED = Long.getLong("palimpsest.fuzz.seed", 1);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final List<String> JOINS = List.of("AND", "OR", "NOT");
    private static final List<String> FIELDS = List.of("user_id", "agent_id", "app_id", "run_id", "userId",
            "created_at",
            "updated_at", "timestamp", "expiration_date", "text", "categories", "metadata", "keywords_search",
            "memory_ids", "keywords");
    private static final List<String> UNKNOWN = List.of("", "and", "$where", "user", "USER_ID", "metadata.team",
            "_id", "subject", "trust", "tenant", "\u0000", "script");
    private static final List<String> OPERATORS = List.of("eq", "ne", "in", "nin", "gt", "gte", "lt", "lte", "contains",
            "icontains");
    private static final List<String> TEXTS = List.of("", "*", "alice", "red", "2026-11-20", "2026-13-45",
            "2026-11-20T12:00:00Z", "1e999", "\\", "\"", "\n", "漢", "🦊", "00000000-0000-0000-0000-000000000000",
            "x".repeat(9000));
    private static final List<String> NUMBERS = List.of("0", "-1", "7", "1763640000", "1e400", "-9e99999",
            "0.000000000000000000000001", "99999999999999999999");

    private static final Memory MEMORY = Memories.of(Memories.TENANT, Kind.EPISODIC, "user:alice", "Drinks espresso")
            .entities("agent:bot").categories("Food").attribute("metadata.team", "json:[7,\"red\"]")
            .until(Memories.NOON).memory();

    private final Random random = new Random(SEED);

    @Test
    void shouldDecideOrRefuseInOneLine() {
        int decided = 0;
        for (int i = 0; i < FILTERS; i++) {
            JsonNode filters = filters(4);
            try {
                Condition condition = Where.parse(filters);
                assertThat(new Condition.Not(condition).holds(MEMORY)).isNotEqualTo(condition.holds(MEMORY));
                decided++;
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).as("seed %d, %s", SEED, Where.shown(filters)).isNotBlank()
                        .doesNotContain("\n", "Exception")
                        .hasSizeLessThan(600);
            } catch (RuntimeException e) {
                fail("seed " + SEED + ", " + Where.shown(filters), e);
            }
        }
        assertThat(decided).isBetween(FILTERS / 20, FILTERS - FILTERS / 20);
    }

    @Test
    void shouldRefuseWhereverAnUnknownFieldOrOperatorStands() {
        for (int i = 0; i < FILTERS; i++) {
            JsonNode filters = filters(3);
            if (unknown(filters)) {
                assertThat(isRefused(filters)).as("seed %d, %s", SEED, Where.shown(filters)).isTrue();
            }
        }
    }

    private static boolean isRefused(JsonNode filters) {
        try {
            Condition _ = Where.parse(filters);
            return false;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /** By a reading of its own, of objects alone. */
    private static boolean unknown(JsonNode filters) {
        return filters.properties().stream().anyMatch(member -> {
            JsonNode value = member.getValue();
            if (JOINS.contains(member.getKey())) {
                return value.isObject() ? unknown(value) : value.valueStream().anyMatch(FilterFuzzTest::unknown);
            }
            return !FIELDS.contains(member.getKey()) || (!member.getKey().equals("metadata")
                    && value.propertyStream().anyMatch(test -> !OPERATORS.contains(test.getKey())));
        });
    }

    private JsonNode filters(int depth) {
        ObjectNode made = NODES.objectNode();
        for (int members = random.nextInt(3); members >= 0; members--) {
            int sort = random.nextInt(20);
            if (sort == 0) {
                made.set(oneOf(UNKNOWN), value(1));
            } else if (sort < 8 && depth > 0) {
                made.set(oneOf(JOINS), joined(depth - 1));
            } else {
                String field = oneOf(FIELDS);
                made.set(field, field.equals("metadata") ? labels() : test());
            }
        }
        return made;
    }

    private JsonNode joined(int depth) {
        if (random.nextInt(10) == 0) {
            return value(1);
        }
        ArrayNode parts = NODES.arrayNode();
        for (int more = random.nextInt(4); more > 0; more--) {
            parts.add(filters(depth));
        }
        return random.nextInt(4) == 0 ? filters(depth) : parts;
    }

    private JsonNode labels() {
        return random.nextInt(5) == 0
                ? value(1)
                : NODES.objectNode().set(oneOf(List.of("team", "", "a.b", "$gt", "palimpsest.once")), test());
    }

    private JsonNode test() {
        if (random.nextBoolean()) {
            return value(1);
        }
        ObjectNode test = NODES.objectNode();
        for (int more = random.nextInt(3); more >= 0; more--) {
            test.set(random.nextInt(15) == 0 ? oneOf(UNKNOWN) : oneOf(OPERATORS), value(1));
        }
        return test;
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> NODES.numberNode(new BigDecimal(oneOf(NUMBERS)));
            case 1 -> random.nextBoolean() ? NODES.nullNode() : NODES.booleanNode(random.nextBoolean());
            case 7 -> NODES.arrayNode().add(value(depth - 1)).add(value(depth - 1));
            case 8 -> NODES.objectNode().set(oneOf(TEXTS), value(depth - 1));
            default -> NODES.textNode(oneOf(TEXTS));
        };
    }

    private <T> T oneOf(List<T> stock) {
        return stock.get(random.nextInt(stock.size()));
    }
}
