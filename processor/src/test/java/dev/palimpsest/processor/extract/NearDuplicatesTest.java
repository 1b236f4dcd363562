package dev.palimpsest.processor.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.index.embed.BilingualEmbedder;
import dev.palimpsest.index.embed.BilingualEmbedder.Language;
import dev.palimpsest.memory.Embedding;
import dev.palimpsest.memory.likeness.Likeness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The thresholds, measured with the bundled models on labelled pairs of security prose: paraphrases, and traps that differ in an
 * address, a number, a negation, a modal verb, a side, a name or in what is said at all.
 */
class NearDuplicatesTest {

    private static final Path PAIRS = Path.of("src/test/resources/near-duplicates.tsv");

    private static BilingualEmbedder models;

    record Pair(boolean same, Language language, String one, String other) {

        boolean merges() {
            return isNear() && Likeness.mayBeSame(one, other);
        }

        boolean isNear() {
            return Likeness.DEFAULT.isNear(vector(one), vector(other));
        }

        private Embedding vector(String text) {
            return Embedding.of(models.model(language).model() + "@" + models.model(language).fingerprint(),
                    models.model(language).embed(text));
        }
    }

    @BeforeAll
    static void load() {
        models = BilingualEmbedder.bundled();
    }

    @AfterAll
    static void close() {
        models.close();
    }

    @Test
    void shouldMergeNoTrap() throws IOException {
        assertThat(pairs()).filteredOn(pair -> !pair.same() && pair.merges()).isEmpty();
    }

    @Test
    void shouldNotLeaveItToTheModelAlone() throws IOException {
        assertThat(pairs()).filteredOn(pair -> !pair.same() && pair.isNear()).hasSizeGreaterThan(40);
    }

    @Test
    void shouldMergeEveryOtherParaphraseAtLeast() throws IOException {
        for (Language language : Language.values()) {
            List<Pair> same = pairs().stream().filter(pair -> pair.same() && pair.language() == language).toList();

            assertThat(same.stream().filter(Pair::merges).count()).as(language.name())
                    .isGreaterThanOrEqualTo(same.size() * 45L / 100);
        }
    }

    private static List<Pair> pairs() throws IOException {
        return Files.readAllLines(PAIRS).stream().filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .map(row -> new Pair(row[0].equals("same"),
                        row[1].equals("en") ? Language.ENGLISH : Language.CHINESE, row[2], row[3]))
                .toList();
    }
}
