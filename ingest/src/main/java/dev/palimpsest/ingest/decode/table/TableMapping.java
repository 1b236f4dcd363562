package dev.palimpsest.ingest.decode.table;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the columns of a table mean, as somebody declared it.
 *
 * @param name      of the mapping's file, for what is said of it
 * @param delimiter between cells
 * @param header    whether the first line that is no comment names the columns; else they go by number, from 1
 * @param comment   what lines begin with that are left out; empty where there are none
 * @param columns   the column of each of {@link #FIELDS} that is in the table
 * @param types     what a cell of the type's column means, in lower case, as one of {@link #TYPES}
 * @param constants values of fields that hold for every row where the row has none of its own
 * @param text      the declaration as it was written
 */
public record TableMapping(String name, char delimiter, boolean header, String comment, Map<String, Column> columns,
        Map<String, String> types, Map<String, String> constants, String text) {

    /** Fields that hold the indicator's value, the first of any type. */
    static final List<String> VALUES = List.of("value", "ip", "domain", "url", "email", "md5", "sha1", "sha256", "cve");

    /** All that a column can be. */
    static final List<String> FIELDS = List.of("value", "ip", "domain", "url", "email", "md5", "sha1", "sha256", "cve",
            "type", "name", "port", "description", "confidence", "reliability", "credibility", "tlp", "pap",
            "valid_from",
            "valid_until", "last_seen", "malware", "actor", "techniques", "labels", "reference", "id", "provider");

    /** All that an indicator can be declared to be. */
    static final Set<String> TYPES = Set.of("ip", "ipv4", "ipv6", "cidr", "domain", "hostname", "url", "email", "md5",
            "sha1", "sha256", "sha512", "cve", "filename", "file-path", "process-name", "mutex", "regkey",
            "named-pipe", "user-agent", "ssdeep", "imphash", "ja3-fingerprint-md5", "btc", "xmr");

    /** Most characters of a declaration, written as in a URL: it travels in requests, whose head servers keep to 8 KiB. */
    public static final int ENCODED_CHARS_MAX = 6_000;

    /**
     * A column.
     *
     * @param name as the header has it, or its number
     * @param line of the mapping's file where it is declared
     */
    public record Column(String name, int line) {}

    public TableMapping {
        columns = Map.copyOf(columns);
        types = Map.copyOf(types);
        constants = Map.copyOf(constants);
    }

    /**
     * Reads a declaration.
     *
     * @param name of its file
     * @throws IllegalArgumentException in one line that begins with file and line
     */
    public static TableMapping parse(String name, String text) {
        return new MappingReader(name).read(text);
    }

    /** Why a table with these columns does not fit, naming file and line; empty where it does. */
    public Optional<String> misfit(List<String> header) {
        return columns.values().stream().filter(column -> index(column, header) < 0)
                .sorted((one, other) -> Integer.compare(one.line(), other.line())).findFirst()
                .map(column -> at(column.line()) + (this.header
                        ? "the table has no column \"" + column.name() + "\"; it has " + String.join(", ", header)
                        : "the table has no column " + column.name() + ": its first row has " + header.size()
                                + " cells"));
    }

    /** Where the column stands among these, from 0; -1 where it does not. */
    int index(Column column, List<String> header) {
        if (!this.header) {
            int number = Integer.parseInt(column.name());
            return number <= header.size() ? number - 1 : -1;
        }
        for (int i = 0; i < header.size(); i++) {
            if (header.get(i).strip().equalsIgnoreCase(column.name())) {
                return i;
            }
        }
        return -1;
    }

    /** The cells of a line. */
    public List<String> cells(String line) {
        return TableHeader.cells(line, delimiter);
    }

    /** Whether a line is left out. */
    public boolean isComment(String line) {
        return !comment.isEmpty() && line.startsWith(comment);
    }

    /** What begins a sentence about a line of the mapping. */
    String at(int line) {
        return name + ":" + line + ": ";
    }

    /** The line that declares a field; 1 where none does. */
    int line(String field) {
        Column column = columns.get(field);
        return column == null ? 1 : column.line();
    }
}
