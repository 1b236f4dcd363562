package dev.palimpsest.sigma.yaml;

import dev.palimpsest.sigma.yaml.Yaml.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads YAML 1.2 without making objects of it: tags mean nothing, keys are texts and unique, and what aliases blow up ends
 * at the bound on nodes.
 */
public final class YamlReader {

    /** Longest text, in UTF-16 units. */
    public static final int TEXT_MAX = 1 << 20;
    /** Most nodes of one text, those behind an alias counted wherever it stands. */
    public static final int NODES_MAX = 50_000;
    /** Deepest nesting. */
    public static final int DEPTH_MAX = 24;

    private final String text;
    private int nodes;

    private YamlReader(String text) {
        this.text = text;
    }

    /**
     * The documents of a text; empty ones are left out.
     *
     * @throws YamlException if it is no YAML, or over a bound
     */
    public static List<Yaml> read(String text) throws YamlException {
        if (text.length() > TEXT_MAX) {
            throw new YamlException(1, "longer than " + TEXT_MAX + " characters");
        }
        return new YamlReader(text).documents();
    }

    private List<Yaml> documents() throws YamlException {
        List<Yaml> documents = new ArrayList<>();
        try {
            LoadSettings settings = LoadSettings.builder().setCodePointLimit(TEXT_MAX).setMaxAliasesForCollections(16)
                    .build();
            for (Node node : new Compose(settings).composeAllFromString(text)) {
                Yaml document = tree(node, 0);
                if (!(document instanceof Yaml.Scalar scalar && scalar.isNull())) {
                    documents.add(document);
                }
            }
        } catch (MarkedYamlEngineException e) {
            throw new YamlException(e.getProblemMark().map(YamlReader::line).orElse(1), "no YAML: " + e.getProblem());
        } catch (YamlEngineException | IndexOutOfBoundsException | StackOverflowError e) {
            throw new YamlException(1, "no YAML: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        return documents;
    }

    private Yaml tree(Node node, int depth) throws YamlException {
        int line = node.getStartMark().map(YamlReader::line).orElse(1);
        if (++nodes > NODES_MAX) {
            throw new YamlException(line, "more than " + NODES_MAX + " values");
        }
        if (depth > DEPTH_MAX) {
            throw new YamlException(line, "nested deeper than " + DEPTH_MAX);
        }
        return switch (node) {
            case ScalarNode scalar -> new Yaml.Scalar(scalar.getValue(), isNull(scalar), line);
            case SequenceNode sequence -> {
                List<Yaml> items = new ArrayList<>();
                for (Node item : sequence.getValue()) {
                    items.add(tree(item, depth + 1));
                }
                yield new Yaml.Sequence(items, line);
            }
            case MappingNode mapping -> mapping(mapping, line, depth);
            default -> throw new YamlException(line, "no YAML: a node of an unknown kind");
        };
    }

    private Yaml mapping(MappingNode mapping, int line, int depth) throws YamlException {
        LinkedHashMap<String, Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Yaml key = tree(tuple.getKeyNode(), depth + 1);
            if (!(key instanceof Yaml.Scalar name)) {
                throw new YamlException(key.line(), "a key must be a single value, not " + key.kind());
            }
            Yaml value = tree(tuple.getValueNode(), depth + 1);
            if (entries.putIfAbsent(name.text(), new Entry(value, name.line())) != null) {
                throw new YamlException(name.line(), "the key \"" + shown(name.text()) + "\" stands here twice");
            }
        }
        return new Yaml.Mapping(entries, line);
    }

    private static boolean isNull(ScalarNode scalar) {
        return scalar.isPlain() && (scalar.getTag().equals(Tag.NULL) || scalar.getValue().equals("~"));
    }

    private static int line(Mark mark) {
        return mark.getLine() + 1;
    }

    /** A value short enough for a message. */
    public static String shown(String value) {
        String line = value.replaceAll("\\s+", " ");
        return line.length() <= 60 ? line : line.substring(0, 60) + "…";
    }
}
