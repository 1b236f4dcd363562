package dev.palimpsest.observables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each line of {@code cases.txt} is a text and everything that is found in it, derived indicators included. */
class CasesTest {

    @ParameterizedTest
    @MethodSource("cases")
    void shouldFindThisAndNothingElse(String line) {
        String[] parts = line.split("=>", 2);
        String text = parts[0].strip().replace("\\n", "\n");

        Set<String> found = Observables.find(text).stream().flatMap(Observable::withDerived)
                .map(each -> each.type().key() + " " + each.value().replace("\n", "\\n")).collect(Collectors.toSet());

        assertThat(found).isEqualTo(Arrays.stream(parts[1].split(" \\| ")).map(String::strip)
                .filter(each -> !each.isEmpty()).collect(Collectors.toSet()));
    }

    static List<String> cases() throws IOException {
        try (InputStream in = CasesTest.class.getResourceAsStream("cases.txt");
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(in, "cases.txt"), StandardCharsets.UTF_8))) {
            Stream<String> all = lines.lines();
            return all.filter(line -> line.contains("=>") && !line.startsWith("#")).toList();
        }
    }
}
