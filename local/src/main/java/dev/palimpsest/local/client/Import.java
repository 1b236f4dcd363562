package dev.palimpsest.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Door;
import dev.palimpsest.ingest.decode.file.FileItem;
import dev.palimpsest.ingest.decode.file.FileLimits;
import dev.palimpsest.ingest.decode.file.Files;
import dev.palimpsest.ingest.decode.file.RecordStream;
import dev.palimpsest.ingest.decode.table.TableGuess;
import dev.palimpsest.ingest.decode.table.TableMapping;
import dev.palimpsest.memory.Hash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends the records of a file to ingest in bounded batches. A record's name is made of its content and its place in the
 * file, so sending it again, or a longer version of the file, adds nothing twice.
 */
public final class Import {

    private static final int RECORDS_MAX = 1_000;
    private static final int BYTES_MAX = 4 << 20;
    private static final int FIRST_LINES = 5;

    private final ApiClient ingest;
    private final String path;
    private final Progress progress;
    private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
    private final Complaints refusals = new Complaints();
    private final Complaints damages = new Complaints();
    private final List<String> firstLines = new ArrayList<>();
    private final @Nullable TableMapping mapping;
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

    /**
     * What became of a file.
     *
     * @param reasons    why records were refused
     * @param damaged    what was wrong with records that were kept all the same, as text that is kept as a plain line
     * @param seemsTable whether it was taken for plain lines and looks like a table
     */
    public record Result(long records, long accepted, long ignored, long refused, Complaints reasons,
            Complaints damaged, boolean seemsTable) {}

    /** As the other, of tables that nobody declared. */
    public Import(ApiClient ingest, String source, String as, Progress progress) {
        this(ingest, source, as, null, progress);
    }

    /**
     * An import into one ingest.
     *
     * @param source name of the sender, which observations and indicators carry
     * @param as      {@code ANY}, {@code EVENTS} or {@code INTELLIGENCE}
     * @param mapping what the columns of tables mean; null where nobody declared it
     */
    public Import(ApiClient ingest, String source, String as, @Nullable TableMapping mapping, Progress progress) {
        this.ingest = ingest;
        this.mapping = mapping;
        String declared = mapping == null
                ? ""
                : "&mapping=" + encoded(mapping.text()) + "&mapping_name="
                        + encoded(mapping.name());
        this.path = "/v1/records?as=" + as + "&source=" + encoded(source) + declared;
        this.progress = progress;
    }

    /**
     * Sends the file.
     *
     * @param skip records dealt with before, which are not sent again
     */
    public Result run(Path file, long skip) throws IOException {
        try (RecordStream records = new Files(FileLimits.DEFAULT, mapping).open(file)) {
            for (Optional<FileItem> item = records.next(); item.isPresent(); item = records.next()) {
                if (done + inBatch >= skip) {
                    take(item.get());
                } else {
                    done++;
                }
            }
        }
        flush();
        return new Result(done, accepted, ignored, refused, refusals, damages,
                mapping == null && TableGuess.isLikely(firstLines));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void take(FileItem item) {
        switch (item) {
            case FileItem.FileRecord record -> add(record);
            case FileItem.FileProblem problem -> {
                flush();
                done++;
                refused++;
                refusals.add(problem.reason(), done);
            }
        }
    }

    private void add(FileItem.FileRecord record) {
        ObjectNode line = Door.JSON.createObjectNode();
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(record.bytes())).toString();
            if (firstLines.size() < FIRST_LINES && !TableGuess.isComment(text)) {
                firstLines.add(text);
            }
            line.put("record", text);
        } catch (CharacterCodingException e) {
            line.put("record64", record.bytes());
        }
        line.put("position", Hash.of(record.bytes()).hex() + "#" + (done + inBatch));
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
        JsonNode result = ingest.postPatiently(path, batch.toByteArray());
        accepted += result.path("accepted").asLong();
        ignored += result.path("ignored").asLong();
        result.path("items").forEach(item -> {
            long number = done + 1 + item.path("index").asLong();
            if (item.path("status").asText().equals("refused")) {
                refused++;
                refusals.add(item.path("reason").asText(), number);
            } else if (item.path("status").asText().equals("accepted") && item.hasNonNull("reason")) {
                damages.add(item.path("reason").asText(), number);
            }
        });
        done += inBatch;
        inBatch = 0;
        batch.reset();
        progress.at(done);
    }
}
