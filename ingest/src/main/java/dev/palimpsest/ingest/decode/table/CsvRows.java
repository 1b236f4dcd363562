package dev.palimpsest.ingest.decode.table;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads the rows of a text. One stray quote must not cost the rows after it: from there on a line is a row. */
final class CsvRows {

    private CsvRows() {}

    /**
     * Hands over each row until one says that no more are wanted.
     *
     * @return the lines that are no rows
     */
    static List<String> read(String text, CSVFormat format, Predicate<CSVRecord> wantsMore) {
        long lines = 0;
        try (CSVParser parser = parser(text, format)) {
            Iterator<CSVRecord> rows = parser.iterator();
            while (rows.hasNext()) {
                lines = parser.getCurrentLineNumber();
                if (!wantsMore.test(rows.next())) {
                    return List.of();
                }
            }
            return List.of();
        } catch (IOException | UncheckedIOException e) {
            return byLine(text.lines().skip(lines).toList(), format, wantsMore);
        }
    }

    private static List<String> byLine(List<String> lines, CSVFormat format, Predicate<CSVRecord> wantsMore) {
        List<String> left = new ArrayList<>();
        for (String line : lines) {
            try (CSVParser parser = parser(line, format)) {
                for (CSVRecord row : parser) {
                    if (!wantsMore.test(row)) {
                        return left;
                    }
                }
            } catch (IOException | UncheckedIOException e) {
                left.add(line);
            }
        }
        return left;
    }

    private static CSVParser parser(String text, CSVFormat format) throws IOException {
        return CSVParser.builder().setReader(new StringReader(text)).setFormat(format).get();
    }
}
