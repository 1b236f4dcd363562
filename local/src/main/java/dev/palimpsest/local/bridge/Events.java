package dev.palimpsest.local.bridge;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.function.Consumer;

/** Reads a stream of server-sent events. */
final class Events {

    private Events() {}

    /** Hands over the data of each event until the stream ends. */
    static void read(BufferedReader stream, Consumer<String> each) throws IOException {
        StringBuilder data = new StringBuilder();
        for (String line = stream.readLine(); line != null; line = stream.readLine()) {
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    each.accept(data.toString());
                    data.setLength(0);
                }
            } else if (line.startsWith("data:")) {
                data.append(data.isEmpty() ? "" : "\n").append(line.substring(line.startsWith("data: ") ? 6 : 5));
            }
        }
        if (!data.isEmpty()) {
            each.accept(data.toString());
        }
    }
}
