package dev.palimpsest.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Door;
import dev.palimpsest.ingest.decode.file.FileItem;
import dev.palimpsest.ingest.decode.file.Files;
import dev.palimpsest.ingest.decode.file.RecordStream;
import dev.palimpsest.memory.Hash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sends the records of a file to ingest in bounded batches. A record's name is made of its content and its place in the
 * file, so sending it again, or a longer version of the file, adds nothing twice.
 */
public final class Import {

    private static final int RECORDS_MAX = 1_000;
    private static final int BYTES_MAX = 4 << 20;
    private static final int REASONS_MAX = 20;

    private final ApiClient ingest;
    private final String path;
    private final Progress progress;
    private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
    private final Map<String, Long> reasons = new TreeMap<>();
    private int inBatch;
    private long done;
    private long accepted;
    private long ignored;
    private long refused;

    /** Hears how far the import is. */
    @FunctionalInterface
    public interface Progress {
        /** So many records of the file are dealt with. */
        void at(long records);
    }

    /** What became of a file. */
    public record Result(long records, long accepted, long ignored, long refused, Map<String, Long> reasons) {}

    /**
     * An import into one ingest.
     *
     * @param source name of the sender, which observations and indicators carry
     * @param as     {@code ANY}, {@code EVENTS} or {@code INTELLIGENCE}
     */
    public Import(ApiClient ingest, String source, String as, Progress progress) {
        this.ingest = ingest;
        this.path = "/v1/records?as=" + as + "&source=" + URLEncoder.encode(source, StandardCharsets.UTF_8);
        this.progress = progress;
    }

    /**
     * Sends the file.
     *
     * @param skip records dealt with before, which are not sent again
     */
    public Result run(Path file, long skip) throws IOException {
        try (RecordStream records = new Files().open(file)) {
            for (Optional<FileItem> item = records.next(); item.isPresent(); item = records.next()) {
                if (done + inBatch >= skip) {
                    take(item.get());
                } else {
                    done++;
                }
            }
        }
        flush();
        return new Result(done, accepted, ignored, refused, reasons);
    }

    private void take(FileItem item) {
        switch (item) {
            case FileItem.FileRecord record -> add(record);
            case FileItem.FileProblem problem -> {
                flush();
                done++;
                refuse(problem.reason());
            }
        }
    }

    private void add(FileItem.FileRecord record) {
        ObjectNode line = Door.JSON.createObjectNode();
        try {
            line.put("record", StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(record.bytes())).toString());
        } catch (CharacterCodingException e) {
            line.put("record64", record.bytes());
        }
        line.put("position", Hash.of(record.bytes()).hex() + "#" + record.index());
        batch.writeBytes(line.toString().getBytes(StandardCharsets.UTF_8));
        batch.write('\n');
        inBatch++;
        if (inBatch >= RECORDS_MAX || batch.size() >= BYTES_MAX) {
            flush();
        }
    }

    private void flush() {
        if (inBatch == 0) {
            return;
        }
        JsonNode result = ingest.post(path, batch.toByteArray());
        accepted += result.path("accepted").asLong();
        ignored += result.path("ignored").asLong();
        result.path("items").forEach(item -> {
            if (item.path("status").asText().equals("refused")) {
                refuse(item.path("reason").asText());
            }
        });
        done += inBatch;
        inBatch = 0;
        batch.reset();
        progress.at(done);
    }

    private void refuse(String reason) {
        refused++;
        if (reasons.size() < REASONS_MAX || reasons.containsKey(reason)) {
            reasons.merge(reason, 1L, Long::sum);
        }
    }
}
