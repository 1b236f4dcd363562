package dev.palimpsest.processor.extract.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.claim.Claim;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of turns beside this class: what each states, or that it states nothing. */
class StatementTablesTest {

    private static final String ARROW = " => ";

    @ParameterizedTest
    @MethodSource("stating")
    void shouldReadWhatATurnStates(String line) {
        List<String> briefs = Turns.statements(text(line)).stream().map(Turns::brief).toList();

        assertThat(line.substring(line.indexOf(ARROW) + ARROW.length()).split(" ; "))
                .allSatisfy(
                        wanted -> assertThat(briefs).anySatisfy(brief -> assertThat(brief).contains(wanted.strip())));
    }

    @ParameterizedTest
    @MethodSource("silent")
    void shouldReadNothingWhereNothingIsStated(String line) {
        assertThat(Turns.statements(text(line)).stream().map(Turns::brief)).isEmpty();
    }

    @Test
    void shouldHoldEnoughOfEachKindAndLanguage() throws IOException {
        for (String language : List.of("english", "chinese")) {
            assertThat(all(language).filter(line -> line.contains(ARROW)).count()).isGreaterThanOrEqualTo(60);
            assertThat(all(language).filter(line -> !line.contains(ARROW)).count()).isGreaterThanOrEqualTo(60);
        }
    }

    @Test
    void shouldExerciseEveryMeaningInBothLanguages() throws IOException {
        for (String language : List.of("english", "chinese")) {
            Set<Meaning> read = new HashSet<>();
            stating().filter(line -> Language.of(line).chinese() == language.equals("chinese"))
                    .forEach(line -> Reader.read(text(line)).forEach(reading -> read.add(reading.meaning())));

            assertThat(read).contains(Meaning.WATCH, Meaning.UNWATCH, Meaning.HABIT, Meaning.UNHABIT, Meaning.GROUPING,
                    Meaning.LANGUAGE, Meaning.DETAIL, Meaning.FORMAT, Meaning.ROLE, Meaning.NAME, Meaning.DECISION,
                    Meaning.ASSET);
        }
    }

    @Test
    void shouldPointAtTheWordsThatStateIt() throws IOException {
        stating().forEach(line -> assertThat(Turns.statements(text(line))).flatMap(Claim::evidence)
                .allSatisfy(evidence -> assertThat(Objects.requireNonNull(evidence.span()).end())
                        .isLessThanOrEqualTo(text(line).length()).isGreaterThan(evidence.span().start())));
    }

    static Stream<String> stating() throws IOException {
        return Stream.concat(all("english"), all("chinese")).filter(line -> line.contains(ARROW));
    }

    static Stream<String> silent() throws IOException {
        return Stream.concat(all("english"), all("chinese")).filter(line -> !line.contains(ARROW));
    }

    private static Stream<String> all(String language) throws IOException {
        return Stream.of(lines(language + "-states.txt"), lines(language + "-silent.txt"),
                lines(language + "-paraphrases.txt")).flatMap(List::stream);
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream stream = Objects.requireNonNull(StatementTablesTest.class.getResourceAsStream(resource))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("##")).toList();
        }
    }

    private static String text(String line) {
        int arrow = line.indexOf(ARROW);
        return (arrow < 0 ? line : line.substring(0, arrow)).replace("\\n", "\n");
    }
}
