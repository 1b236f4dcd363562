package dev.palimpsest.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.access.Door;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The invented intrusion, moved to the present. {@code demo/README.md} defines the placeholders. */
public final class Scenario {

    private static final List<String> EVENT_FILES = List.of("sysmon.ndjson", "windows.ndjson", "zeek.ndjson",
            "suricata.ndjson");

    private final JsonNode script;
    private final Placeholders placeholders;

    private Scenario(JsonNode script, Placeholders placeholders) {
        this.script = script;
        this.placeholders = placeholders;
    }

    /** The story as it is told by default. */
    public static Scenario standard(Instant now) {
        return of(now, Map.of());
    }

    /**
     * The alternative of that name: another server, another malware, another way of moving.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static Scenario alternative(String name, Instant now) {
        Map<String, String> changed = new LinkedHashMap<>();
        if (!script().path("alternatives").has(name)) {
            List<String> known = new ArrayList<>();
            script().path("alternatives").fieldNames().forEachRemaining(known::add);
            throw new IllegalArgumentException("no scenario " + name + "; there is " + String.join(", ", known));
        }
        script().path("alternatives").path(name).properties()
                .forEach(variable -> changed.put(variable.getKey(), variable.getValue().asText()));
        return of(now, changed);
    }

    private static Scenario of(Instant now, Map<String, String> changed) {
        JsonNode script = script();
        Map<String, String> variables = new LinkedHashMap<>();
        script.path("defaults").properties()
                .forEach(variable -> variables.put(variable.getKey(), variable.getValue().asText()));
        variables.putAll(changed);
        return new Scenario(script, new Placeholders(now, variables));
    }

    /** What is asked at the end, as Alice types it. */
    public String question() {
        return script.path("question").asText();
    }

    /** The value of a variable of this telling. */
    public String variable(String name) {
        return placeholders.variable(name);
    }

    /** Conversations, one session a line. */
    public String conversations() {
        return placeholders.fill(text("conversations.ndjson"));
    }

    /** The STIX bundle. */
    public String bundle() {
        return placeholders.fill(text("intel-stix.json"));
    }

    /** The CSV feed. */
    public String feed() {
        return placeholders.fill(text("intel-feed.csv"));
    }

    /** Events as NDJSON by file: what happened, the beacon and the noise. */
    public Map<String, String> events() {
        Map<String, String> events = new LinkedHashMap<>();
        for (String file : EVENT_FILES) {
            List<String> lines = new ArrayList<>();
            text(file).lines().forEach(lines::add);
            text("movement/" + placeholders.variable("MOVEMENT") + "/" + file).lines().forEach(lines::add);
            List<String> filled = new ArrayList<>(
                    lines.stream().filter(line -> !line.isBlank()).map(placeholders::fill).toList());
            for (JsonNode repeated : repeated()) {
                if (repeated.path("file").asText().equals(file)) {
                    filled.addAll(new Repeat(repeated, placeholders).lines());
                }
            }
            events.put(file, String.join("\n", filled) + "\n");
        }
        return events;
    }

    private List<JsonNode> repeated() {
        List<JsonNode> all = new ArrayList<>();
        script.path("beacons").forEach(all::add);
        script.path("noise").forEach(all::add);
        return all;
    }

    private static JsonNode script() {
        try {
            return Door.JSON.readTree(text("scenario.json"));
        } catch (IOException e) {
            throw new UncheckedIOException("the scenario is not JSON", e);
        }
    }

    private static String text(String file) {
        try (InputStream in = Scenario.class.getResourceAsStream("/demo/" + file)) {
            if (in == null) {
                return "";
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the scenario lacks " + file, e);
        }
    }
}
