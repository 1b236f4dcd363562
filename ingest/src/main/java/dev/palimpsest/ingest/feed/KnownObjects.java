package dev.palimpsest.ingest.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The objects of a STIX feed that others may still speak of, so that what comes on one page or in one poll is understood
 * with what came on another. Kept in a file beside the feed's place; the oldest are forgotten. For one thread.
 */
final class KnownObjects {

    /** Most objects that are remembered. */
    static final int OBJECTS_MAX = 20_000;

    /** Most characters of them all. */
    static final long CHARS_MAX = 32L << 20;

    /** Longest object that is remembered. */
    static final int OBJECT_CHARS_MAX = 256 << 10;

    /** Most objects that are added to one page. */
    static final int ADDED_MAX = 5_000;

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> REMEMBERED = Set.of("indicator", "malware", "tool", "intrusion-set",
            "threat-actor", "campaign", "attack-pattern", "identity", "marking-definition", "relationship", "sighting");
    private static final String[] REFERENCES = {"source_ref", "target_ref", "sighting_of_ref", "created_by_ref"};

    private final Path file;
    private final Map<String, String> byId = new LinkedHashMap<>();
    /** Relationships and sightings by each end. */
    private final Map<String, Set<String>> byEnd = new LinkedHashMap<>();
    private long chars;
    private long written;

    private KnownObjects(Path file) {
        this.file = file;
    }

    /** Those of a feed; none where none were kept. Lines that cannot be read are left out. */
    static KnownObjects of(Path folder, String feed) throws IOException {
        Files.createDirectories(folder);
        KnownObjects known = new KnownObjects(folder.resolve(feed + ".objects"));
        if (Files.exists(known.file)) {
            try (BufferedReader in = Files.newBufferedReader(known.file)) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    known.written++;
                    known.putWhole(line);
                }
            }
        }
        return known;
    }

    /**
     * A page with those known objects that its own speak of, or that speak of its own.
     *
     * @return the page itself where there are none
     */
    JsonNode completed(JsonNode page) {
        Set<String> own = new HashSet<>();
        page.path("objects").forEach(object -> own.add(object.path("id").asText()));
        Deque<JsonNode> open = new ArrayDeque<>();
        page.path("objects").forEach(open::add);
        Set<String> wanted = new LinkedHashSet<>();
        Map<String, JsonNode> added = new LinkedHashMap<>();
        while (!open.isEmpty() && added.size() < ADDED_MAX) {
            JsonNode object = open.remove();
            wanted.clear();
            references(object, wanted);
            for (String id : wanted) {
                String text = own.contains(id) || added.containsKey(id) ? null : byId.get(id);
                if (text != null) {
                    JsonNode known = read(text);
                    added.put(id, known);
                    open.add(known);
                }
            }
        }
        if (added.isEmpty()) {
            return page;
        }
        ObjectNode whole = page.deepCopy();
        ArrayNode objects = (ArrayNode) whole.get("objects");
        added.values().forEach(objects::add);
        return whole;
    }

    /** What an object points at; of an indicator, and of what nobody knew, also the relations that point at it. */
    private void references(JsonNode object, Set<String> into) {
        for (String name : REFERENCES) {
            into.add(object.path(name).asText());
        }
        object.path("object_marking_refs").forEach(mark -> into.add(mark.asText()));
        String id = object.path("id").asText();
        if (!byId.containsKey(id) || id.startsWith("indicator--")) {
            into.addAll(byEnd.getOrDefault(id, Set.of()));
        }
        into.remove("");
    }

    /** Remembers what others may speak of later, durably. */
    void remember(JsonNode page) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (JsonNode object : page.path("objects")) {
            String text = object.toString();
            if (REMEMBERED.contains(object.path("type").asText()) && text.length() <= OBJECT_CHARS_MAX
                    && !text.equals(byId.get(object.path("id").asText())) && put(object, text)) {
                lines.append(text).append('\n');
                written++;
            }
        }
        if (lines.isEmpty()) {
            return;
        }
        if (written > 2L * OBJECTS_MAX) {
            rewrite();
        } else {
            Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    private void rewrite() throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try (Writer out = Files.newBufferedWriter(next)) {
            for (String text : byId.values()) {
                out.write(text);
                out.write('\n');
            }
        }
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        written = byId.size();
    }

    private void putWhole(String line) {
        try {
            put(JSON.readTree(line), line);
        } catch (JsonProcessingException _) {
            // a line that was being written when the machine stopped
        }
    }

    private boolean put(JsonNode object, String text) {
        String id = object.path("id").asText();
        if (id.isEmpty()) {
            return false;
        }
        forget(id);
        byId.put(id, text);
        chars += text.length();
        for (String end : new String[]{"source_ref", "target_ref", "sighting_of_ref"}) {
            if (object.hasNonNull(end)) {
                byEnd.computeIfAbsent(object.path(end).asText(), _ -> new LinkedHashSet<>()).add(id);
            }
        }
        while (byId.size() > OBJECTS_MAX || chars > CHARS_MAX) {
            forget(oldest());
        }
        return true;
    }

    private String oldest() {
        Iterator<String> ids = byId.keySet().iterator();
        return ids.next();
    }

    private void forget(String id) {
        String text = byId.remove(id);
        if (text == null) {
            return;
        }
        chars -= text.length();
        JsonNode object = read(text);
        for (String end : new String[]{"source_ref", "target_ref", "sighting_of_ref"}) {
            Set<String> relations = byEnd.get(object.path(end).asText());
            if (relations != null && relations.remove(id) && relations.isEmpty()) {
                byEnd.remove(object.path(end).asText());
            }
        }
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was JSON is none", e);
        }
    }
}
