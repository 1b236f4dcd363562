package dev.palimpsest.processor.extract.warninglist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.indicator.IndicatorFields;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists of well-known values. What they hold is annotated on indicators and never dropped: a feed may well be right about
 * an address that is also a public resolver. Read once at the start; safe for several threads.
 */
public final class Warninglists {

    /** Most lists that are read. */
    public static final int LISTS_MAX = 500;

    /** Most bytes of one list. */
    public static final long LIST_BYTES_MAX = 64L << 20;

    private static final Logger LOGGER = LoggerFactory.getLogger(Warninglists.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> OWN = List.of("private-addresses", "special-addresses", "public-resolvers",
            "special-names");

    private final List<Warninglist> lists;

    private Warninglists(List<Warninglist> lists) {
        this.lists = List.copyOf(lists);
    }

    /** The few lists that come with the system: addresses and names that mean nothing outside, and public resolvers. */
    public static Warninglists own() {
        List<Warninglist> lists = new ArrayList<>();
        for (String name : OWN) {
            try (InputStream in = Warninglists.class.getResourceAsStream(name + ".json")) {
                lists.add(list(JSON.readTree(in)));
            } catch (IOException e) {
                throw new UncheckedIOException("a list of our own cannot be read: " + name, e);
            }
        }
        return new Warninglists(lists);
    }

    /** These and those of a folder: each {@code .json} file in it and in the folders right below. A file that is no list is named in the log and left out. */
    public Warninglists with(Path folder) {
        List<Warninglist> all = new ArrayList<>(lists);
        try (Stream<Path> files = Files.find(folder, 2, (path, attributes) -> path.toString().endsWith(".json")
                && attributes.isRegularFile() && attributes.size() <= LIST_BYTES_MAX)) {
            for (Path file : files.sorted().limit(LISTS_MAX).toList()) {
                try {
                    all.add(list(JSON.readTree(file.toFile())));
                } catch (IOException | IllegalArgumentException e) {
                    LOGGER.atWarn().addKeyValue("file", file.getFileName()).addKeyValue("reason", e.getMessage())
                            .log("a warning list is left out");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of warning lists cannot be read: " + folder, e);
        }
        return new Warninglists(all);
    }

    public int size() {
        return lists.size();
    }

    /** Names of the lists that hold the subject. */
    public List<String> holding(Subject subject) {
        return lists.stream().filter(list -> list.holds(subject)).map(Warninglist::name).toList();
    }

    /** The claims, indicators among them annotated. */
    public List<Claim> annotate(List<Claim> claims) {
        return claims.stream().map(this::annotated).toList();
    }

    private Claim annotated(Claim claim) {
        if (!(claim instanceof Statement statement) || statement.kind() != Kind.INDICATOR
                || !(statement.content() instanceof Content.Plain content)
                || !content.all(IndicatorFields.SIGHTING_TYPE).isEmpty()) {
            return claim;
        }
        List<String> names = holding(statement.subject());
        return names.isEmpty()
                ? claim
                : statement.saying(content.withAttribute(IndicatorFields.WARNINGLIST, names));
    }

    private static Warninglist list(JsonNode json) {
        String name = json.path("name").asText();
        if (name.isEmpty() || !json.path("list").isArray()) {
            throw new IllegalArgumentException("no name or no list in it");
        }
        List<String> values = new ArrayList<>();
        json.path("list").forEach(value -> values.add(value.asText()));
        Set<String> attributes = new HashSet<>();
        json.path("matching_attributes").forEach(attribute -> attributes.add(attribute.asText()));
        return new Warninglist(name, attributes, Matchers.of(json.path("type").asText("string"), values));
    }
}
