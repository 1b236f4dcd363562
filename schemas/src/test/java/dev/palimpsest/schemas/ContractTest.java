package dev.palimpsest.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jspecify.annotations.Nullable;

/**
 * The promises of the contracts, without a registry. Every version ever published lies in {@code contracts/} as
 * {@code <topic>.<n>.avsc}; a change to a contract adds a file and changes none.
 */
class ContractTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Topic> HEADS = Set.of(Topic.MEMORY_CURRENT, Topic.NETWORKS, Topic.TASKS);
    private static final Path PUBLISHED = Path.of("src/test/resources/contracts");

    @ParameterizedTest
    @EnumSource(Topic.class)
    void shouldReadAllThatWasEverPublished(Topic topic) throws IOException {
        Schema current = TopicCatalogue.contract(topic);

        assertThat(published(topic)).isNotEmpty().allSatisfy(old -> assertThat(
                SchemaCompatibility.checkReaderWriterCompatibility(current, old).getResult().getIncompatibilities())
                .isEmpty());
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void shouldHavePublishedTheCurrentContract(Topic topic) throws IOException {
        Schema current = current(topic);

        assertThat(published(topic)).last()
                .as("publish it: copy target/contracts/%s to %s under the next number", file(topic, 0), PUBLISHED)
                .isEqualTo(current);
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void shouldExplainEveryTypeAndField(Topic topic) {
        List<String> silent = new ArrayList<>();
        collectSilent(TopicCatalogue.contract(topic), new HashSet<>(), silent);

        assertThat(silent).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void shouldGiveEveryEnumADefaultForSymbolsOfTomorrow(Topic topic) {
        Set<Schema> all = new HashSet<>();
        collectSilent(TopicCatalogue.contract(topic), all, new ArrayList<>());

        assertThat(all).filteredOn(schema -> schema.getType() == Schema.Type.ENUM)
                .allSatisfy(schema -> assertThat(schema.getEnumDefault()).as(schema.getFullName()).isNotNull());
    }

    @Test
    void shouldNoticeABreakingChange() {
        Schema old = TopicCatalogue.contract(Topic.DEAD_LETTER);
        Schema broken = new Schema.Parser().parse(old.toString().replace("{\"name\":\"partition\",\"type\":\"int\"",
                "{\"name\":\"partition\",\"type\":\"string\""));

        assertThat(SchemaCompatibility.checkReaderWriterCompatibility(broken, old).getType())
                .isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
    }

    @Test
    void shouldKeepTheHistoryInTopicsThatNeverForget() {
        for (Topic topic : Topic.values()) {
            var config = topic.create(3, (short) 1).configs();

            assertThat(config.get("cleanup.policy")).isEqualTo(HEADS.contains(topic) ? "compact" : "delete");
            assertThat(topic.title()).matches("palimpsest\\.[a-z-]+\\.v\\d+");
        }
        assertThat(Topic.MEMORY_LOG.create(3, (short) 1).configs()).containsEntry("retention.ms", "-1");
        assertThat(Topic.OBSERVATIONS.create(3, (short) 1).configs()).containsEntry("retention.ms", "-1");
    }

    private static List<Schema> published(Topic topic) throws IOException {
        List<Schema> published = new ArrayList<>();
        try (Stream<Path> files = Files.list(PUBLISHED)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith(topic.title() + "."))
                    .sorted(Comparator.comparingInt(ContractTest::number)).toList()) {
                published.add(new Schema.Parser().parse(Files.readString(file)));
            }
        }
        return published;
    }

    /** The contract as the parser reads it back, laid out beside the build so that it can be copied. */
    private static Schema current(Topic topic) throws IOException {
        Path out = Path.of("target/contracts", file(topic, 0));
        Files.createDirectories(out.getParent());
        Files.writeString(out, JSON.readTree(TopicCatalogue.contract(topic).toString()).toPrettyString() + "\n");
        return new Schema.Parser().parse(Files.readString(out));
    }

    private static String file(Topic topic, int number) {
        return topic.title() + "." + number + ".avsc";
    }

    private static int number(Path file) {
        String[] parts = file.getFileName().toString().split("\\.", -1);
        return Integer.parseInt(parts[parts.length - 2]);
    }

    private static void collectSilent(Schema schema, Set<Schema> seen, List<String> silent) {
        switch (schema.getType()) {
            case RECORD -> {
                if (!seen.add(schema)) {
                    return;
                }
                require(schema.getDoc(), schema.getFullName(), silent);
                for (Schema.Field field : schema.getFields()) {
                    require(field.doc(), schema.getFullName() + "." + field.name(), silent);
                    collectSilent(field.schema(), seen, silent);
                }
            }
            case ENUM -> {
                seen.add(schema);
                require(schema.getDoc(), schema.getFullName(), silent);
            }
            case ARRAY -> collectSilent(schema.getElementType(), seen, silent);
            case MAP -> collectSilent(schema.getValueType(), seen, silent);
            case UNION -> schema.getTypes().forEach(type -> collectSilent(type, seen, silent));
            default -> {
                // primitives are explained by the field they are in
            }
        }
    }

    private static void require(@Nullable String doc, String name, List<String> silent) {
        if (doc == null || doc.isBlank()) {
            silent.add(name);
        }
    }
}
