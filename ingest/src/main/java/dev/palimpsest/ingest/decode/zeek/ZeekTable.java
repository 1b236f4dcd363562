package dev.palimpsest.ingest.decode.zeek;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of one of Zeek's tab-separated logs, as far as its lines have been read. For one thread.
 *
 * <p>A record that travels alone carries the header: {@link #text} and below it the row.
 */
public final class ZeekTable {

    private static final String FIELDS = "#fields";
    private static final int COLUMNS_MAX = 512;
    private static final int LINE_CHARS_MAX = 32_768;
    private static final Pattern ESCAPE = Pattern.compile("\\\\x([0-9a-fA-F]{2})");

    private String separator = "\t";
    private String setSeparator = ",";
    private String empty = "(empty)";
    private String unset = "-";
    private String path = "";
    private List<String> columns = List.of();
    private List<String> types = List.of();

    /** Whether a text begins as such a log does: with its separator, or with columns that have a time. */
    public static boolean begins(String text) {
        return text.startsWith("#separator ") || (text.startsWith(FIELDS) && text.startsWith("ts", FIELDS.length() + 1)
                && !Character.isLetterOrDigit(text.charAt(FIELDS.length())));
    }

    /** Takes in a line that begins with {@code #}; others and unknown ones change nothing. */
    public void read(String line) {
        if (!line.startsWith("#") || line.length() > LINE_CHARS_MAX) {
            return;
        }
        if (line.startsWith("#separator ")) {
            separator = unescaped(line.substring(11).strip());
            separator = separator.isEmpty() ? "\t" : separator;
            return;
        }
        List<String> cells = cells(line);
        List<String> values = cells.subList(1, cells.size());
        String value = values.isEmpty() ? "" : values.getFirst();
        switch (cells.getFirst()) {
            case "#set_separator" -> setSeparator = value.isEmpty() ? "," : value;
            case "#empty_field" -> empty = value;
            case "#unset_field" -> unset = value;
            case "#path" -> path = value;
            case FIELDS -> {
                columns = List.copyOf(values.subList(0, Math.min(values.size(), COLUMNS_MAX)));
                types = List.of();
            }
            case "#types" -> types = List.copyOf(values);
            default -> {
            }
        }
    }

    /** Whether rows can be read. */
    public boolean isReady() {
        return !columns.isEmpty();
    }

    /** The header as it has to stand above a row, without a line end. */
    public String text() {
        StringBuilder text = new StringBuilder("#separator ").append(escaped(separator));
        line(text, "#set_separator", List.of(setSeparator));
        line(text, "#empty_field", List.of(empty));
        line(text, "#unset_field", List.of(unset));
        line(text, "#path", List.of(path));
        line(text, FIELDS, columns);
        line(text, "#types", types);
        return text.toString();
    }

    /** A row as Zeek would write it in JSON; empty where its cells are not those of the header. */
    Optional<ObjectNode> row(String line) {
        List<String> cells = cells(line);
        if (cells.size() != columns.size()) {
            return Optional.empty();
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (!path.isEmpty()) {
            json.put("_path", path);
        }
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            if (!cell.equals(unset) && !columns.get(i).isEmpty()) {
                put(json, columns.get(i), i < types.size() ? types.get(i) : "string", cell);
            }
        }
        return Optional.of(json);
    }

    private void put(ObjectNode json, String column, String type, String cell) {
        if (type.startsWith("set[") || type.startsWith("vector[")) {
            ArrayNode values = json.putArray(column);
            if (!cell.equals(empty)) {
                split(cell, setSeparator).forEach(value -> values.add(unescaped(value)));
            }
        } else if (type.equals("bool")) {
            json.put(column, cell.equals("T") ? "true" : "false");
        } else {
            json.put(column, cell.equals(empty) ? "" : unescaped(cell));
        }
    }

    private List<String> cells(String line) {
        List<String> cells = split(line, separator);
        return cells.size() > 1 || !line.startsWith("#") ? cells : List.of(line.split("\\s+", -1));
    }

    private static List<String> split(String text, String separator) {
        List<String> parts = new ArrayList<>();
        int at = 0;
        for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, at)) {
            parts.add(text.substring(at, end));
            at = end + separator.length();
        }
        parts.add(text.substring(at));
        return parts;
    }

    private void line(StringBuilder text, String name, List<String> values) {
        if (!values.isEmpty() && !values.getFirst().isEmpty()) {
            text.append('\n').append(name).append(separator).append(String.join(separator, values));
        }
    }

    private static String escaped(String separator) {
        StringBuilder text = new StringBuilder();
        separator.chars().forEach(c -> text.append(String.format("\\x%02x", c)));
        return text.toString();
    }

    private static String unescaped(String text) {
        if (text.indexOf("\\x") < 0) {
            return text;
        }
        return ESCAPE.matcher(text).replaceAll(
                match -> Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(match.group(1), 16))));
    }
}
