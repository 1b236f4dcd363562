package dev.palimpsest.local.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that can look at another time. */
final class MomentFlags {

    @Option(names = "--as-of", paramLabel = "TIME", description = "What held at that time, such as 2026-11-22T14:05:00Z.")
    private @Nullable String asOf;

    @Option(names = "--known-at", paramLabel = "TIME", description = "From what the log had learnt by that time.")
    private @Nullable String knownAt;

    /** Puts what was given into a request. */
    void addTo(Map<String, Object> request) {
        RecallFlags.put(request, "as_of", asOf);
        RecallFlags.put(request, "known_at", knownAt);
    }

    /** A path of the API with what was given as parameters. */
    String on(String path) {
        Map<String, Object> given = new LinkedHashMap<>();
        addTo(given);
        return given.isEmpty() ? path : path + (path.contains("?") ? "&" : "?") + query(given);
    }

    /** Parameters as a URL has them. */
    static String query(Map<String, Object> parameters) {
        return parameters.entrySet().stream().map(each -> each.getKey() + "="
                + URLEncoder.encode(each.getValue().toString(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
