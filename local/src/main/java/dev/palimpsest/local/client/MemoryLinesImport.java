package dev.palimpsest.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.local.stack.StackException;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Sends the lines of an export in bounded batches. Sending a line again changes nothing. For one thread. */
public final class MemoryLinesImport {

    static final String PATH = "/api/v1/memories/import";

    private static final int LINES_MAX = 1_000;
    private static final int BYTES_MAX = 4 << 20;

    private final ApiClient api;
    private final Import.Progress progress;
    private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
    private final Complaints refusals = new Complaints();
    private int inBatch;
    private long done;
    private long taken;
    private long known;
    private long refused;

    /**
     * What became of a file.
     *
     * @param taken how many memories or versions went to the ledger
     * @param known how many were there already
     * @param whole whether the file ends as an export does: else it was cut off, or holds some lines of one
     */
    public record Result(long lines, long taken, long known, long refused, boolean whole, Complaints reasons) {}

    /** How the last line of an export begins. */
    public static final String END = "{\"type\":\"end\"";

    public MemoryLinesImport(ApiClient api, Import.Progress progress) {
        this.api = api;
        this.progress = progress;
    }

    /**
     * Sends the file.
     *
     * @param skip lines dealt with before, which are not sent again
     * @throws StackException where the other side cannot go on; what is told to the progress is done
     */
    public Result run(Path file, long skip) throws IOException {
        String last = "";
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
                if (done + inBatch < skip) {
                    done++;
                    continue;
                }
                batch.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
                inBatch++;
                if (inBatch >= LINES_MAX || batch.size() >= BYTES_MAX) {
                    flush();
                }
            }
        }
        flush();
        return new Result(done, taken, known, refused, last.startsWith(END), refusals);
    }

    private void flush() {
        if (inBatch == 0) {
            return;
        }
        List<JsonNode> answer = api.postLinesPatiently(PATH, batch.toByteArray());
        long through = 0;
        for (JsonNode line : answer) {
            switch (line.path("type").asText()) {
                case "refused" -> refusals.add(line.path("reason").asText(), done + line.path("line").asLong());
                case "durable" -> through = line.path("through").asLong();
                default -> {
                    // told below
                }
            }
        }
        JsonNode last = answer.isEmpty() ? null : answer.getLast();
        if (last == null || !last.path("type").asText().equals("end")) {
            progress.at(done + through);
            throw new StackException("the import stopped at line " + (done + through + 1)
                    + (last == null || !last.hasNonNull("reason") ? "" : ": " + last.path("reason").asText())
                    + "; run it again, it goes on there");
        }
        taken += last.path("taken").asLong();
        known += last.path("known").asLong();
        refused += last.path("refused").asLong();
        done += inBatch;
        inBatch = 0;
        batch.reset();
        progress.at(done);
    }
}
