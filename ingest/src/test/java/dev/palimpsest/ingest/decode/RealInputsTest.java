package dev.palimpsest.ingest.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.palimpsest.ingest.decode.file.FileItem;
import dev.palimpsest.ingest.decode.file.FileItem.FileProblem;
import dev.palimpsest.ingest.decode.file.FileItem.FileRecord;
import dev.palimpsest.ingest.decode.file.Files;
import dev.palimpsest.ingest.decode.file.RecordStream;
import dev.palimpsest.memory.observation.Payload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recorded inputs of many makers, kept outside the repository: nothing in them may be lost. */
class RealInputsTest {

    private static final Decoders DECODERS = new Decoders();
    private static final Path DATA = Path.of("..", "..", "shared", "data");

    @ParameterizedTest
    @CsvSource({"otrf,sysmon windows", "zeek,zeek", "misp,misp", "stix,stix", "volexity,csv", "maltrail,list",
            "cloudtrail,cloudtrail"})
    void shouldDecodeEveryRecord(String folder, String formats) throws IOException {
        assumeTrue(java.nio.file.Files.isDirectory(DATA.resolve(folder)), "no " + folder + " data beside the checkout");
        Map<String, Integer> counts = new TreeMap<>();
        List<String> lost = new ArrayList<>();
        long records = 0;
        long nanos = 0;
        for (Path file : files(DATA.resolve(folder))) {
            try (RecordStream stream = new Files().open(file)) {
                for (Optional<FileItem> item = stream.next(); item.isPresent(); item = stream.next()) {
                    long start = System.nanoTime();
                    count(item.get(), counts, lost);
                    nanos += System.nanoTime() - start;
                    records++;
                }
            }
        }

        System.out.printf("%s: %d records, %d a second on one thread, %s%n", folder, records,
                records * 1_000_000_000L / Math.max(nanos, 1), counts);
        assertThat(lost).isEmpty();
        assertThat(counts.keySet()).containsExactlyInAnyOrder(formats.split(" "));
    }

    private static void count(FileItem item, Map<String, Integer> counts, List<String> lost) {
        switch (item) {
            case FileProblem problem -> lost.add(problem.toString());
            case FileRecord record -> {
                switch (DECODERS.decode(record.bytes(), Decoding.ARRIVAL)) {
                    case Decoded.Records found ->
                        found.records().forEach(one -> counts.merge(format(one.payload()), 1, Integer::sum));
                    case Decoded.Nothing nothing ->
                        lost.add(record.entry() + ':' + record.index() + ' ' + nothing.reason());
                    case Decoded.Undecodable undecodable ->
                        lost.add(record.entry() + ':' + record.index() + ' ' + undecodable.reason());
                }
            }
        }
    }

    private static String format(Payload payload) {
        return switch (payload) {
            case Payload.Event event -> event.format();
            case Payload.IntelligenceObject object -> object.format();
            case Payload.ConversationTurn turn -> "conversation";
            case Payload.Command _,Payload.Rollback _,Payload.Import _ -> "command";
        };
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = java.nio.file.Files.walk(folder)) {
            return files.filter(java.nio.file.Files::isRegularFile).sorted().toList();
        }
    }
}
