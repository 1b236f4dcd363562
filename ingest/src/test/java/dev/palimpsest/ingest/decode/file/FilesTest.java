package dev.palimpsest.ingest.decode.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.ingest.decode.Decoded;
import dev.palimpsest.ingest.decode.Decoders;
import dev.palimpsest.ingest.decode.Decoding;
import dev.palimpsest.ingest.decode.file.FileItem.FileProblem;
import dev.palimpsest.ingest.decode.file.FileItem.FileRecord;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.memory.observation.Payload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FilesTest {

    private static final FileLimits SMALL = new FileLimits(64, 256, 3, 4096);

    static Stream<Arguments> texts() {
        return Stream.of(Arguments.of("lines", "one\r\n\n  \ntwo\nthree", List.of("one", "two", "three")),
                Arguments.of("json by line", "{\"a\":1}\n{broken\n{\"a\":3}\n",
                        List.of("{\"a\":1}", "{broken", "{\"a\":3}")),
                Arguments.of("one document", "{\n  \"a\": \"}\\\"{\",\n  \"b\": [1]\n}\n",
                        List.of("{\n  \"a\": \"}\\\"{\",\n  \"b\": [1]\n}")),
                Arguments.of("array", "\uFEFF [ {\"a\":1},\n {\"a\":[2]} ]", List.of("{\"a\":1}", "{\"a\":[2]}")),
                Arguments.of("documents in a row", "{\n\"a\":1}\n\n{\n\"a\":2}", List.of("{\n\"a\":1}", "{\n\"a\":2}")),
                Arguments.of("bracketed log", "[2026-04-30] x\n[2026-04-30] y",
                        List.of("[2026-04-30] x", "[2026-04-30] y")),
                Arguments.of("table",
                        "value,type,description\n203.0.113.1,ip,\"two\nlines\"\n# end\n203.0.113.2,ip,x\n",
                        List.of("value,type,description\n203.0.113.1,ip,\"two\nlines\"",
                                "value,type,description\n203.0.113.2,ip,x")),
                Arguments.of("table with quotes in fields",
                        "value,type,description\n203.0.113.1,ip,5\" disk\n203.0.113.2,ip, \"a \"\"b\"\"\n\"\"\"\n203.0.113.3,ip,x\n",
                        List.of("value,type,description\n203.0.113.1,ip,5\" disk",
                                "value,type,description\n203.0.113.2,ip, \"a \"\"b\"\"\n\"\"\"",
                                "value,type,description\n203.0.113.3,ip,x")),
                Arguments.of("table without header", "203.0.113.1,ip,x\nc2.example,hostname,y\n",
                        List.of("value,entity_type,description,reference\n203.0.113.1,ip,x",
                                "value,entity_type,description,reference\nc2.example,hostname,y")),
                Arguments.of("list", "# MIT\n\n# Reference: https://r.example/1\n\nc2.example\n203.0.113.7\n",
                        List.of("# Reference: https://r.example/1\nc2.example",
                                "# Reference: https://r.example/1\n203.0.113.7")),
                Arguments.of("list without comments", "c2.example\n203.0.113.7\n",
                        List.of("# list\nc2.example", "# list\n203.0.113.7")),
                Arguments.of("nothing", "", List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void shouldCutByWhatTheContentIs(String what, String text, List<String> expected) throws IOException {
        assertThat(what).isNotEmpty();
        assertThat(strings(read(new Files(), text.getBytes(UTF_8)))).isEqualTo(expected);
    }

    @Test
    void shouldHandOnListEntriesThatDecodeAlone() throws IOException {
        List<FileItem> items = read(new Files(), "c2.example\n203.0.113.7\n".getBytes(UTF_8));

        assertThat(items)
                .allSatisfy(item -> assertThat(new Decoders().decode(((FileRecord) item).bytes(), Decoding.ARRIVAL))
                        .isInstanceOf(Decoded.Records.class));
        assertThat(Decoding.indicators(strings(items).getFirst())).containsExactly("domain c2.example");
    }

    @Test
    void shouldTellIndexAndPosition() throws IOException {
        List<FileItem> items = read(new Files(), "één\n\ntwo\n".getBytes(UTF_8));

        assertThat(items).extracting(FileItem::index).containsExactly(0L, 1L);
        assertThat(items).extracting(FileItem::position).containsExactly(0L, 7L);
        assertThat(items).extracting(FileItem::entry).containsOnly("file");
    }

    @Test
    void shouldLoseOneRowOfAFeedToAQuoteThatNothingCloses() throws IOException {
        StringBuilder table = new StringBuilder("value,type,description\n203.0.113.1,ip,\"stray\n");
        IntStream.range(0, 5_000).forEach(i -> table.append("host%d.example,domain,x%n".formatted(i)));
        Arrival feed = Decoding.ARRIVAL.expecting(Arrival.Expected.INTELLIGENCE);

        List<String> values = strings(read(new Files(), table.toString().getBytes(UTF_8))).stream()
                .flatMap(piece -> Decoding.all(piece, feed).stream()).map(DecodedRecord::payload)
                .filter(Payload.IntelligenceObject.class::isInstance)
                .flatMap(row -> ((Payload.IntelligenceObject) row).first("indicator.value").stream()).toList();

        assertThat(values).hasSize(5_000).doesNotHaveDuplicates().startsWith("host0.example").endsWith(
                "host4999.example");
    }

    @Test
    void shouldSkipALineOverTheLimitAndReadOn() throws IOException {
        List<FileItem> items = read(new Files(SMALL), ("a\n" + "x".repeat(65) + "\nb").getBytes(UTF_8));

        assertThat(strings(items)).containsExactly("a", "b");
        assertThat(items.get(1))
                .isEqualTo(new FileProblem("file", 1, 2, "a line longer than 64 bytes was skipped", false));
    }

    @Test
    void shouldSkipADocumentOverTheLimit() throws IOException {
        List<FileItem> items = read(new Files(SMALL),
                ("[{\"a\":\"" + "x".repeat(300) + "\"},{\"b\":1}]").getBytes(UTF_8));

        assertThat(strings(items)).containsExactly("{\"b\":1}");
        assertThat(((FileProblem) items.getFirst()).reason()).contains("longer than 256 bytes");
    }

    @Test
    void shouldHandOnACutOffDocumentAsItIs() throws IOException {
        assertThat(strings(read(new Files(), "{\"a\":[1,2".getBytes(UTF_8)))).containsExactly("{\"a\":[1,2");
    }

    @Test
    void shouldSayThatBinaryDataIsNotRead() throws IOException {
        List<FileItem> items = read(new Files(), new byte[]{1, 2, 0, 3});

        assertThat(items).singleElement().isInstanceOf(FileProblem.class);
    }

    @Test
    void shouldOpenGzip(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("x.log");
        java.nio.file.Files.write(file, gzip("one\ntwo".getBytes(UTF_8)));

        try (RecordStream stream = new Files().open(file)) {
            assertThat(strings(drain(stream))).containsExactly("one", "two");
        }
    }

    @Test
    void shouldOpenZipEntryByEntry() throws IOException {
        byte[] zip = zip("a.json", "{\"n\":1}\n{\"n\":2}\n", "__MACOSX/._a.json", "\0\0", "d/b.txt", "line");

        List<FileItem> items = read(new Files(), zip);

        assertThat(strings(items)).containsExactly("{\"n\":1}", "{\"n\":2}", "line");
        assertThat(items).extracting(FileItem::entry).containsExactly("a.json", "a.json", "d/b.txt");
        assertThat(items).extracting(FileItem::index).containsExactly(0L, 1L, 0L);
    }

    @Test
    void shouldOpenTarAndTarGz() throws IOException {
        byte[] tar = tar("a.txt", "one\ntwo", "b.txt", "three");

        assertThat(strings(read(new Files(), tar))).containsExactly("one", "two", "three");
        assertThat(strings(read(new Files(), gzip(tar)))).containsExactly("one", "two", "three");
    }

    @Test
    void shouldStopAtTheLimitOfInflatedBytes() throws IOException {
        byte[] text = "x\n".repeat(4000).getBytes(UTF_8);

        for (byte[] bomb : List.of(gzip(text), zip("a", new String(text, UTF_8)),
                zip("__MACOSX/a", new String(text, UTF_8), "b", "x"))) {
            List<FileItem> items = read(new Files(SMALL), bomb);

            assertThat(items.getLast()).isInstanceOfSatisfying(FileProblem.class, problem -> {
                assertThat(problem.fatal()).isTrue();
                assertThat(problem.reason()).isEqualTo("unpacks to more than 4096 bytes");
            });
        }
    }

    @Test
    void shouldStopAtTheLimitOfEntries() throws IOException {
        List<FileItem> items = read(new Files(SMALL), zip("a", "1", "b", "2", "c", "3", "d", "4"));

        assertThat(items).hasSize(4);
        assertThat(items.getLast()).isEqualTo(new FileProblem("d", 0, 0, "more than 3 files in the archive", true));
    }

    @Test
    void shouldNotOpenArchivesInArchives() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("inner.zip"));
            zip.write(zip("a", "1"));
            zip.putNextEntry(new ZipEntry("b"));
            zip.write('2');
        }

        List<FileItem> items = read(new Files(), bytes.toByteArray());

        assertThat(strings(items)).containsExactly("2");
        assertThat(((FileProblem) items.getFirst()).reason()).isEqualTo("an archive inside an archive is not opened");
    }

    @Test
    void shouldHandOnWhatADamagedArchiveStillHolds() throws IOException {
        byte[] whole = gzip("some text that is long enough to be cut\n".repeat(50_000).getBytes(UTF_8));

        List<FileItem> items = read(new Files(), Arrays.copyOf(whole, whole.length / 2));

        assertThat(items.getFirst()).isInstanceOf(FileRecord.class);
        assertThat(items.getLast()).isInstanceOfSatisfying(FileProblem.class,
                problem -> assertThat(problem.fatal()).isTrue());
    }

    private static List<FileItem> read(Files files, byte[] bytes) throws IOException {
        try (RecordStream stream = files.open("file", new ByteArrayInputStream(bytes))) {
            return drain(stream);
        }
    }

    private static List<FileItem> drain(RecordStream stream) throws IOException {
        List<FileItem> items = new ArrayList<>();
        for (Optional<FileItem> item = stream.next(); item.isPresent(); item = stream.next()) {
            items.add(item.get());
        }
        return items;
    }

    private static List<String> strings(List<FileItem> items) {
        return items.stream().filter(FileRecord.class::isInstance)
                .map(item -> new String(((FileRecord) item).bytes(), UTF_8)).toList();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(String... namesAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(namesAndTexts[i + 1].getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] tar(String... namesAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                byte[] text = namesAndTexts[i + 1].getBytes(UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(namesAndTexts[i]);
                entry.setSize(text.length);
                tar.putArchiveEntry(entry);
                tar.write(text);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
