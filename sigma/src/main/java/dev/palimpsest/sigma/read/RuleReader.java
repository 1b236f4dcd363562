package dev.palimpsest.sigma.read;

import dev.palimpsest.sigma.Level;
import dev.palimpsest.sigma.LogSource;
import dev.palimpsest.sigma.Rule;
import dev.palimpsest.sigma.RuleFile;
import dev.palimpsest.sigma.RuleFile.Refusal;
import dev.palimpsest.sigma.match.Clause;
import dev.palimpsest.sigma.source.SourceCatalogue;
import dev.palimpsest.sigma.yaml.Shape;
import dev.palimpsest.sigma.yaml.Yaml;
import dev.palimpsest.sigma.yaml.YamlException;
import dev.palimpsest.sigma.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads whole rules. Each document of a file stands or falls by itself. */
public final class RuleReader {

    private static final int TITLE_MAX = 256;
    private static final int TAGS_MAX = 64;
    private static final int FIELDS_MAX = 32;
    private static final Set<String> RETIRED = Set.of("deprecated", "unsupported");
    private static final Set<String> STATUS = Set.of("stable", "test", "experimental", "deprecated", "unsupported");
    private static final Set<String> ATTRIBUTES = Set.of("product", "category", "service");
    private static final Pattern TECHNIQUE = Pattern.compile("attack\\.t(\\d{4})(?:\\.(\\d{3}))?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private RuleReader() {}

    /** The rules of a text, and why the others are none. */
    public static RuleFile read(String name, String text) {
        List<Rule> rules = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        try {
            for (Yaml document : YamlReader.read(text)) {
                try {
                    rules.add(rule(document, name));
                } catch (YamlException e) {
                    refusals.add(new Refusal(name, e.line(), e.reason()));
                }
            }
            if (rules.isEmpty() && refusals.isEmpty()) {
                refusals.add(new Refusal(name, 1, "there is no rule in it"));
            }
        } catch (YamlException e) {
            refusals.add(new Refusal(name, e.line(), e.reason()));
        }
        return new RuleFile(name, rules, refusals);
    }

    private static Rule rule(Yaml document, String file) throws YamlException {
        Yaml.Mapping map = Shape.mapping(document, "a rule");
        if (map.get("correlation").isPresent()) {
            throw new YamlException(map.lineOf("correlation"),
                    "correlation rules are not supported: a rule is asked about one event at a time");
        }
        if (map.get("action").isPresent()) {
            throw new YamlException(map.lineOf("action"),
                    "rule collections (action) are not supported: write each rule out");
        }
        String digest = CanonicalYaml.digest(document);
        String id = Shape.text(map, "id").orElse("rule-" + digest);
        if (map.get("id").isPresent() && !UUID.matcher(id).matches()) {
            throw new YamlException(map.lineOf("id"), "the id must be a UUID");
        }
        String title = Shape.required(map, "title");
        if (title.length() > TITLE_MAX || title.isBlank()) {
            throw new YamlException(map.lineOf("title"), "a title has 1 to " + TITLE_MAX + " characters");
        }
        Level level = level(map);
        Clause when = DetectionReader.read(map);
        LogSource source = source(map);
        List<String> fields = Shape.texts(map, "fields", FIELDS_MAX).stream()
                .map(field -> SourceCatalogue.standard().eventField(source, field)).distinct().toList();
        return new Rule(id.toLowerCase(Locale.ROOT), title, level, retired(map), source, techniques(map), fields,
                StoryReader.read(map, level), when,
                file + ":" + map.line(), digest);
    }

    private static Level level(Yaml.Mapping map) throws YamlException {
        String level = Shape.text(map, "level").orElse("medium").toUpperCase(Locale.ROOT);
        for (Level known : Level.values()) {
            if (known.name().equals(level)) {
                return known;
            }
        }
        throw new YamlException(map.lineOf("level"),
                "the level must be informational, low, medium, high or critical");
    }

    private static boolean retired(Yaml.Mapping map) throws YamlException {
        String status = Shape.text(map, "status").orElse("test").toLowerCase(Locale.ROOT);
        if (!STATUS.contains(status)) {
            throw new YamlException(map.lineOf("status"),
                    "the status must be stable, test, experimental, deprecated or unsupported");
        }
        return RETIRED.contains(status);
    }

    private static LogSource source(Yaml.Mapping map) throws YamlException {
        Yaml.Mapping given = Shape.mapping(Shape.value(map, "logsource"), "logsource");
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String name : given.entries().keySet()) {
            if (ATTRIBUTES.contains(name)) {
                attributes.put(name, Shape.required(given, name).toLowerCase(Locale.ROOT));
            }
        }
        LogSource source = new LogSource(attributes);
        if (attributes.isEmpty()) {
            throw new YamlException(given.line(), "logsource names no product, category or service");
        }
        if (!SourceCatalogue.standard().knows(source)) {
            throw new YamlException(given.line(), "no known events have the log source " + source);
        }
        return source;
    }

    private static List<String> techniques(Yaml.Mapping map) throws YamlException {
        List<String> techniques = new ArrayList<>();
        for (String tag : Shape.texts(map, "tags", TAGS_MAX)) {
            Matcher technique = TECHNIQUE.matcher(tag);
            if (technique.matches()) {
                techniques.add("T" + technique.group(1) + (technique.group(2) == null ? "" : "." + technique.group(2)));
            }
        }
        return techniques;
    }
}
