package dev.palimpsest.local.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that recalls memories: of which time, and on whose word. */
final class RecallFlags {

    @Option(names = "--from", paramLabel = "TIME", description = "Last observed at or after, such as 2026-11-22T14:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Last observed before.")
    private @Nullable String to;

    @Option(names = "--min-trust", paramLabel = "TIER", description = "Only what rests on a word at least as strong: assistant, sensor-free-text, sensor-structured, curated-feed, control-plane or analyst.")
    private @Nullable String minTrust;

    @Option(names = "--corroborated", description = "Leave out what one weak source alone says.")
    private boolean corroborated;

    @Mixin
    private final MomentFlags moment = new MomentFlags();

    /** Puts what was given into a request. */
    void addTo(Map<String, Object> request) {
        put(request, "from", from);
        put(request, "to", to);
        put(request, "min_trust", minTrust);
        put(request, "corroborated", corroborated ? true : null);
        moment.addTo(request);
    }

    /** Puts a value where there is one. */
    static void put(Map<String, Object> request, String name, @Nullable Object value) {
        if (value != null) {
            request.put(name, value);
        }
    }
}
