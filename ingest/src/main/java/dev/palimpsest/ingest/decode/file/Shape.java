package dev.palimpsest.ingest.decode.file;

import dev.palimpsest.ingest.decode.table.ListLine;
import dev.palimpsest.ingest.decode.table.TableHeader;
import dev.palimpsest.ingest.decode.table.TableMapping;
import dev.palimpsest.ingest.decode.zeek.ZeekTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells by its beginning how an entry is cut into records. */
final class Shape {

    private static final int LOOK_LINES = 400;
    private static final int LOOK_ROWS = 3;
    private static final Pattern GOES_ON = Pattern.compile("[\\[{,:]$");

    private final String start;

    private Shape(byte[] look) {
        String text = new String(look, StandardCharsets.UTF_8);
        this.start = text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    static EntryReader reader(ByteScanner in, FileLimits limits, @Nullable TableMapping mapping) throws IOException {
        if (mapping != null) {
            return new MappedReader(in, limits.lineBytesMax(), mapping);
        }
        Shape shape = new Shape(in.look());
        if (shape.isJson()) {
            return shape.isJsonByLine() ? new LineReader(in, limits.lineBytesMax(), false) : new JsonReader(in, limits);
        }
        if (ZeekTable.begins(shape.start)) {
            return new ZeekReader(in, limits.lineBytesMax());
        }
        List<String> lines = shape.start.lines().filter(line -> !line.isBlank()).limit(LOOK_LINES).toList();
        Optional<TableHeader> header = header(lines).or(() -> headerOfRows(lines));
        if (header.isPresent()) {
            return new TableReader(in, limits.lineBytesMax(), header.get());
        }
        return isList(lines)
                ? new ListReader(in, limits.lineBytesMax())
                : new LineReader(in, limits.lineBytesMax(), false);
    }

    private boolean isJson() {
        String text = start.stripLeading();
        return text.startsWith("{") || (text.startsWith("[") && text.substring(1).stripLeading().startsWith("{"));
    }

    /**
     * Whether the second line begins a value of its own: no pretty printer puts one at the left margin, and where a
     * document has one object a line its first line is left open.
     */
    private boolean isJsonByLine() {
        int end = start.indexOf('\n');
        boolean goesOn = end > 0 && GOES_ON.matcher(start.substring(0, end).stripTrailing()).find();
        return start.startsWith("{") && end > 0 && !goesOn && start.substring(end).stripLeading().startsWith("{")
                && start.charAt(end + 1) != ' ';
    }

    private static Optional<TableHeader> header(List<String> lines) {
        Optional<TableHeader> found = Optional.empty();
        for (String line : lines) {
            Optional<TableHeader> header = TableHeader.of(line).filter(TableHeader::isFeed);
            found = header.isPresent() ? header : found;
            if (!line.startsWith("#")) {
                return found.isPresent() && lines.size() > 1 ? found : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The columns of a table that begins with its first row. The last line may be cut off. */
    private static Optional<TableHeader> headerOfRows(List<String> lines) {
        List<String> rows = lines.stream().filter(line -> !line.startsWith("#")).limit(LOOK_ROWS).toList();
        boolean all = rows.size() > 1 && rows.stream().allMatch(row -> TableHeader.ofRow(row).isPresent());
        return all ? TableHeader.ofRow(rows.getFirst()) : Optional.empty();
    }

    /** One word a line, and at least half of them observables. The last line may be cut off. */
    private static boolean isList(List<String> lines) {
        List<ListLine> values = lines.stream().map(ListLine::of).filter(line -> !line.isComment()).toList();
        long observables = values.stream().filter(ListLine::isObservable).count();
        return !values.isEmpty() && values.stream().allMatch(ListLine::isEntry) && observables * 2 >= values.size();
    }
}
