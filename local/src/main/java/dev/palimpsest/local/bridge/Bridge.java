package dev.palimpsest.local.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Door;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Passes JSON-RPC messages on, one a line, and their answers back, as they are. Requests run beside each other, so that one can be
 * cancelled while it runs; whatever goes wrong on the way is an answer too, with what to do about it.
 */
public final class Bridge {

    private static final int REQUESTS_MAX = 32;
    private static final int LINE_LENGTH_MAX = 4 << 20;
    private static final int PARSE_ERROR = -32700;
    private static final int UNREACHABLE = -32000;

    private final Wire wire;
    private final PrintStream out;
    private final Semaphore running = new Semaphore(REQUESTS_MAX);

    /** @param out takes messages alone, each on a line */
    public Bridge(Wire wire, PrintStream out) {
        this.wire = wire;
        this.out = out;
    }

    /** Returns when the input ends and all that was asked is answered. */
    public void run(BufferedReader in) throws IOException {
        try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isBlank()) {
                    take(line, requests);
                }
            }
        } finally {
            wire.end();
        }
    }

    private void take(String line, ExecutorService requests) {
        JsonNode message = line.length() > LINE_LENGTH_MAX ? null : parsed(line);
        if (message == null || !message.isObject()) {
            say(error(null, PARSE_ERROR, "a line is one JSON-RPC message of at most " + LINE_LENGTH_MAX
                    + " characters"));
        } else if (message.has("id") && message.has("method")
                && !message.path("method").asText().equals("initialize")) {
            running.acquireUninterruptibly();
            requests.execute(() -> {
                try {
                    pass(message);
                } finally {
                    running.release();
                }
            });
        } else { // what opens a session, and what is told without an answer, keeps its place
            pass(message);
        }
    }

    private void pass(JsonNode message) {
        try {
            wire.send(message, this::say);
        } catch (Wire.Unanswered e) {
            if (message.has("id") && message.has("method")) {
                say(error(message.get("id"), UNREACHABLE, String.valueOf(e.getMessage())));
            } else {
                System.err.println("palimpsest: " + e.getMessage());
            }
        }
    }

    private void say(String message) {
        synchronized (out) {
            out.println(message.indexOf('\n') < 0 ? message : message.replace("\n", " "));
            out.flush();
        }
    }

    private static @Nullable JsonNode parsed(String line) {
        try {
            return Door.JSON.readTree(line);
        } catch (IOException e) {
            return null;
        }
    }

    private static String error(@Nullable JsonNode id, int code, String message) {
        ObjectNode error = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        error.set("id", id);
        error.putObject("error").put("code", code).put("message", message);
        return error.toString();
    }
}
