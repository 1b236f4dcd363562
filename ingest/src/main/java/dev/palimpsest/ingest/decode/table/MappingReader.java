package dev.palimpsest.ingest.decode.table;

import dev.palimpsest.ingest.decode.table.TableMapping.Column;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads what somebody declared of a table, and says of everything that is wrong in which line. For one thread. */
final class MappingReader {

    private static final Set<String> KEYS = Set.of("delimiter", "header", "comment", "columns", "types", "constants");

    private final String name;
    private char delimiter = ',';
    private boolean header = true;
    private String comment = "#";
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Map<String, String> types = new HashMap<>();
    private final Map<String, String> constants = new HashMap<>();

    MappingReader(String name) {
        this.name = name;
    }

    TableMapping read(String text) {
        if (URLEncoder.encode(text, StandardCharsets.UTF_8).length() > TableMapping.ENCODED_CHARS_MAX) {
            throw new IllegalArgumentException(name + ":1: a mapping has at most " + TableMapping.ENCODED_CHARS_MAX
                    + " characters, written as in a URL");
        }
        Node root = root(text);
        for (NodeTuple entry : entries(root, "a mapping has keys and values, such as columns:")) {
            String key = scalar(entry.getKeyNode());
            if (!KEYS.contains(key)) {
                throw wrong(entry.getKeyNode(), "no such key: " + key + "; there are columns, constants, types, "
                        + "delimiter, header and comment");
            }
            set(key, entry.getValueNode());
        }
        if (TableMapping.VALUES.stream().noneMatch(columns::containsKey)) {
            throw wrong(root, "columns: has to name the column of the value, or of " + String.join(", ",
                    TableMapping.VALUES.subList(1, TableMapping.VALUES.size())));
        }
        numbered();
        return new TableMapping(name, delimiter, header, comment, columns, types, constants, text);
    }

    private Node root(String text) {
        try {
            Optional<Node> root = new Compose(LoadSettings.builder().setLabel(name).build()).composeString(text);
            return root.orElseThrow(() -> new IllegalArgumentException(name + ":1: the mapping is empty"));
        } catch (MarkedYamlEngineException e) {
            throw new IllegalArgumentException(
                    name + ":" + e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1) + ": " + e.getProblem(),
                    e);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(name + ":1: not YAML", e);
        }
    }

    private void set(String key, Node value) {
        switch (key) {
            case "delimiter" -> delimiter = delimiter(value);
            case "header" -> header = flag(value);
            case "comment" -> comment = scalar(value);
            case "columns" -> fields(value).forEach((field, node) -> columns.put(field,
                    new Column(scalar(node).strip(), line(node))));
            case "types" -> entries(value, "types: has words of the feed and what they mean").forEach(this::type);
            default -> fields(value).forEach((field, node) -> constants.put(field, constant(field, node)));
        }
    }

    private Map<String, Node> fields(Node value) {
        Map<String, Node> fields = new LinkedHashMap<>();
        for (NodeTuple entry : entries(value, "here stand fields and what they are, such as value: ioc")) {
            String field = scalar(entry.getKeyNode());
            if (!TableMapping.FIELDS.contains(field)) {
                throw wrong(entry.getKeyNode(),
                        "no such field: " + field + "; there are " + String.join(", ", TableMapping.FIELDS));
            }
            fields.put(field, entry.getValueNode());
        }
        return fields;
    }

    private void type(NodeTuple entry) {
        String type = scalar(entry.getValueNode());
        types.put(scalar(entry.getKeyNode()).strip().toLowerCase(Locale.ROOT), known(type, entry.getValueNode()));
    }

    private String constant(String field, Node node) {
        if (TableMapping.VALUES.contains(field)) {
            throw wrong(node, "the value of an indicator is no constant");
        }
        return field.equals("type") ? known(scalar(node), node) : scalar(node);
    }

    private String known(String type, Node node) {
        if (!TableMapping.TYPES.contains(type)) {
            throw wrong(node, "no such type: " + type + "; there are "
                    + String.join(", ", TableMapping.TYPES.stream().sorted().toList()));
        }
        return type;
    }

    private void numbered() {
        for (Column column : columns.values()) {
            if (!header && !column.name().matches("[1-9]\\d{0,2}")) {
                throw new IllegalArgumentException(name + ":" + column.line() + ": without a header columns go by "
                        + "number, from 1; got: " + column.name());
            }
        }
    }

    private char delimiter(Node value) {
        String text = scalar(value);
        String one = text.equals("tab") ? "\t" : text;
        if (one.length() != 1 || one.charAt(0) == '"' || one.charAt(0) == '\n' || one.charAt(0) == '\r') {
            throw wrong(value, "the delimiter is one character, or tab; got: " + text);
        }
        return one.charAt(0);
    }

    private boolean flag(Node value) {
        return switch (scalar(value)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(value, "header is true or false");
        };
    }

    private Iterable<NodeTuple> entries(Node node, String expected) {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong(node, expected);
        }
        return mapping.getValue();
    }

    private String scalar(Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            throw wrong(node, "here stands one value");
        }
        return scalar.getValue();
    }

    private IllegalArgumentException wrong(Node node, String problem) {
        return new IllegalArgumentException(name + ":" + line(node) + ": " + problem);
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
