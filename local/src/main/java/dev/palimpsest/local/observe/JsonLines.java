package dev.palimpsest.local.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.observables.Limits;
import dev.palimpsest.observables.Observables;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Answers texts line by line: {@code {"id","text","kind"}} in, {@code {"id","found":{type:[values]}}} out or, for kind
 * {@code refang}, {@code {"id","refanged"}}. A line that is too long or no such object is answered with {@code error}; every line
 * gets one answer, flushed before the next line is read. Not safe for use by several threads.
 */
public final class JsonLines {

    /** Bytes in one line. */
    static final int LINE_LENGTH_MAX = 8 << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final InputStream in;
    private final PrintStream out;

    /** Closes neither stream. */
    public JsonLines(InputStream in, PrintStream out) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.out = out;
    }

    /** Answers until the input ends or nobody reads the answers any more. */
    public void run() throws IOException {
        WarmUp.run();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean tooLong = false;
        for (int next = in.read(); next >= 0 && !out.checkError(); next = in.read()) {
            if (next == '\n') {
                answer(line, tooLong);
                line.reset();
                tooLong = false;
            } else if (line.size() < LINE_LENGTH_MAX) {
                line.write(next);
            } else {
                tooLong = true;
            }
        }
        answer(line, tooLong);
    }

    private void answer(ByteArrayOutputStream bytes, boolean tooLong) throws JsonProcessingException {
        String line = bytes.toString(StandardCharsets.UTF_8).strip();
        if (line.isEmpty()) {
            return;
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (tooLong) {
            answer.put("error", "the line is longer than " + LINE_LENGTH_MAX + " bytes");
        } else {
            read(line, answer);
        }
        out.print(JSON.writeValueAsString(answer) + "\n");
        out.flush();
    }

    private static void read(String line, ObjectNode answer) {
        JsonNode asked;
        try {
            asked = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            answer.put("error", "the line is no JSON");
            return;
        }
        JsonNode id = asked.get("id");
        answer.set("id", id == null ? JsonNodeFactory.instance.nullNode() : id);
        if (!asked.path("text").isTextual()) {
            answer.put("error", "the line has no text");
        } else if (asked.path("kind").asText().equals("refang")) {
            answer.put("refanged", Observables.refangText(asked.path("text").asText()));
        } else {
            FoundJson.byType(Observables.scan(asked.path("text").asText(), Limits.DEFAULTS), answer);
        }
    }
}
