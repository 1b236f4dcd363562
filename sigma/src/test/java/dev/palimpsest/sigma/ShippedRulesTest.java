package dev.palimpsest.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.observables.attack.Attack;
import dev.palimpsest.observables.attack.Technique;
import dev.palimpsest.sigma.yaml.Shape;
import dev.palimpsest.sigma.yaml.Yaml;
import dev.palimpsest.sigma.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shipped rule, with an event it must fire on and one like it that it must not. */
class ShippedRulesTest {

    static List<Rule> rules() {
        return ShippedRules.all();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shouldFireOnTheCaseAndNotBesideIt(Rule rule) throws Exception {
        Yaml.Mapping example = example(rule);
        Events fires = Events.of(Shape.mapping(Shape.value(example, "fires"), "fires"));
        Events silent = fires.with(Shape.mapping(Shape.value(example, "silent"), "silent"));
        assertThat(RuleSet.shipped().matching(fires)).as("must fire").contains(rule);
        assertThat(RuleSet.shipped().matching(silent)).as("must be silent").doesNotContain(rule);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shouldNameTechniquesInUseAndKnownSoftware(Rule rule) {
        assertThat(rule.techniques()).isNotEmpty().allSatisfy(id -> assertThat(Attack.technique(id)).hasValueSatisfying(
                technique -> assertThat(technique.status()).isEqualTo(Technique.Status.ACTIVE)));
        String software = rule.story().software();
        assertThat(software == null || !Attack.threatsNamed(software).isEmpty()).isTrue();
    }

    @Test
    void shouldListEveryFileOnceWithItsOwnId() throws IOException {
        Path folder = Path.of("src/main/resources/dev/palimpsest/sigma/rules");
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> found = files.filter(file -> file.toString().endsWith(".yml"))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/')).sorted().toList();
            assertThat(ShippedRules.files()).containsExactlyElementsOf(found);
        }
        assertThat(ShippedRules.all()).hasSizeGreaterThanOrEqualTo(60).extracting(Rule::id).doesNotHaveDuplicates();
        assertThat(ShippedRules.all()).extracting(Rule::digest).doesNotHaveDuplicates();
    }

    private static Yaml.Mapping example(Rule rule) throws Exception {
        String file = rule.place().substring(0, rule.place().lastIndexOf(':'));
        try (InputStream in = ShippedRulesTest.class.getResourceAsStream("/dev/palimpsest/sigma/examples/" + file)) {
            assertThat(in).as("an example for " + file).isNotNull();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Shape.mapping(YamlReader.read(text).getFirst(), "an example");
        }
    }
}
