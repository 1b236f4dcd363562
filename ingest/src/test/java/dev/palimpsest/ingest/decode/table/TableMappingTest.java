package dev.palimpsest.ingest.decode.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.ingest.decode.Decoded;
import dev.palimpsest.ingest.decode.Decoders;
import dev.palimpsest.ingest.decode.Decoding;
import dev.palimpsest.ingest.decode.file.FileItem;
import dev.palimpsest.ingest.decode.file.FileItem.FileProblem;
import dev.palimpsest.ingest.decode.file.FileItem.FileRecord;
import dev.palimpsest.ingest.decode.file.FileLimits;
import dev.palimpsest.ingest.decode.file.RecordStream;
import dev.palimpsest.memory.observation.Payload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableMappingTest {

    private static final Decoders DECODERS = new Decoders();
    private static final Path DOCUMENT = Path.of("..", "docs", "intelligence.md");

    /** The example of the documentation, by which people begin. */
    @Test
    void shouldTakePlainDatesAndSayWhatOfARowItCouldNotRead() {
        TableMapping mapping = TableMapping.parse("acme.yaml",
                "columns:\n  sha256: hash\n  valid_from: since\nconstants:\n  valid_until: 2026-11-22\n");
        List<Payload.IntelligenceObject> objects = indicators(mapping, "hash,since\n%s,2026-04-30\n%s,gestern\nabc,\n"
                .formatted("a".repeat(64), "b".repeat(64)));

        assertThat(objects.getFirst().first("valid_from")).contains("2026-04-30T00:00:00Z");
        assertThat(objects.getFirst().first("valid_until")).contains("2026-11-22T00:00:00Z");
        assertThat(objects).extracting(object -> object.first("problem").orElse("-")).containsExactly("-",
                "a first time that is no time: the row is kept without it",
                "a value that has not the form of its type, sha256: it is kept as evidence, and no indicator comes of it");
    }

    @Test
    void shouldReadTheTableOfTheDocumentation() throws IOException {
        List<String> blocks = Pattern.compile("(?s)```(?:yaml|csv)\\n(.*?)```").matcher(Files.readString(DOCUMENT))
                .results().map((MatchResult found) -> found.group(1)).toList();
        String mapping = blocks.stream().filter(block -> block.contains("columns:")).findFirst().orElseThrow();
        String table = blocks.stream().filter(block -> block.startsWith("// ")).findFirst().orElseThrow();

        List<Payload.IntelligenceObject> objects = indicators(TableMapping.parse("acme.yaml", mapping), table);

        assertThat(objects).extracting(object -> object.first("indicator.type").orElse("") + " "
                + object.first("indicator.value").orElse("")).containsExactly("domain update.zip",
                        "ipv4 203.0.113.77", "cidr 198.51.100.0/24");
        Payload.IntelligenceObject first = objects.getFirst();
        assertThat(first.first("confidence")).contains("85");
        assertThat(first.first("credibility")).contains("2");
        assertThat(first.first("reliability")).contains("B");
        assertThat(first.first("tlp")).contains("green");
        assertThat(first.first("valid_from")).contains("2026-04-30T00:00:00Z");
        assertThat(first.first("valid_until")).contains("2026-10-31T00:00:00Z");
        assertThat(first.fields().get("malware")).containsExactly("Cobalt Strike");
        assertThat(first.fields().get("labels")).containsExactly("c2", "beacon");
        assertThat(first.first("description")).contains("served the loader; still up");
        assertThat(objects.get(1).first("tlp")).contains("red");
    }

    @Test
    void shouldReadATableWithoutAHeaderByNumbers() {
        TableMapping mapping = TableMapping.parse("m", "header: false\ndelimiter: tab\ncolumns: {sha256: 2, md5: 1}");

        assertThat(indicators(mapping, "d41d8cd98f00b204e9800998ecf8427f\t" + "a".repeat(64) + "\n"))
                .extracting(object -> object.first("indicator.type").orElse("")).containsExactly("md5", "sha256");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"columns: {value: ioc}\\ncolour: red|acme.yaml:2: no such key: colour",
            "columns:\\n  value: ioc\\n  valeu: ioc|acme.yaml:3: no such field: valeu",
            "delimiter: '::'\\ncolumns: {value: a}|acme.yaml:1: the delimiter is one character",
            "columns:\\n  description: a|acme.yaml:1: columns: has to name the column of the value",
            "header: false\\ncolumns:\\n  value: ioc|acme.yaml:3: without a header columns go by number",
            "columns:\\n  value: a\\ntypes:\\n  Host: computer|acme.yaml:4: no such type: computer",
            "columns:\\n  value: a\\nconstants:\\n  domain: b|acme.yaml:4: the value of an indicator is no constant",
            "columns:\\n  value: [a|acme.yaml:2:", "[]|acme.yaml:1: a mapping has keys"})
    void shouldSayWhatIsWrongInWhichLine(String text, String problem) {
        assertThatThrownBy(() -> TableMapping.parse("acme.yaml", text.replace("\\n", "\n")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(problem)
                .message().doesNotContain("\n");
    }

    @Test
    void shouldSayWhereATableDoesNotFit() throws IOException {
        TableMapping mapping = TableMapping.parse("acme.yaml", "columns:\n  value: ioc\n  tlp: colour\n");

        assertThat(items(mapping, "# made by hand\nioc,note\nc2.example,a\n")).singleElement()
                .isInstanceOfSatisfying(FileProblem.class, problem -> assertThat(problem.reason())
                        .isEqualTo("acme.yaml:3: the table has no column \"colour\"; it has ioc, note"));
    }

    @Test
    void shouldRefuseARowThatSaysNothing() {
        TableMapping mapping = TableMapping.parse("acme.yaml", "columns:\n  value: ioc\n  type: kind\n");

        assertThat(decoded(mapping, "ioc,kind\n,domain\n")).isEqualTo(new Decoded.Undecodable(
                "acme.yaml:2: a row without a value"));
        assertThat(decoded(mapping, "ioc,kind\nsome words,Widget\n")).isEqualTo(new Decoded.Undecodable(
                "acme.yaml:3: a value of a type nobody knows; say under types: what \"Widget\" means"));
        assertThat(decoded(mapping, "ioc,kind\n\"c2.example")).isInstanceOf(Decoded.Undecodable.class);
    }

    private static Decoded decoded(TableMapping mapping, String text) {
        return DECODERS.decode(text, Decoding.ARRIVAL.withMapping(mapping));
    }

    private static List<Payload.IntelligenceObject> indicators(TableMapping mapping, String table) {
        List<Payload.IntelligenceObject> objects = new ArrayList<>();
        try {
            for (FileItem item : items(mapping, table)) {
                byte[] bytes = ((FileRecord) item).bytes();
                Decoded.Records records = (Decoded.Records) DECODERS.decode(bytes,
                        Decoding.ARRIVAL.withMapping(mapping));
                records.records().forEach(record -> objects.add((Payload.IntelligenceObject) record.payload()));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return objects;
    }

    private static List<FileItem> items(TableMapping mapping, String table) throws IOException {
        List<FileItem> items = new ArrayList<>();
        try (RecordStream stream = new dev.palimpsest.ingest.decode.file.Files(FileLimits.DEFAULT, mapping)
                .open("table", new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8)))) {
            for (Optional<FileItem> item = stream.next(); item.isPresent(); item = stream.next()) {
                items.add(item.get());
            }
        }
        return items;
    }
}
